// A step of which only one end is played here.
#include "tests/engine/player/two_sides.h"

#include <gmock/gmock.h>

namespace mapsim::scenario::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kOneAnswer = "  - msc -> smsc: end\n    result: mt-ForwardSM\n";

TEST(TwoSides, PlayTheSameScenarioWithoutSeeingEachOther) {
  const auto [smsc, msc] = play_two_sides(scenario(begin() + kOneAnswer), scenario(begin() + kOneAnswer));
  EXPECT_EQ(smsc.verdict, Verdict::pass);
  EXPECT_EQ(msc.verdict, Verdict::pass);
  ASSERT_EQ(smsc.kept.outcomes.size(), 2U);
  EXPECT_EQ(smsc.kept.outcomes[0].note, "sent");
  ASSERT_EQ(msc.kept.outcomes.size(), 2U);
  EXPECT_EQ(msc.kept.outcomes[1].note, "sent");
}

TEST(TwoSides, TheReceiverComparesWhatTheOtherSystemSends) {
  const auto [smsc, msc] =
      play_two_sides(scenario(begin("other") + kOneAnswer), scenario(begin("hello") + kOneAnswer));
  EXPECT_EQ(smsc.verdict, Verdict::pass);
  EXPECT_EQ(msc.verdict, Verdict::fail);
  ASSERT_FALSE(msc.kept.outcomes.empty());
  ASSERT_EQ(msc.kept.outcomes[0].mismatches.size(), 1U);
  EXPECT_EQ(msc.kept.outcomes[0].mismatches[0].received, "\"other\"");
}

TEST(TwoSides, ASilentSystemEndsTheStepThatWaitsForIt) {
  const auto [smsc, msc] = play_two_sides(scenario(begin() + kOneAnswer),
                                          scenario("  - smsc -> msc: begin\n    application-context: "
                                                   "shortMsgMT-Relay-v3\n  - pause: 60s\n"));
  EXPECT_EQ(smsc.verdict, Verdict::fail);
  ASSERT_EQ(smsc.kept.outcomes.size(), 2U);
  EXPECT_EQ(smsc.kept.outcomes[1].note, "nothing came in 30000 ms");
}

TEST(TwoSides, ATimerThatRunsOutBeforeAnyAnswerIsToldToNobodyAndAwaitedByNobody) {
  const std::string again = begin("again") +
                            "    dialogue: d2\n  - msc -> smsc: end\n    dialogue: d2\n"
                            "    result: mt-ForwardSM\n";
  const std::string text = scenario(begin() + "    timer: 3s\n  - timeout: smsc\n" + again);
  const auto [smsc, msc] = play_two_sides(text, text);
  EXPECT_EQ(smsc.verdict, Verdict::pass);
  EXPECT_EQ(msc.verdict, Verdict::pass);
}

TEST(TwoSides, TheAbortAfterATimerIsThatOfTheStepWhichStatesIt) {
  std::string invoke = begin();
  const std::string opening = "begin\n    application-context: shortMsgMT-Relay-v3\n";
  invoke.replace(invoke.find(opening), opening.size(), "continue\n    timer: 3s\n");
  const std::string open =
      "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n"
      "  - msc -> smsc: continue\n" +
      invoke + "  - timeout: smsc\n";
  const std::string abort = "  - smsc -> msc: abort\n    reason: userSpecificReason\n";
  const std::string other = "  - smsc -> msc: abort\n    reason: userResourceLimitation\n";
  const auto [smsc, msc] = play_two_sides(scenario(open + abort), scenario(open + abort));
  EXPECT_EQ(smsc.verdict, Verdict::pass);
  EXPECT_EQ(msc.verdict, Verdict::pass);
  EXPECT_EQ(play_two_sides(scenario(open + abort), scenario(open + other)).second.verdict, Verdict::fail);
}

TEST(TwoSides, AMessageThatCameBeforeItsStepWaitsForIt) {
  // The msc pauses while the smsc has sent both BEGINs already.
  const std::string two = begin("one") + "    dialogue: d1\n" + begin("two") + "    dialogue: d2\n";
  const std::string ends =
      "  - msc -> smsc: end\n    dialogue: d1\n    result: mt-ForwardSM\n"
      "  - msc -> smsc: end\n    dialogue: d2\n    result: mt-ForwardSM\n";
  const auto [smsc, msc] =
      play_two_sides(scenario(two + ends), scenario("  - pause: 2s\n" + two + "  - pause: 1s\n" + ends));
  EXPECT_EQ(smsc.verdict, Verdict::pass);
  EXPECT_EQ(msc.verdict, Verdict::pass);
}

