// What `check` tells of messages that could not be sent as written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/engine/loader.h"
#include "tests/engine/mistakes.h"

namespace mapsim::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Line 6 is the first of the steps.
constexpr std::string_view kBeforeSteps =
    "title: t\n"
    "endpoints: {smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}, msc: {role: msc, pc: 201, gt: "
    "\"+15550100002\"}}\n"
    "vars: {imsi: \"001010000000001\", cause: 0, part: 2, texts: [one, two]}\n"
    "\n"
    "steps:\n";

LoadResult load(std::string_view steps) {
  return load_text(std::string(kBeforeSteps) + std::string(steps), "t.yaml");
}

std::string mt(std::string_view argument, std::string_view context = "shortMsgMT-Relay-v3",
               std::string_view operation = "mt-ForwardSM") {
  return "  - smsc -> msc: begin\n    application-context: " + std::string(context) +
         "\n    invoke: " + std::string(operation) + "\n    argument:\n" + std::string(argument);
}

constexpr std::string_view kAddresses =
    "      sm-RP-DA: {imsi: $imsi}\n"
    "      sm-RP-OA: {serviceCentreAddressOA: $smsc.gt}\n";
constexpr std::string_view kMessage =
    "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: hello}}\n";

std::string good_mt() {
  return mt(std::string(kAddresses) + std::string(kMessage));
}

const MessageStep& message_at(const LoadResult& result, std::size_t index) {
  return std::get<MessageStep>(result.program->steps.at(index).what);
}
Value expected(const LoadResult& result, std::size_t index, std::string_view path) {
  const auto tree = evaluate(message_at(result, index).expected, Variables(&result.program->vars));
  EXPECT_TRUE(tree);
  const Value* found = tree->find_path(path);
  return found != nullptr ? *found : Value();
}

TEST(StepCheck, AcceptsWhatCanBeSent) {
  EXPECT_THAT(test::errors(load(good_mt() + "  - msc -> smsc: end\n    result: mt-ForwardSM\n")),
              ElementsAre());
}

TEST(StepCheck, TellsUnknownFieldsAtTheirPlace) {
  EXPECT_THAT(test::errors(load(
                  mt("      sm-RP-DA: {imzi: $imsi}\n      sm-RP-OA: {serviceCentreAddressOA: $smsc.gt}\n" +
                     std::string(kMessage)))),
              ElementsAre(AllOf(HasSubstr("t.yaml:10:18: sm-RP-DA"), HasSubstr("did you mean 'imsi'?"))));
  EXPECT_THAT(test::errors(load(
                  mt(std::string(kAddresses) + std::string(kMessage) + "      moreMesagesToSend: true\n"))),
              ElementsAre(AllOf(HasSubstr("t.yaml:13:7:"), HasSubstr("did you mean 'moreMessagesToSend'?"))));
}

TEST(StepCheck, TellsAllMistakesOfAnArgumentAtOnce) {
  EXPECT_THAT(
      test::errors(
          load(mt("      sm-RP-DA: {imsi: 12345678901234567}\n"
                  "      sm-RP-OA: {serviceCentreAddressOA: 5550100001}\n"
                  "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", txt: hello, tp-pid: 256}}\n"
                  "      smDeliveryTimer: 5\n"))),
      ElementsAre(HasSubstr("t.yaml:10:24: "), HasSubstr("t.yaml:11:42: "),
                  HasSubstr("t.yaml:12:55: sm-RP-UI"), HasSubstr("t.yaml:12:75: sm-RP-UI"),
                  AllOf(HasSubstr("t.yaml:13:24: "), HasSubstr("5 is out of range; allowed: 30 to 600"))));
}

TEST(StepCheck, SaysThatDigitsAreWrittenInQuotes) {
  EXPECT_THAT(test::errors(load(mt("      sm-RP-DA: {imsi: 310150123456789}\n      sm-RP-OA: noSM-RP-OA\n" +
                                   std::string(kMessage)))),
              ElementsAre(HasSubstr("in quotes")));
  // Nothing is lost of these two.
  EXPECT_THAT(test::errors(load(mt("      sm-RP-DA: {imsi: 001010000000001}\n      sm-RP-OA: "
                                   "{serviceCentreAddressOA: +15550100001}\n" +
                                   std::string(kMessage)))),
              ElementsAre());
}

