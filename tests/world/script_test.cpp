// Steps against automatic endpoints: what a scripted one sends them, and what they must do.
#include "tests/world/life.h"

namespace mapsim::world::test {
namespace {

using scenario::Verdict;

const std::string kTester = "  tester: {role: msc, pc: 501, gt: \"+15550100005\"}\n";
// The steps of a message that is submitted; `parameters` are those of its SMS-SUBMIT.
std::string submission(const std::string& parameters) {
  return "steps:\n"
         "  - tester -> smsc: begin\n"
         "    application-context: shortMsgMO-Relay-v3\n"
         "    invoke: mo-ForwardSM\n"
         "    argument:\n"
         "      sm-RP-DA: {serviceCentreAddressDA: \"+15550100001\"}\n"
         "      sm-RP-OA: {msisdn: \"+15550100150\"}\n"
         "      sm-RP-UI: {sms-submit: {" +
         parameters +
         "}}\n"
         "  - {smsc -> tester: end, result: mo-ForwardSM}\n";
}
const std::string kSubmit = submission("tp-da: \"+15550100100\", text: Hello");

TEST(Script, AnAutomaticEndpointAnswersAStep) {
  Life life(test::life({.more = kTester, .steps = kSubmit}));
  EXPECT_EQ(life.play(), Verdict::pass) << life.kept.failures;
  EXPECT_EQ(life.books("smsc").accepted, 1U);
}

TEST(Script, WhatItDoesBeyondTheStepsIsShownAndNoFailure) {
  Life life(test::life({.more = kTester, .steps = kSubmit}));
  EXPECT_EQ(life.play(), Verdict::pass);
  // The enquiry and its answer, the message and its answer.
  EXPECT_EQ(life.kept.beside_text, "smsc>hlr BEGIN\nhlr>smsc END\nsmsc>msc BEGIN\nmsc>smsc END\n");
}

TEST(Script, TheEndWaitsForTheDialoguesThatItHasOpened) {
  Life life(test::life({.hlr = "    delay: 400ms\n", .more = kTester, .steps = kSubmit}));
  EXPECT_EQ(life.play(), Verdict::pass);
  EXPECT_EQ(life.books("smsc").delivered, 1U);
}

TEST(Script, TheEndDoesNotWaitForThemForEver) {
  Life life(test::life({.hlr = "    delay: 20s\n", .more = kTester, .steps = kSubmit}));
  EXPECT_EQ(life.play(), Verdict::pass);
  EXPECT_EQ(life.books("smsc").waiting, 1U);
}

TEST(Script, MessagesBetweenTwoAutomaticEndpointsCanBeExpected) {
  Life life(
      test::life({.more = kTester,
                  .steps = kSubmit + "  - smsc -> hlr: begin\n"
                                     "    dialogue: enquiry\n"
                                     "    application-context: shortMsgGateway-v3\n"
                                     "    invoke: sendRoutingInfoForSM\n"
                                     "    argument: {msisdn: \"+15550100100\", sm-RP-PRI: true, "
                                     "serviceCentreAddress: \"+15550100001\"}\n"
                                     "  - hlr -> smsc: end\n"
                                     "    dialogue: enquiry\n"
                                     "    result: sendRoutingInfoForSM\n"
                                     "    parameter: {imsi: \"001010000000001\", locationInfoWithLMSI: "
                                     "{networkNode-Number: \"+15550100002\"}}\n"
                                     "  - smsc -> msc: begin\n"
                                     "    dialogue: delivery\n"
                                     "    application-context: shortMsgMT-Relay-v3\n"
                                     "    invoke: mt-ForwardSM\n"
                                     "    argument:\n"
                                     "      sm-RP-DA: {imsi: \"001010000000001\"}\n"
                                     "      sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
                                     "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100150\", text: Hello}}\n"
                                     "  - {msc -> smsc: end, dialogue: delivery, result: mt-ForwardSM}\n"}));
  EXPECT_EQ(life.play(), Verdict::pass) << life.kept.failures;
  EXPECT_EQ(life.kept.beside_count, 0U) << life.kept.beside_text;
  EXPECT_EQ(life.books("msc").delivered, 1U);
}

TEST(Script, AnAnswerThatIsNotTheStatedOneFails) {
  Life life(test::life({.smsc = ", answers: systemFailure", .more = kTester, .steps = kSubmit}));
  EXPECT_EQ(life.play(), Verdict::fail);
  EXPECT_EQ(life.books("smsc").accepted, 0U);
}

TEST(Script, AlternativesObserveWhatAnAutomaticEndpointDoes) {
  const std::size_t answer = kSubmit.rfind("  - {");
  const std::string steps = kSubmit.substr(0, answer) +
                            "  - alt:\n"
                            "    - - {smsc -> tester: end, result: mo-ForwardSM}\n"
                            "    - - {smsc -> tester: end, error: systemFailure}\n"
                            "    - - {smsc -> tester: refuse, reason: applicationContextNotSupported}\n";
  for (const char* told :
       {"", ", answers: systemFailure", ", versions: 2", ", versions: 1, refuses: no-alternative"}) {
    Life life(test::life({.smsc = told, .more = kTester, .steps = steps}));
    EXPECT_EQ(life.play(), Verdict::pass) << told << '\n' << life.kept.failures;
  }
  Life life(test::life({.smsc = ", answers: facilityNotSupported", .more = kTester, .steps = steps}));
  EXPECT_EQ(life.play(), Verdict::fail);
}

// A message that asks for a status report, and the report with what the parameters say.
std::string asked(const std::string& to, const std::string& status) {
  return submission("tp-srr: true, tp-mr: 7, tp-da: \"" + to + "\", text: Hello, tp-vp: {relative: 1h}") +
         "  - smsc -> tester: begin\n"
         "    dialogue: report\n"
         "    within: 2h\n"
         "    application-context: shortMsgMT-Relay-v3\n"
         "    invoke: mt-ForwardSM\n"
         "    argument:\n"
         "      sm-RP-DA: {imsi: \"001010000000009\"}\n"
         "      sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
         "      sm-RP-UI: {sms-status-report: {tp-mr: 7, tp-ra: \"" +
         to + "\", tp-st: " + status +
         "}}\n"
         "  - {tester -> smsc: end, dialogue: report, result: mt-ForwardSM}\n";
}

TEST(Script, AStatusReportSaysWhatBecameOfTheMessage) {
  const std::string originator =
      "      - {imsi: \"001010000000009\", msisdn: \"+15550100150\", msc: tester}\n"
      "      - {imsi: \"001010000000001\", msisdn: \"+15550100100\", msc: msc}\n"
      "      - {imsi: \"001010000000002\", msisdn: \"+15550100101\", state: barred}\n"
      "      - {imsi: \"001010000000003\", msisdn: \"+15550100102\", msc: msc, state: busy}\n"
      "      - {imsi: \"001010000000004\", msisdn: \"+15550100103\", msc: msc, state: absent}\n"
      "      - {imsi: \"001010000000005\", msisdn: \"+15550100104\", msc: msc, state: not-sm-equipped}\n"
      "      - {imsi: \"001010000000006\", msisdn: \"+15550100105\", msc: msc, room: 0}\n";
  struct Fate {
    const char* to;
    const char* schedule;
    const char* status;
  };
  for (const Fate& fate : {Fate{"+15550100100", "[1m]", "received-by-sme"},
                           {"+15550100101", "[1m]", "remote-procedure-error"},
                           {"+15550100199", "[1m]", "not-obtainable"},
                           {"+15550100102", "[1m]", "sme-busy-given-up"},
                           {"+15550100103", "[1m]", "no-response-from-sme-given-up"},
                           {"+15550100104", "[1m]", "incompatible-destination"},
                           {"+15550100105", "[1m]", "error-in-sme-given-up"},
                           {"+15550100103", "[3h]", "validity-period-expired"}}) {
    Life life(test::life({.subscribers = originator,
                          .smsc = std::string(", retry: ") + fate.schedule,
                          .more = kTester,
                          .steps = asked(fate.to, fate.status)}));
    EXPECT_EQ(life.play(), Verdict::pass) << fate.to << ' ' << fate.status << '\n' << life.kept.failures;
    EXPECT_EQ(life.counter("smsc", "status reports delivered"), 1U) << fate.status;
    EXPECT_EQ(life.books("smsc").accepted, 1U);
    EXPECT_TRUE(life.books("smsc").balanced()) << fate.status;
    EXPECT_EQ(life.books("smsc").waiting, 0U);
  }
}

TEST(Script, AStatusReportForNobodyIsCountedAndInNoBook) {
  const std::size_t end = asked("+15550100100", "received-by-sme").find("  - smsc -> tester: begin");
  Life life(test::life({.smsc = ", retry: [1m]",
                        .more = kTester,
                        .steps = asked("+15550100100", "received-by-sme").substr(0, end)}));
  EXPECT_EQ(life.play(), Verdict::pass) << life.kept.failures;
  life.run(std::chrono::hours(1));
  EXPECT_EQ(life.counter("smsc", "status reports"), 1U);
  EXPECT_EQ(life.counter("smsc", "status reports lost"), 1U);
  EXPECT_EQ(life.books("smsc").delivered, 1U);
  EXPECT_EQ(life.books("smsc").refused_in_all(), 0U);
  EXPECT_TRUE(life.books("smsc").balanced());
}

// The service centre's enquiry is returned by its own SCCP while the second message is on its way to it.
TEST(Script, WhatTheStackEndsForAnAutomaticEndpointEndsNobodysWait) {
  const auto submit = [](const std::string& from) {
    return "    - - " + from + " -> smsc: begin\n        dialogue: of-" + from +
           "\n"
           "        application-context: shortMsgMO-Relay-v3\n"
           "        invoke: mo-ForwardSM\n"
           "        argument:\n"
           "          sm-RP-DA: {serviceCentreAddressDA: \"+15550100001\"}\n"
           "          sm-RP-OA: {msisdn: \"+15550100150\"}\n"
           "          sm-RP-UI: {sms-submit: {tp-da: \"+15550100100\", text: Hello}}\n"
           "      - {smsc -> " +
           from + ": end, dialogue: of-" + from + ", result: mo-ForwardSM}\n";
  };
  const std::string text =
      "title: test\nendpoints:\n"
      "  one: {role: msc, pc: 501, gt: \"+15550100005\"}\n"
      "  two: {role: msc, pc: 502, gt: \"+15550100006\"}\n"
      "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\", behaviour: auto}\n"
      "steps:\n  - parallel:\n" +
      submit("one") + submit("two");
  Life life(text);
  EXPECT_EQ(life.play(), Verdict::pass) << life.kept.failures << text;
  EXPECT_EQ(life.books("smsc").accepted, 2U);
  EXPECT_EQ(life.kept.beside_text, "");
}

TEST(Script, ABeginThatNeverComesFails) {
  Life life(test::life(
      {.subscribers = "      - {imsi: \"001010000000001\", msisdn: \"+15550100100\", state: barred}\n",
       .more = kTester,
       .steps = kSubmit + "  - {smsc -> msc: begin, dialogue: d2, application-context: shortMsgMT-Relay-v3, "
                          "within: 10s}\n"}));
  EXPECT_EQ(life.play(), Verdict::fail);
  EXPECT_NE(life.kept.failures.find("nothing came in"), std::string::npos) << life.kept.failures;
}

}  // namespace
}  // namespace mapsim::world::test