// The smsc, which is alone in its process, does not see that the chart has smsc2 begin first.
std::string two_service_centres(const std::string& begin_keys) {
  const auto exchange = [&](const std::string& from, const std::string& gt) {
    return "  - " + from + " -> msc: begin\n    dialogue: of-" + from + "\n" + begin_keys +
           "    application-context: shortMsgMT-Relay-v3\n    invoke: mt-ForwardSM\n    argument:\n"
           "      sm-RP-DA: {imsi: \"001010000000001\"}\n"
           "      sm-RP-OA: {serviceCentreAddressOA: \"" +
           gt + "\"}\n      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"hello\"}}\n" +
           "  - msc -> " + from + ": end\n    dialogue: of-" + from + "\n    result: mt-ForwardSM\n";
  };
  return "title: test\nendpoints:\n"
         "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
         "  smsc2: {role: smsc, pc: 102, gt: \"+15550100006\"}\n"
         "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\nsteps:\n" +
         exchange("smsc2", "+15550100006") + exchange("smsc", "+15550100001");
}

TEST(TwoSides, ABeginThatCameBeforeItsStepIsNotTakenForAnothersOfThisProcess) {
  const std::string text = two_service_centres("");
  const std::string steps = "steps:\n";
  std::string late = text;
  late.insert(late.find(steps) + steps.size(), "  - pause: 2s\n");
  const auto [smsc, others] = play_two_sides(text, late);
  EXPECT_EQ(smsc.verdict, Verdict::pass);
  EXPECT_EQ(others.verdict, Verdict::pass);
  EXPECT_THAT(others.kept.notes, IsEmpty());
}

// Two processes with the same seed choose the same transaction ids.
TEST(TwoSides, ABeginOfARealSystemWithTheTransactionIdOfOursIsNotTakenForOurs) {
  const std::string text = two_service_centres("    tcap: {otid: 0x11223344}\n");
  const auto [smsc, others] = play_two_sides(text, text);
  EXPECT_EQ(smsc.verdict, Verdict::pass);
  EXPECT_EQ(others.verdict, Verdict::pass);
  EXPECT_THAT(others.kept.notes, IsEmpty());
}

// The msc is alone in its process; to it both service centres are real systems.
std::string before_two_real_systems(const std::string& steps) {
  return "title: test\nendpoints:\n"
         "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
         "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
         "  smsc2: {role: smsc, pc: 102, gt: \"+15550100006\"}\nsteps:\n" +
         steps;
}

const std::string kOfTheOther =
    "  - smsc2 -> msc: begin\n    dialogue: of-smsc2\n    application-context: shortMsgMT-Relay-v3\n"
    "  - msc -> smsc2: abort\n    dialogue: of-smsc2\n    reason: userSpecificReason\n";

// So that the msc has a link to the other one, too.
const std::string kToTheOther =
    "  - msc -> smsc2: begin\n    dialogue: last\n    application-context: shortMsgMO-Relay-v3\n"
    "  - smsc2 -> msc: abort\n    dialogue: last\n    reason: userSpecificReason\n";

TEST(TwoSides, ABeginOfAnotherRealSystemIsRefusedAndToldAtTheStepThatWaits) {
  const auto [msc, others] = play_two_sides(before_two_real_systems(begin() + kOneAnswer + kToTheOther),
                                            before_two_real_systems(kOfTheOther));
  EXPECT_EQ(msc.verdict, Verdict::fail);
  ASSERT_EQ(msc.kept.outcomes.size(), 1U);
  EXPECT_THAT(
      msc.kept.outcomes[0].note,
      HasSubstr("meanwhile msc received a BEGIN of smsc2 (point code 102, +15550100006), and the step "
                "waits for one of smsc (point code 101, +15550100001)"));
  EXPECT_THAT(msc.kept.notes,
              Contains(HasSubstr("unexpected BEGIN of smsc2 (point code 102, +15550100006)")));
  EXPECT_EQ(others.verdict, Verdict::pass);
}