TEST(StepCheck, TellsWhatIsMissing) {
  EXPECT_THAT(test::errors(load(mt(std::string(kAddresses)))),
              ElementsAre(HasSubstr("sm-RP-UI: is required here")));
  EXPECT_THAT(
      test::errors(load("  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    invoke: "
                        "mt-ForwardSM\n")),
      ElementsAre(AllOf(HasSubstr("t.yaml:8:5: "), HasSubstr("needs a parameter"))));
  EXPECT_THAT(
      test::errors(load("  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    invoke: "
                        "mt-ForwardSM\n    argument: {hex: \"\"}\n")),
      ElementsAre());
}

TEST(StepCheck, DoesNotMissWhatAMatcherStandsFor) {
  EXPECT_THAT(test::errors(load(mt("      sm-RP-DA: {imsi: any}\n      sm-RP-OA: present\n      sm-RP-UI: "
                                   "{sms-deliver: {tp-oa: ~ /^.1555/, text: hello}}\n"))),
              ElementsAre());
  EXPECT_THAT(test::errors(load(mt("      sm-RP-DA: any\n      sm-RP-OA: any\n      sm-RP-UI: {sms-deliver: "
                                   "{tp-oa: any, txt: hello}}\n      moreMessages: true\n"))),
              ElementsAre(HasSubstr("t.yaml:12:44: "), HasSubstr("t.yaml:13:7: ")));
}

TEST(StepCheck, KnowsOperationsByContextAndVersion) {
  EXPECT_THAT(test::errors(load(mt(std::string(kAddresses) + std::string(kMessage), "shortMsgMT-Relay-v2"))),
              ElementsAre(HasSubstr("t.yaml:8:13: map: mt-ForwardSM is no operation of shortMsgMT-Relay-v2; "
                                    "allowed there: forwardSM")));
  EXPECT_THAT(test::errors(load(
                  mt(std::string(kAddresses) + std::string(kMessage), "shortMsgMT-Relay-v2", "forwardSM"))),
              ElementsAre());
  EXPECT_THAT(test::errors(
                  load(mt(std::string(kAddresses) + std::string(kMessage), "shortMsgRelay-v1", "forwardSM"))),
              ElementsAre());
  EXPECT_THAT(test::errors(load(mt(std::string(kAddresses) + std::string(kMessage), "shortMsgMT-Relay-v4"))),
              ElementsAre(HasSubstr(
                  "t.yaml:7:26: 'shortMsgMT-Relay-v4' is not known here; did you mean 'shortMsgMT-Relay-v")));
}

TEST(StepCheck, KnowsErrorsByVersion) {
  const std::string v2 =
      mt(std::string(kAddresses) + std::string(kMessage), "shortMsgMT-Relay-v2", "forwardSM");
  EXPECT_THAT(test::errors(load(v2 + "  - msc -> smsc: end\n    error: absentSubscriberSM\n")),
              ElementsAre(HasSubstr("t.yaml:14:12: map: absentSubscriberSM is no error of MAP version 2")));
  EXPECT_THAT(test::errors(load(v2 + "  - msc -> smsc: end\n    error: 6\n    parameter: {hex: 3000}\n")),
              ElementsAre());
  EXPECT_THAT(test::errors(load(v2 + "  - msc -> smsc: end\n    error: absentSubscriber\n")), ElementsAre());
  EXPECT_THAT(test::errors(load(v2 + "  - msc -> smsc: end\n    error: sm-DeliveryFailure\n    parameter: "
                                     "{sm-EnumeratedDeliveryFailureCause: memoryFull}\n")),
              ElementsAre(AllOf(HasSubstr("t.yaml:15:52: "), HasSubstr("'memoryFull' is not known here"))));
}

TEST(StepCheck, KnowsProblems) {
  EXPECT_THAT(test::errors(load(good_mt() + "  - msc -> smsc: end\n    reject: mistypedParametre\n")),
              ElementsAre(HasSubstr("did you mean 'mistypedParameter'?")));
  EXPECT_THAT(
      test::errors(load(good_mt() +
                        "  - msc -> smsc: end\n    reject: mistypedParameter\n    problem: invokeProblm\n")),
      ElementsAre(HasSubstr("did you mean 'invokeProblem'?")));
}

