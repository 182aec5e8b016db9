// What the player makes of messages: verdicts, mismatches, and what stacks do by themselves.
#include <gmock/gmock.h>

#include "tests/engine/player/played.h"

namespace mapsim::scenario::test {
namespace {

using testing::Contains;
using testing::HasSubstr;

TEST(Player, PassesAnMtMessageThatIsReceivedAsStated) {
  const auto played = play(scenario(begin() + "  - msc -> smsc: end\n    result: mt-ForwardSM\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
  ASSERT_EQ(played->kept.outcomes.size(), 2U);
  const Value* text = played->kept.trees[0].find_path("components[0].argument.sm-RP-UI.sms-deliver.text");
  ASSERT_NE(text, nullptr);
  EXPECT_EQ(*text, Value("hello"));
  EXPECT_EQ(*played->kept.trees[0].find_path("application-context"), Value("shortMsgMT-Relay-v3"));
}

TEST(Player, TellsWhereAFieldIsNotAsExpected) {
  const auto played = play(scenario(begin() + "  - msc -> smsc: end\n    result: mt-ForwardSM\n    expect: {sccp: {class: 1}}\n"));
  EXPECT_EQ(played->verdict, Verdict::fail);
  ASSERT_EQ(played->kept.outcomes.back().mismatches.size(), 1U);
  const Mismatch& m = played->kept.outcomes.back().mismatches.front();
  EXPECT_EQ(m.path, "sccp.class");
  EXPECT_EQ(m.expected, "1");
  EXPECT_EQ(m.received, "0");
  EXPECT_EQ(m.mark.line, 15);
}

TEST(Player, FailsWhereAComponentComesThatNoStepStates) {
  // The stack rejects the unknown operation, and the step says nothing of it.
  const auto played = play(scenario(
      "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    invoke: 99\n    argument: {hex: \"3000\"}\n"
      "  - msc -> smsc: end\n"));
  EXPECT_EQ(played->verdict, Verdict::fail);
  ASSERT_EQ(played->kept.outcomes.at(1).mismatches.size(), 1U);
  EXPECT_EQ(played->kept.outcomes.at(1).mismatches.front().path, "components");
  EXPECT_EQ(played->kept.outcomes.at(1).mismatches.front().expected, "none");
}

TEST(Player, AnswersTheOldestInvocationWhereNoInvokeIdIsStated) {
  const std::string two =
      "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    components:\n"
      "      - {invoke: mt-ForwardSM, invoke-id: 5, argument: {sm-RP-DA: {imsi: \"001010000000001\"}, sm-RP-OA: "
      "{serviceCentreAddressOA: \"+15550100001\"}, sm-RP-UI: {hex: \"00\"}}}\n"
      "      - {invoke: mt-ForwardSM, invoke-id: 9, argument: {sm-RP-DA: noSM-RP-DA, sm-RP-OA: noSM-RP-OA, sm-RP-UI: {hex: \"00\"}}}\n"
      "  - msc -> smsc: continue\n    result: mt-ForwardSM\n"
      "  - msc -> smsc: end\n    result: mt-ForwardSM\n";
  const auto played = play(scenario(two));
  EXPECT_EQ(played->verdict, Verdict::pass);
  EXPECT_EQ(*played->kept.trees[1].find_path("components[0].invoke-id"), Value(5));
  EXPECT_EQ(*played->kept.trees[2].find_path("components[0].invoke-id"), Value(9));
}

TEST(Player, LetsTheStackRejectAnUnknownOperationOnce) {
  const auto played = play(scenario(
      "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    invoke: 99\n    argument: {hex: \"3000\"}\n"
      "  - msc -> smsc: end\n    reject: unrecognizedOperation\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
  ASSERT_EQ(played->kept.trees[1].find("components")->if_list()->size(), 1U);
}

TEST(Player, TakesTheAbortThatTheStackSendsForAnUnknownTransaction) {
  const auto played = play(scenario(begin() +
                                    "  - msc -> smsc: continue\n    result: mt-ForwardSM\n"
                                    "  - smsc -> msc: continue\n    tcap: {dtid: 0x12345678}\n"
                                    "  - msc -> smsc: abort\n    abort: provider\n    cause: unrecognizedTransactionID\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
  EXPECT_THAT(played->kept.outcomes.back().note, HasSubstr("stack"));
}

TEST(Player, TakesTheRefusalOfAContextThatTheEndpointDoesNotKnow) {
  const auto played = play(scenario(begin() + "  - msc -> smsc: refuse\n    reason: applicationContextNotSupported\n"
                                              "    alternative: shortMsgMT-Relay-v2\n",
                                    ", versions: [2]"));
  EXPECT_EQ(played->verdict, Verdict::pass);
}

TEST(Player, TakesEachRefusalForTheReasonThatTheStepStates) {
  for (const std::string reason : {"noReasonGiven", "invalidDestinationReference", "invalidOriginatingReference",
                                   "applicationContextNotSupported", "noCommonDialoguePortion"}) {
    const auto played = play(scenario(begin() + "  - msc -> smsc: refuse\n    reason: " + reason + "\n"));
    EXPECT_EQ(played->verdict, Verdict::pass) << reason;
    EXPECT_EQ(played->kept.outcomes.back().message, "REFUSE") << reason;
  }
}

TEST(Player, FailsWhereAnotherMessageComesThanStated) {
  // The msc refuses by itself although the step says that it answers.
  const auto played = play(scenario(begin() + "  - msc -> smsc: end\n    result: mt-ForwardSM\n", ", versions: [2]"));
  EXPECT_NE(played->verdict, Verdict::pass);
}

TEST(Player, SendsALongMessageByAnEmptyBeginFirst) {
  const auto played = play(scenario(begin(std::string(160, 'x'),
                                          "    destination-reference: {imsi: \"001010000000001\"}\n"
                                          "    originating-reference: \"+15550100001\"\n") +
                                    "  - msc -> smsc: end\n    result: mt-ForwardSM\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
  ASSERT_EQ(played->kept.outcomes.size(), 4U);
  EXPECT_EQ(played->kept.outcomes[0].message, "BEGIN");
  EXPECT_TRUE(played->kept.trees[0].find("components")->if_list()->empty());
  EXPECT_EQ(played->kept.outcomes[1].message, "CONTINUE");
  EXPECT_EQ(played->kept.outcomes[1].from, 1);
  EXPECT_EQ(played->kept.trees[2].find("components")->if_list()->size(), 1U);
}

TEST(Player, SendsSegmentsWhereTheScenarioForcesThem) {
  const auto played = play(scenario(begin(std::string(160, 'x'), "    long-message: segments\n    sccp: {segment-size: 60}\n") +
                                    "  - msc -> smsc: end\n    result: mt-ForwardSM\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
  EXPECT_EQ(*played->kept.trees[0].find_path("sccp.form"), Value("xudt"));
  EXPECT_GT(*played->kept.trees[0].find_path("sccp.segments")->if_int(), 1);
}

TEST(Player, KeepsWhatAStepCaptures) {
  const auto played = play(scenario(begin() +
                                    "  - msc -> smsc: continue\n    result: mt-ForwardSM\n    capture: {theirs: tcap.otid}\n"
                                    "  - smsc -> msc: end\n    expect: {tcap: {dtid: $theirs}}\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
}

TEST(Player, AbortsWhatAScenarioLeavesOpen) {
  const auto played = play(scenario(begin() + "  - msc -> smsc: continue\n    result: mt-ForwardSM\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
  EXPECT_THAT(played->kept.notes, Contains(HasSubstr("left open")));
}

TEST(Player, SaysThatAnAbortBeforeTheFirstAnswerCannotBeSent) {
  const auto played = play(scenario(begin() + "  - smsc -> msc: abort\n    abort: user\n    reason: userSpecificReason\n    tcap: {otid: 5}\n"));
  EXPECT_EQ(played->verdict, Verdict::error);
  EXPECT_THAT(played->kept.outcomes.back().note, HasSubstr("transaction id is not known"));
}

TEST(Player, EndsADialogueAtBothEndsByPrearrangement) {
  const auto played = play(scenario(begin() +
                                    "  - msc -> smsc: continue\n    result: mt-ForwardSM\n"
                                    "  - smsc -> msc: end\n    prearranged: true\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
  EXPECT_THAT(played->kept.notes, testing::Not(Contains(HasSubstr("left open"))));
}

}  // namespace
}  // namespace mapsim::scenario::test