TEST(TwoSides, ABeginOfAnotherRealSystemDoesNotTakeTheStepOfTheRightOne) {
  const auto [msc, others] =
      play_two_sides(before_two_real_systems(begin() + kOneAnswer + kToTheOther),
                     before_two_real_systems(kOfTheOther + begin() + kOneAnswer + kToTheOther));
  EXPECT_EQ(msc.verdict, Verdict::pass);
  EXPECT_EQ(others.verdict, Verdict::pass);
}

TEST(TwoSides, AnotherMessageThanTheOneThatIsDueFails) {
  const auto [smsc, msc] =
      play_two_sides(scenario(begin() + kOneAnswer),
                     scenario(begin() + "  - msc -> smsc: abort\n    abort: user\n    reason: "
                                        "userSpecificReason\n"));
  EXPECT_EQ(smsc.verdict, Verdict::fail);
  ASSERT_EQ(smsc.kept.outcomes.size(), 2U);
  EXPECT_THAT(smsc.kept.outcomes[1].note, HasSubstr("expected END, received U-ABORT"));
}

TEST(TwoSides, AnEmptyBeginOfTheOtherSystemIsAcceptedAndItsServiceAwaited) {
  const std::string empty = "    long-message: empty-begin\n";
  const auto [smsc, msc] =
      play_two_sides(scenario(begin("hello", empty) + kOneAnswer), scenario(begin() + kOneAnswer));
  EXPECT_EQ(smsc.verdict, Verdict::pass);
  EXPECT_EQ(msc.verdict, Verdict::pass);
  EXPECT_EQ(msc.kept.outcomes.size(), 4U);  // BEGIN, its acceptance, the service, the result
}

TEST(TwoSides, WhatOurStackAnswersByItselfNeedsNoStep) {
  const std::string refuse = "  - msc -> smsc: refuse\n    reason: applicationContextNotSupported\n";
  const auto [smsc, msc] = play_two_sides(scenario(begin() + refuse, ", versions: [2]"),
                                          scenario(begin() + refuse, ", versions: [2]"));
  EXPECT_EQ(smsc.verdict, Verdict::pass);
  EXPECT_EQ(msc.verdict, Verdict::pass);
}

TEST(TwoSides, WhatALocalSenderSaysIsCapturedWhereItIsSent) {
  const std::string capture = "    capture: {who: \"components[0].argument.sm-RP-DA.imsi\"}\n";
  const std::string again = begin("$who") +
                            "    dialogue: d2\n  - msc -> smsc: end\n    dialogue: d2\n"
                            "    result: mt-ForwardSM\n";
  const auto [smsc, msc] = play_two_sides(scenario(begin() + capture + kOneAnswer + again),
                                          scenario(begin() + capture + kOneAnswer + again));
  EXPECT_EQ(smsc.verdict, Verdict::pass);
  EXPECT_EQ(msc.verdict, Verdict::pass);
}

TEST(TwoSides, ABeginThatNobodyWaitsForIsAbortedNotLeftOpen) {
  const std::string second = begin("surplus") +
                             "    dialogue: d2\n  - msc -> smsc: abort\n    dialogue: d2\n"
                             "    abort: user\n    reason: userSpecificReason\n";
  const auto [smsc, msc] =
      play_two_sides(scenario(begin() + kOneAnswer + second), scenario(begin() + kOneAnswer));
  EXPECT_EQ(smsc.verdict, Verdict::pass);
  EXPECT_EQ(msc.verdict, Verdict::pass);
  EXPECT_THAT(msc.kept.notes, Contains(HasSubstr("unexpected BEGIN")));
}

TEST(TwoSides, StepsBetweenTwoRealSystemsArePassedOver) {
  const Program program = program_of(scenario(begin() + kOneAnswer));
  Kept kept;
  auto stage = Stage::create(program, {});
  ASSERT_TRUE(stage);
  const Cast nobody({false, false});
  SomeNodes none((*stage)->world(), nobody);
  Player player(program, none, kept, {}, nobody);
  player.start();
  EXPECT_EQ(player.running(), 0U);
  ASSERT_EQ(kept.outcomes.size(), 2U);
  EXPECT_THAT(kept.outcomes[0].note, HasSubstr("not seen here"));
  EXPECT_THAT(kept.notes, IsEmpty());
}

}  // namespace
}  // namespace mapsim::scenario::test