TEST(StepCheck, AnOutcomeAnswersAnInvocation) {
  EXPECT_THAT(
      test::errors(load(good_mt() +
                        "  - msc -> smsc: continue\n    result: mt-ForwardSM\n  - smsc -> msc: continue\n"
                        "  - msc -> smsc: end\n    result: mt-ForwardSM\n")),
      ElementsAre(HasSubstr("t.yaml:17:5: no invocation of smsc waits for an outcome here")));
  EXPECT_THAT(
      test::errors(load(good_mt() + "  - msc -> smsc: end\n    result: mt-ForwardSM\n    invoke-id: 200\n")),
      ElementsAre(HasSubstr("a number from -128 to 127, found 200")));
}

TEST(StepCheck, ChecksReasonsCausesAndReferences) {
  EXPECT_THAT(test::errors(load(good_mt() +
                                "  - msc -> smsc: abort\n    abort: provider\n    cause: resourceLimit\n")),
              ElementsAre(AllOf(HasSubstr("t.yaml:15:12: map, cause: "), HasSubstr("resourceLimitation"))));
  EXPECT_THAT(test::errors(
                  load(good_mt() + "  - msc -> smsc: abort\n    reason: {resourceUnavailable: shortTerm}\n")),
              ElementsAre(HasSubstr("t.yaml:14:35: map, reason")));
  EXPECT_THAT(test::errors(load(good_mt() + "  - msc -> smsc: abort\n    cause: resourceLimitation\n")),
              ElementsAre(HasSubstr("'cause' is that of an abort by the provider")));
  EXPECT_THAT(
      test::errors(load(
          good_mt() + "  - msc -> smsc: refuse\n    reason: noReason\n    alternative: shortMsgMT-Relay\n")),
      ElementsAre(HasSubstr("noReasonGiven"), HasSubstr("'shortMsgMT-Relay' is not known here")));
  EXPECT_THAT(test::errors(load("  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    "
                                "destination-reference: {imsi: \"00x\"}\n"
                                "    originating-reference: 5550100001\n")),
              ElementsAre(HasSubstr("t.yaml:8:35: map, destination-reference"),
                          HasSubstr("t.yaml:9:28: map, originating-reference")));
}

TEST(StepCheck, ChecksTheLayersBelow) {
  EXPECT_THAT(test::errors(load("  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n"
                                "    tcap: {otdi: 1, dtid: -1}\n"
                                "    sccp: {called: {gt: \"+15550100009\", tt: 256}, clas: 1}\n"
                                "    m3ua: {opc: many}\n")),
              ElementsAre(AllOf(HasSubstr("t.yaml:8:12: tcap"), HasSubstr("did you mean 'otid'?")),
                          HasSubstr("t.yaml:8:27: tcap"), HasSubstr("t.yaml:9:45: sccp"),
                          AllOf(HasSubstr("t.yaml:9:51: sccp"), HasSubstr("did you mean 'class'?")),
                          HasSubstr("t.yaml:10:17: m3ua")));
  EXPECT_THAT(
      test::errors(load("  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n"
                        "    sccp: {called: {gt: \"+15550100009\", tt: 5, np: e164, nai: national, ssn: "
                        "null}, class: 1, form: xudt}\n")),
      ElementsAre());
}

TEST(StepCheck, WhatIsStatedIsExpectedAsADecoderWritesIt) {
  const LoadResult result = load(
      good_mt() +
      "  - msc -> smsc: end\n    error: 32\n    parameter: {sm-EnumeratedDeliveryFailureCause: $cause}\n");
  ASSERT_THAT(test::errors(result), ElementsAre());
  EXPECT_EQ(expected(result, 1, "components[0].error"), Value("sm-DeliveryFailure"));
  EXPECT_EQ(expected(result, 1, "components[0].parameter.sm-EnumeratedDeliveryFailureCause"),
            Value("memoryCapacityExceeded"));
  // What needs no other form stays as it is written: a variable may get another value.
  const Template& imsi = *std::get<Template::List>(message_at(result, 0).expected.find("components")->node)[0]
                              .find("argument")
                              ->find("sm-RP-DA")
                              ->find("imsi");
  EXPECT_TRUE(std::holds_alternative<Reference>(imsi.node));
}

