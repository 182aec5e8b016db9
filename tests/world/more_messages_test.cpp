// moreMessagesToSend at an automatic MSC: what a service centre may do wrong there (TS 29.002 12.9, 23.3.3).
#include "tests/world/life.h"

namespace mapsim::world::test {
namespace {

using scenario::Verdict;

const std::string kScriptedSmsc = "  tester: {role: smsc, pc: 501, gt: \"+15550100005\"}\n";

std::string forward(const std::string& primitive, const std::string& addresses, bool more) {
  return "  - tester -> msc: " + primitive + "\n" +
         (primitive == "begin" ? "    application-context: shortMsgMT-Relay-v3\n" : "") +
         "    invoke: mt-ForwardSM\n"
         "    argument:\n" +
         addresses + "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100150\", text: Hello, tp-mms: " +
         (more ? "more" : "none") + "}}\n" + (more ? "      moreMessagesToSend: true\n" : "");
}
std::string named(const std::string& imsi) {
  return "      sm-RP-DA: {imsi: \"" + imsi +
         "\"}\n      sm-RP-OA: {serviceCentreAddressOA: \"+15550100005\"}\n";
}
const std::string kUnnamed = "      sm-RP-DA: noSM-RP-DA\n      sm-RP-OA: noSM-RP-OA\n";
const std::string kTaken = "  - {msc -> tester: continue, result: mt-ForwardSM}\n";
const std::string kImsi = "001010000000001";

Life played(const std::string& steps) {
  return Life(life({.more = kScriptedSmsc, .steps = "steps:\n" + steps}));
}

TEST(MoreMessages, EachIsAnsweredAndTheLastEndsTheDialogue) {
  Life life = played(forward("begin", named(kImsi), true) + kTaken + forward("continue", kUnnamed, false) +
                     "  - {msc -> tester: end, result: mt-ForwardSM}\n");
  EXPECT_EQ(life.play(), Verdict::pass) << life.kept.failures;
  EXPECT_EQ(life.books("msc").delivered, 2U);
}

TEST(MoreMessages, TheDialogueIsAbortedWhereNothingFollows) {
  Life life =
      played(forward("begin", named(kImsi), true) + kTaken + "  - {msc -> tester: abort, within: 31s}\n");
  EXPECT_EQ(life.play(), Verdict::pass) << life.kept.failures;
  EXPECT_EQ(life.counter("msc", "moreMessagesToSend, and nothing followed"), 1U);
}

TEST(MoreMessages, AddressesMayBeRepeated) {
  Life life =
      played(forward("begin", named(kImsi), true) + kTaken + forward("continue", named(kImsi), false) +
             "  - {msc -> tester: end, result: mt-ForwardSM}\n");
  EXPECT_EQ(life.play(), Verdict::pass) << life.kept.failures;
}

TEST(MoreMessages, AnotherRecipientInOneDialogueIsAnUnexpectedValue) {
  Life life = played(forward("begin", named(kImsi), true) + kTaken +
                     forward("continue", named("001010000000002"), false) +
                     "  - {msc -> tester: end, error: unexpectedDataValue}\n");
  EXPECT_EQ(life.play(), Verdict::pass) << life.kept.failures;
  EXPECT_EQ(life.books("msc").refused.at("unexpectedDataValue"), 1U);
}

TEST(MoreMessages, TheFirstOneMustNameItsRecipient) {
  Life life =
      played(forward("begin", kUnnamed, false) + "  - {msc -> tester: end, error: unexpectedDataValue}\n");
  EXPECT_EQ(life.play(), Verdict::pass) << life.kept.failures;
}

TEST(MoreMessages, ASecondDialogueForTheSubscriberFindsHimBusy) {
  Life life =
      played(forward("begin", named(kImsi), true) + kTaken +
             "  - tester -> msc: begin\n    dialogue: second\n    application-context: shortMsgMT-Relay-v3\n"
             "    invoke: mt-ForwardSM\n    argument:\n" +
             named(kImsi) +
             "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100150\", text: Hello}}\n"
             "  - {msc -> tester: end, dialogue: second, error: subscriberBusyForMT-SMS}\n" +
             forward("continue", kUnnamed, false) + "  - {msc -> tester: end, result: mt-ForwardSM}\n");
  EXPECT_EQ(life.play(), Verdict::pass) << life.kept.failures;
}

}  // namespace
}  // namespace mapsim::world::test
