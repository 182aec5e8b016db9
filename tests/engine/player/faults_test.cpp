// What happens to messages on their way and to links.
#include <gmock/gmock.h>

#include "tests/engine/player/played.h"
#include "tests/engine/player/two_sides.h"

namespace mapsim::scenario::test {
namespace {

using std::chrono::seconds;
using ::testing::Contains;
using ::testing::HasSubstr;

std::string fault(const std::string& what) {
  return "    fault: " + what + "\n";
}
const std::string kShortTimer = "    timer: 15s\n";
const std::string kAnswer = "  - {msc -> smsc: end, result: mt-ForwardSM}\n";

std::string told(const Played& played) {
  std::string text;
  for (const StepOutcome& o : played.kept.outcomes) {
    text += o.message + " " + std::string(verdict_name(o.verdict)) + " " + o.note + "\n";
    for (const Mismatch& m : o.mismatches)
      text += m.path + ": expected " + m.expected + ", received " + m.received + "\n";
  }
  for (const std::string& note : played.kept.notes) text += note + "\n";
  return text;
}

TEST(Fault, ADroppedMessageDoesNotArrive) {
  const auto played = play(scenario(begin("hello", fault("drop") + kShortTimer) + "  - timeout: smsc\n"));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
  EXPECT_EQ(played->kept.outcomes[0].note, "lost on its way");
}

TEST(Fault, ADroppedMessageCannotBeAnswered) {
  EXPECT_EQ(play(scenario(begin("hello", fault("drop")) + kAnswer))->verdict, Verdict::error);
}

TEST(Fault, ADroppedAnswerLetsTheTimerRunOut) {
  const auto played = play(scenario(begin("hello", kShortTimer) +
                                    "  - msc -> smsc: end\n    fault: drop\n    result: mt-ForwardSM\n"
                                    "  - timeout: smsc\n"));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
}

TEST(Fault, ADoubledMessageArrivesTwice) {
  const auto played = play(scenario(begin("hello", fault("duplicate")) + kAnswer));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
  ASSERT_EQ(played->kept.outcomes.size(), 3U);
  EXPECT_THAT(played->kept.outcomes[1].note, HasSubstr("the copy"));
  EXPECT_EQ(played->kept.trees[1].find("application-context")->to_text(),
            played->kept.trees[0].find("application-context")->to_text());
}

// The result comes twice: the second one answers no invocation (Q.774 3.2.2.2). The first CONTINUE has
// accepted the dialogue, so that no dialogue portion comes twice.
TEST(Fault, TheCopyOfAResultIsRejectedWithTheNextMessage) {
  const auto played = play(scenario(begin() +
                                    "  - {msc -> smsc: continue}\n  - msc -> smsc: continue\n    fault: "
                                    "duplicate\n    result: mt-ForwardSM\n" +
                                    "  - smsc -> msc: end\n    reject: unrecognizedInvokeID\n    problem: "
                                    "returnResultProblem\n    invoke-id: 1\n"));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
}

TEST(Fault, TheCopyOfALastMessageMeetsNoDialogue) {
  const auto played =
      play(scenario(begin() + "  - msc -> smsc: end\n    fault: duplicate\n    result: mt-ForwardSM\n"));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
  EXPECT_EQ(played->kept.outcomes.size(), 2U);
}

TEST(Fault, TheChartGoesOnWhileAMessageIsDelayed) {
  const auto played =
      play(scenario(begin("late", fault("{delay: 5s}")) +
                    "  - {smsc -> msc: begin, dialogue: d2, application-context: shortMsgMT-Relay-v3}\n"
                    "  - {msc -> smsc: end, dialogue: d2}\n" +
                    kAnswer));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
  ASSERT_EQ(played->kept.outcomes.size(), 4U);
  EXPECT_EQ(played->kept.outcomes[2].position, 0U) << "the delayed message comes third";
  EXPECT_GE(played->kept.outcomes[2].ended_at - played->kept.outcomes[2].sent_at, seconds(5));
}

TEST(Fault, ADelayedAnswerMayComeWhenTheDialogueIsOver) {
  const auto played =
      play(scenario(begin("hello", kShortTimer) +
                    "  - msc -> smsc: end\n    fault: {delay: 20s}\n    result: mt-ForwardSM\n"
                    "  - timeout: smsc\n"));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
  EXPECT_EQ(played->kept.outcomes.back().note, "came when the dialogue was over");
}

TEST(Fault, AMessageIsOvertakenByTheNextOne) {
  const auto played =
      play(scenario(begin("second", fault("reorder")) +
                    "  - {smsc -> msc: begin, dialogue: d2, application-context: shortMsgMT-Relay-v3}\n" +
                    kAnswer + "  - {msc -> smsc: end, dialogue: d2}\n"));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
  EXPECT_EQ(played->kept.outcomes[0].position, 1U);
  EXPECT_EQ(played->kept.outcomes[1].position, 0U);
}

// The tag of BEGIN, 0x62, becomes one that TCAP does not know.
TEST(Fault, WhatTheStackMakesOfAMessageOfUnknownTypeIsTheNextStep) {
  const auto played =
      play(scenario(begin("hello", fault("{corrupt: {layer: tcap, octet: 0, xor: 0x0c}}")) +
                    "  - {msc -> smsc: abort, abort: provider, cause: unrecognizedMessageType}\n"));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
}

// The tag of an invoke, 0xa1, becomes one that no component has.
TEST(Fault, ADamagedComponentIsRejected) {
  const auto played =
      play(scenario(begin("hello", fault("{corrupt: {layer: component, octet: 0, xor: 0x08}}")) +
                    "  - msc -> smsc: end\n    reject: unrecognizedComponent\n    invoke-id:\n"));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
}

TEST(Fault, OfADamagedMessageOnlyWhatIsExpectedIsCompared) {
  // The last octet of the transaction id.
  const std::string what = fault("{corrupt: {layer: tcap, octet: 7, xor: 0x01}}");
  const auto fine =
      play(scenario(begin("hello", what + "    expect: {application-context: shortMsgMT-Relay-v3}\n")));
  EXPECT_EQ(fine->verdict, Verdict::pass) << told(*fine);
  const auto wrong =
      play(scenario(begin("hello", what + "    expect: {application-context: shortMsgMT-Relay-v2}\n")));
  EXPECT_EQ(wrong->verdict, Verdict::fail) << told(*wrong);
}

TEST(Fault, ATruncatedMessageIsDiscarded) {
  const auto played =
      play(scenario(begin("hello", fault("{truncate: 20}") + kShortTimer) + "  - timeout: smsc\n"));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
  EXPECT_THAT(played->kept.outcomes[0].note, HasSubstr("nothing of it reached"));
}

TEST(Fault, HitsTheMessageOfEachTimeOnce) {
  const auto played = play(scenario(
      "  - repeat: 3\n    steps:\n"
      "      - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v3, fault: drop, invoke: "
      "mt-ForwardSM, timer: 15s,\n"
      "         argument: {sm-RP-DA: {imsi: \"001010000000001\"}, sm-RP-OA: {serviceCentreAddressOA: "
      "\"+15550100001\"},\n"
      "                    sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: x}}}}\n"
      "      - timeout: smsc\n"
      "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v3}\n  - {msc -> smsc: end}\n"));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
}

TEST(Link, MessagesWaitWhileThePathIsCut) {
  const auto played = play(
      scenario("  - link: down\n  - parallel:\n    - - {smsc -> msc: begin, application-context: "
               "shortMsgMT-Relay-v3}\n      - {msc -> smsc: end}\n    - - pause: 3s\n      - link: up\n"));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
  EXPECT_GE(played->ended.since_start(), seconds(3));
}

TEST(Link, IsSetUpAgainWhenItWasLost) {
  const auto played = play(scenario("  - link: down\n  - pause: 20s\n  - link: up\n" + begin() + kAnswer));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
}

TEST(Link, CarriesNothingWhenItWasAborted) {
  const auto played =
      play(scenario("  - link: abort\n" + begin("hello", "    dialogue: lost\n" + fault("drop")) +
                    "  - pause: 1s\n  - link: up\n" + begin() + kAnswer));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
  EXPECT_THAT(played->kept.notes, Contains(HasSubstr("SCCP returned a message: mtp-failure")));
}

TEST(Link, CarriesTrafficAgainAfterARestart) {
  const auto played = play(scenario("  - link: restart\n    between: [msc, smsc]\n" + begin() + kAnswer));
  EXPECT_EQ(played->verdict, Verdict::pass) << told(*played);
}

TEST(Link, IsNotThereTwiceAborted) {
  const auto played = play(scenario("  - link: abort\n  - link: abort\n" + begin() + kAnswer));
  EXPECT_EQ(played->verdict, Verdict::error);
  EXPECT_THAT(played->kept.outcomes.back().note, HasSubstr("is not there"));
}

// Two processes: the one that sends drops, the other does not wait.
TEST(Fault, ADroppedMessageOfARealSystemIsNotAwaited) {
  const std::string text =
      scenario(begin("hello", "    timer: 15s\n") +
               "  - msc -> smsc: end\n    result: mt-ForwardSM\n"
               "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    fault: drop\n");
  const auto sides = play_two_sides(text, text);
  EXPECT_EQ(sides.second.verdict, Verdict::pass);
}

}  // namespace
}  // namespace mapsim::scenario::test