TEST(StepCheck, OctetsAreExpectedAsTheFieldsTheyMean) {
  const LoadResult result =
      load(mt(std::string(kAddresses) +
              "      sm-RP-UI: {hex: 040b915155100010f0000042105060708000 05e8329bfd06}\n"));
  ASSERT_THAT(test::errors(result), ElementsAre());
  EXPECT_EQ(expected(result, 0, "components[0].argument.sm-RP-UI.sms-deliver.text"), Value("hello"));
  // The sender still sends the octets.
  const auto content = evaluate(message_at(result, 0).content, Variables(&result.program->vars));
  EXPECT_NE(content->find_path("components[0].argument.sm-RP-UI")->if_octets(), nullptr);
}

TEST(StepCheck, APartOfALongTextIsExpectedAsThatPart) {
  std::string text(200, 'x');
  text += std::string(100, 'y');
  const LoadResult result = load(mt(std::string(kAddresses) +
                                    "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: " + text +
                                    "}, part: $part, reference: 7}\n"));
  ASSERT_THAT(test::errors(result), ElementsAre());
  EXPECT_EQ(expected(result, 0, "components[0].argument.sm-RP-UI.sms-deliver.text"),
            Value(std::string(47, 'x') + std::string(100, 'y')));
  EXPECT_TRUE(expected(result, 0, "components[0].argument.sm-RP-UI.part").is_null());
}

TEST(StepCheck, ChecksEachCopyOfALoop) {
  EXPECT_THAT(
      test::errors(load("  - for: {who: [\"001010000000001\", \"00101x\"]}\n    steps:\n"
                        "      - smsc -> msc: begin\n        application-context: shortMsgMT-Relay-v3\n    "
                        "    dialogue: d$who\n"
                        "        invoke: mt-ForwardSM\n        argument: {sm-RP-DA: {imsi: $who}, "
                        "sm-RP-OA: noSM-RP-OA, sm-RP-UI: {hex: 00}}\n")),
      ElementsAre(HasSubstr("t.yaml:12:37: ")));
}

TEST(StepCheck, ChecksTheArgumentThoughTheContextIsMissing) {
  EXPECT_THAT(
      test::errors(
          load("  - smsc -> msc: begin\n    invoke: mt-ForwardSM\n"
               "    argument: {sm-RP-DA: {imzi: $imsi}, sm-RP-OA: noSM-RP-OA, sm-RP-UI: {hex: 00}}\n")),
      ElementsAre(HasSubstr("a begin needs its 'application-context'"), HasSubstr("did you mean 'imsi'?")));
}

TEST(StepCheck, AnUndefinedVariableIsToldOnce) {
  EXPECT_THAT(test::errors(load(
                  mt("      sm-RP-DA: {imsi: $imzi}\n      sm-RP-OA: noSM-RP-OA\n" + std::string(kMessage)))),
              ElementsAre(HasSubstr("the variable 'imzi' is not known here")));
  // It does not hide the others.
  EXPECT_THAT(test::errors(load(
                  mt("      sm-RP-DA: {imsi: $imzi}\n      sm-RP-OA: noSM-RP\n" + std::string(kMessage)))),
              ElementsAre(HasSubstr("the variable 'imzi' is not known here"),
                          HasSubstr("'noSM-RP' is not known here. Allowed: msisdn")));
}

TEST(StepCheck, WhatCouldNotBeReadIsToldOnce) {
  EXPECT_THAT(test::errors(load(mt("      sm-RP-DA: {imsi: 5$}\n      sm-RP-OA:\n" + std::string(kMessage)))),
              ElementsAre(HasSubstr("t.yaml:10:24: '$' begins a reference"),
                          HasSubstr("t.yaml:11:7: no value stands here")));
  EXPECT_THAT(test::errors(load(
                  "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    invoke: [1]\n")),
              ElementsAre(HasSubstr("expected the name or the number of an operation, found a list")));
}

}  // namespace
}  // namespace mapsim::scenario
