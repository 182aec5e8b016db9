#include "scenarios/engine/loader.h"

#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/mistakes.h"
#include "tests/support/paths.h"

namespace mapsim::scenario {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kHead =
    "title: t\n"
    "endpoints:\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
    "vars: {imsi: \"001010000000001\", texts: [one, two]}\n"
    "steps:\n";

// kHead has 6 lines: the first line of `steps` is line 7.
LoadResult with_steps(std::string_view steps, const LoadOptions& options = {}) {
  return load_text(std::string(kHead) + std::string(steps), "t.yaml", options);
}

const MessageStep& message(const LoadResult& result, std::size_t index) {
  return std::get<MessageStep>(result.program->steps.at(index).what);
}

constexpr std::string_view kBegin =
    "  - smsc -> msc: begin\n"
    "    application-context: shortMsgMT-Relay-v3\n";
constexpr std::string_view kEmptyEnd = "  - msc -> smsc: end\n";

std::string dialogue(std::string_view middle = "") {
  return std::string(kBegin) + std::string(middle) + std::string(kEmptyEnd);
}

TEST(Loader, ReadsWhatAScenarioIs) {
  const LoadResult result = load_text(
      "title: Some title\npurpose: why\nspec: [TS 29.002 12.9, Q.774 3.3]\notherwise: ignore\n"
      "endpoints:\n"
      "  smsc: {role: smsc, pc: 2-100-1, gt: +15550100001, host: 192.0.2.77, port: 2906, routing-context: "
      "7}\n"
      "  hlr: {role: hlr, pc: 0x65, tid-octets: 2, ni: 3, hosts: [192.0.2.78, \"2001:db8::1\"], versions: "
      "[1]}\n"
      "steps:\n  - pause: 250ms\n",
      "dir/some-name.yaml");
  ASSERT_THAT(test::errors(result), ElementsAre());
  const Program& p = *result.program;
  EXPECT_EQ(p.title, "Some title");
  EXPECT_EQ(p.name, "some-name");
  EXPECT_EQ(p.purpose, "why");
  EXPECT_THAT(p.spec, ElementsAre("TS 29.002 12.9", "Q.774 3.3"));
  EXPECT_EQ(p.otherwise, Otherwise::ignore);
  ASSERT_EQ(p.endpoints.size(), 2U);
  EXPECT_EQ(p.endpoints[0].pc, (2U << 11U) + (100U << 3U) + 1U);
  EXPECT_EQ(p.endpoints[0].gt, "+15550100001");
  EXPECT_EQ(p.endpoints[0].ssn, 8);
  EXPECT_EQ(p.endpoints[0].port, 2906);
  EXPECT_EQ(p.endpoints[0].routing_context, 7U);
  EXPECT_EQ(p.endpoints[1].ssn, 6);  // TS 23.003 8: an HLR
  EXPECT_EQ(p.endpoints[1].ni, 3);
  EXPECT_EQ(p.endpoints[1].tid_octets, 2);
  EXPECT_THAT(p.endpoints[1].hosts, ElementsAre("192.0.2.78", "2001:db8::1"));
  EXPECT_THAT(p.endpoints[1].contexts,
              ElementsAre(map::ApplicationContext{20, 1}, map::ApplicationContext{21, 1},
                          map::ApplicationContext{23, 1}, map::ApplicationContext{24, 1}));
  EXPECT_EQ(std::get<PauseStep>(p.steps[0].what).duration, std::chrono::milliseconds(250));
}

TEST(Loader, AnEndpointsAddressIsThatOfTs29002) {
  const LoadResult result = with_steps("  - pause: 1s\n");
  ASSERT_TRUE(result.program);
  const sccp::Address address = result.program->endpoints[0].address();
  EXPECT_EQ(address.routing, sccp::RoutingIndicator::route_on_gt);
  EXPECT_EQ(address.ssn, 8);
  EXPECT_FALSE(address.point_code);
  ASSERT_TRUE(address.gt);
  EXPECT_EQ(address.gt->digits, "15550100001");
  EXPECT_EQ(address.gt->nature_of_address, sccp::NatureOfAddress::international);
  Endpoint without;
  without.pc = 77;
  EXPECT_EQ(without.address().routing, sccp::RoutingIndicator::route_on_ssn);
  EXPECT_EQ(without.address().point_code, 77U);
  EXPECT_FALSE(without.address().gt);
}

LoadResult with_title(const std::string& gt, const std::string& more = "") {
  return load_text("title: t\nendpoints:\n  a: {role: smsc, pc: 1, gt: " + gt +
                       "}\n  b: {role: msc, pc: 2}\n" + more + "steps: [{pause: 1s}]\n",
                   "t.yaml");
}

TEST(Loader, AnEndpointMayHaveAGlobalTitleOfAnyKind) {
  const auto title = [](const std::string& gt) {
    const LoadResult result = with_title(gt);
    EXPECT_THAT(test::errors(result), ElementsAre()) << gt;
    return result.program ? result.program->endpoints[0].address().gt.value() : sccp::GlobalTitle{};
  };
  const sccp::GlobalTitle nature = title("{digits: \"5550100\", indicator: 1, nai: national}");
  EXPECT_EQ(nature.indicator, 1);
  EXPECT_EQ(nature.nature_of_address, sccp::NatureOfAddress::national);
  EXPECT_EQ(nature.digits, "5550100");
  EXPECT_EQ(title("{digits: \"5550100\", indicator: 2, tt: 9}").translation_type, 9);
  const sccp::GlobalTitle mobile =
      title("{digits: \"00101555\", indicator: 3, tt: 1, np: e212, encoding-scheme: 1}");
  EXPECT_EQ(mobile.numbering_plan, sccp::NumberingPlan::land_mobile);
  EXPECT_EQ(mobile.encoding_scheme, 1);
  const sccp::GlobalTitle all = title("{digits: \"+15550100001\", tt: 5, np: e214, nai: subscriber}");
  EXPECT_EQ(all.indicator, 4);
  EXPECT_EQ(all.translation_type, 5);
  EXPECT_EQ(all.digits, "15550100001");
  EXPECT_EQ(*with_title("{digits: \"5550100\", tt: 1}", "vars: {digits: $a.gt}\n")
                 .program->vars.find("digits")
                 ->if_string(),
            "5550100");
}

TEST(Loader, AGlobalTitleHasWhatItsIndicatorCarries) {
  EXPECT_THAT(test::errors(with_title("{digits: \"5550100\", indicator: 2, nai: national}")),
              ElementsAre(AllOf(HasSubstr("t.yaml:3:"), HasSubstr("nai"), HasSubstr("indicator 2"))));
  EXPECT_THAT(test::errors(with_title("{digits: \"5550100\", npp: e164}")),
              ElementsAre(AllOf(HasSubstr("t.yaml:3:"), HasSubstr("np"))));
  EXPECT_THAT(test::errors(with_title("{tt: 1}")),
              ElementsAre(HasSubstr("t.yaml:3:30: this global title has no 'digits'")));
  EXPECT_THAT(test::errors(with_title("{digits: \"555x\"}")),
              ElementsAre(HasSubstr("t.yaml:3:39: expected up to 32 digits")));
}

TEST(Loader, TellsEveryMistakeAtOnceInTheOrderOfTheFile) {
  const LoadResult result = load_text(
      "titel: x\n"
      "endpoints:\n"
      "  smsc: {role: smcs, pc: 101}\n"
      "  msc: {role: msc, gt: xyz, ssn: 300, port: x}\n"
      "steps:\n"
      "  - smsc -> mcs: begin\n"
      "  - pause: 5\n"
      "  - timeouts: msc\n",
      "bad.yaml");
  EXPECT_FALSE(result.program);
  EXPECT_THAT(
      test::errors(result),
      ElementsAre(
          HasSubstr("bad.yaml:1:1: 'titel' is not known here; did you mean 'title'? Allowed: title, purpose"),
          HasSubstr("bad.yaml:1:1: the scenario has no 'title'"),
          HasSubstr("bad.yaml:3:16: 'smcs' is not known here; did you mean 'smsc'? Allowed: msc, smsc, hlr"),
          HasSubstr("bad.yaml:4:3: endpoint 'msc' has no 'pc'"),
          HasSubstr("bad.yaml:4:24: expected a global title"),
          HasSubstr("bad.yaml:4:34: expected a number from 0 to 255, found '300'"),
          HasSubstr("bad.yaml:4:45: expected a number from 0 to 65535, found 'x'"),
          HasSubstr(
              "bad.yaml:6:5: the endpoint 'mcs' is not known here; did you mean 'msc'? Allowed: smsc, msc"),
          HasSubstr("bad.yaml:7:12: '5' has no unit; write 5s"),
          HasSubstr("bad.yaml:8:5: a step begins with its message ('smsc -> msc: begin') or its kind: "
                    "'timeouts' is not known here; did you mean 'timeout'?")));
}

TEST(Loader, AFaultOfAnEndpointThatIsNotKnownIsThatMistakeOnly) {
  const LoadResult result = load_text(
      "title: t\nendptions: {}\nsteps:\n  - msc -> smsc: continue\n    fault: duplicate\n", "t.yaml");
  EXPECT_THAT(
      test::errors(result),
      ElementsAre(HasSubstr("the scenario has no 'endpoints'"), HasSubstr("'endptions' is not known here"),
                  HasSubstr("t.yaml:4:5: the endpoint 'msc' is not known here"),
                  HasSubstr("t.yaml:4:5: the endpoint 'smsc' is not known here")));
}

TEST(Loader, ASyntaxErrorAndDuplicateKeysHavePlaces) {
  EXPECT_THAT(test::errors(load_text("title: [\n", "x.yaml")), ElementsAre(HasSubstr("x.yaml:")));
  EXPECT_THAT(test::errors(load_text("", "x.yaml")), ElementsAre("x.yaml:1:1: the file is empty"));
  EXPECT_THAT(test::errors(load_text("- a\n", "x.yaml")),
              ElementsAre("x.yaml:1:1: expected a scenario, a map, found a list"));
  const LoadResult twice = with_steps("  - pause: 1s\n    pause: 2s\n");
  EXPECT_THAT(test::errors(twice), ElementsAre("t.yaml:8:5: 'pause' stands here twice, first in line 7"));
}

TEST(Loader, ReadsTheMessageIntoCanonicalKeys) {
  const LoadResult result = with_steps(
      "  - smsc -> msc: begin\n"
      "    argument: {sm-RP-DA: {imsi: $imsi}, sm-RP-OA: {serviceCentreAddressOA: $smsc.gt}, sm-RP-UI: {hex: "
      "04}}\n"
      "    invoke-id: 5\n"
      "    tcap: {otid: 0x1234}\n"
      "    invoke: mt-ForwardSM\n"
      "    timer: 20s\n"
      "    application-context: shortMsgMT-Relay-v3\n"
      "    within: 5s\n"
      "    long-message: empty-begin\n"
      "    capture: {id: tcap.otid, who: argument.sm-RP-DA.imsi}\n"
      "  - msc -> smsc: end\n");
  ASSERT_THAT(test::errors(result), ElementsAre());
  const MessageStep& step = message(result, 0);
  EXPECT_EQ(step.kind, MessageStep::Kind::begin);
  EXPECT_EQ(step.from, 0);
  EXPECT_EQ(step.to, 1);
  EXPECT_EQ(step.within, Duration(std::chrono::seconds(5)));
  EXPECT_EQ(step.long_message, map::LongMessage::empty_begin);
  ASSERT_EQ(step.captures.size(), 2U);
  EXPECT_EQ(step.captures[1].path, "components[0].argument.sm-RP-DA.imsi");
  const auto content = evaluate(step.content, Variables(&result.program->vars));
  ASSERT_TRUE(content) << content.error().text;
  EXPECT_EQ(content->to_text(),
            "{application-context: \"shortMsgMT-Relay-v3\", components: [{invoke: \"mt-ForwardSM\", "
            "argument: {sm-RP-DA: "
            "{imsi: \"001010000000001\"}, sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}, sm-RP-UI: "
            "{hex: 04}}, "
            "invoke-id: 5, timer: \"20s\"}], tcap: {otid: 4660}}");
  // No receiver sees a timer.
  EXPECT_EQ(std::get<Template::List>(step.expected.find("components")->node)[0].find("timer"), nullptr);
  EXPECT_EQ(result.program->steps[0].text, "smsc -> msc: begin");
  EXPECT_EQ(result.program->steps[0].mark, (Mark{7, 5}));
}

TEST(Loader, ReadsSeveralComponents) {
  const LoadResult result =
      with_steps(dialogue("  - msc -> smsc: continue\n"
                          "    components:\n"
                          "      - {error: systemFailure, invoke-id: 1}\n"
                          "      - {reject: mistypedParameter, invoke-id: 2, problem: invokeProblem}\n"
                          "      - reject: unrecognizedComponent\n"
                          "        invoke-id:\n"));
  ASSERT_THAT(test::errors(result), ElementsAre());
  const auto content = evaluate(message(result, 1).content, Variables(&result.program->vars));
  EXPECT_EQ(
      content->to_text(),
      "{components: [{error: \"systemFailure\", invoke-id: 1}, {reject: \"mistypedParameter\", invoke-id: 2, "
      "problem: \"invokeProblem\"}, {reject: \"unrecognizedComponent\", invoke-id: null}]}");
}

TEST(Loader, TellsComponentsThatDoNotGoTogether) {
  EXPECT_THAT(test::errors(with_steps(
                  dialogue("  - msc -> smsc: continue\n    result: 44\n    error: systemFailure\n"))),
              ElementsAre(HasSubstr("t.yaml:11:5: 'result' and 'error' are two components")));
  EXPECT_THAT(test::errors(with_steps(dialogue("  - msc -> smsc: continue\n    result: mt-ForwardSM\n    "
                                               "invoke-id: 1\n    argument: {hex: 00}\n"))),
              ElementsAre(HasSubstr(
                  "'argument' goes with invoke, not with result; what a result carries is its 'parameter'")));
  EXPECT_THAT(test::errors(with_steps(dialogue("  - msc -> smsc: continue\n    argument: {hex: 00}\n"))),
              ElementsAre(HasSubstr("'argument' has no component that it belongs to")));
  EXPECT_THAT(
      test::errors(with_steps(dialogue("  - msc -> smsc: continue\n    components: [{invoke-id: 1}]\n"))),
      ElementsAre(HasSubstr("a component is one of invoke, result")));
}

TEST(Loader, TellsKeysOfOtherMessages) {
  EXPECT_THAT(test::errors(with_steps(
                  dialogue("  - msc -> smsc: continue\n    application-context: shortMsgMT-Relay-v3\n"))),
              ElementsAre(HasSubstr("t.yaml:10:5: 'application-context' belongs to begin, not to continue")));
  EXPECT_THAT(
      test::errors(with_steps(std::string(kBegin) + "  - msc -> smsc: refuse\n    result: mt-ForwardSM\n")),
      ElementsAre(HasSubstr("'result' belongs to a component")));
  EXPECT_THAT(test::errors(with_steps(std::string(kBegin) + "  - msc -> smsc: refuse\n    alternatve: x\n")),
              ElementsAre(HasSubstr("'alternatve' is not known here; did you mean 'alternative'?")));
}

TEST(Loader, KnowsTheEndings) {
  const LoadResult result = with_steps(
      "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v2}\n"
      "  - {msc -> smsc: abort, abort: provider, cause: resourceLimitation}\n"
      "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v2}\n"
      "  - {msc -> smsc: abort, abort: user, reason: userSpecificReason}\n"
      "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v2}\n"
      "  - {smsc -> msc: end, prearranged: true}\n"
      "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v2}\n"
      "  - {msc -> smsc: refuse, reason: noReasonGiven}\n"
      "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v2}\n"
      "  - {timeout: smsc, within: 11m}\n");
  ASSERT_THAT(test::errors(result), ElementsAre());
  EXPECT_EQ(message(result, 1).kind, MessageStep::Kind::p_abort);
  EXPECT_EQ(message(result, 3).kind, MessageStep::Kind::u_abort);
  EXPECT_EQ(message(result, 5).kind, MessageStep::Kind::prearranged_end);
  EXPECT_EQ(message(result, 7).kind, MessageStep::Kind::refuse);
  const auto& timeout = std::get<TimeoutStep>(result.program->steps[9].what);
  EXPECT_EQ(timeout.at, 0);
  EXPECT_EQ(timeout.within, Duration(std::chrono::minutes(11)));
  // Each begins anew and has an index of its own.
  EXPECT_THAT(result.program->dialogues, ElementsAre("d1", "d1/2", "d1/3", "d1/4", "d1/5"));
  EXPECT_EQ(timeout.dialogue, 4);
}

TEST(Loader, ChecksTheOrderWithinADialogue) {
  EXPECT_THAT(test::errors(with_steps("  - msc -> smsc: end\n")),
              ElementsAre("t.yaml:7:5: dialogue 'd1' has not begun; its first message is a begin"));
  EXPECT_THAT(test::errors(with_steps(std::string(kBegin) + "  - smsc -> msc: continue\n")),
              ElementsAre(HasSubstr(
                  "t.yaml:9:5: dialogue 'd1' has not been answered; the next message comes from msc")));
  EXPECT_THAT(test::errors(with_steps(dialogue() + std::string(kEmptyEnd))),
              ElementsAre(HasSubstr("t.yaml:10:5: dialogue 'd1' has ended")));
  EXPECT_THAT(test::errors(with_steps(std::string(kBegin) + std::string(kBegin))),
              ElementsAre(HasSubstr("has begun already")));
  EXPECT_THAT(test::errors(with_steps(dialogue("  - msc -> smsc: continue\n") + "  - {timeout: smsc}\n")),
              ElementsAre(HasSubstr("is not open here: no timer runs")));
  EXPECT_THAT(
      test::errors(with_steps(std::string(kBegin) + "  - msc -> smsc: continue\n  - msc -> smsc: refuse\n")),
      ElementsAre(HasSubstr("can be refused by the first answer only")));
  EXPECT_THAT(
      test::errors(with_steps(std::string(kBegin) +
                              "  - msc -> smsc: continue\n  - timeout: smsc\n  - msc -> smsc: end\n")),
      ElementsAre(HasSubstr("has ended by a timer; only an abort may follow")));
  EXPECT_THAT(test::errors(with_steps("  - smsc -> msc: begin\n")),
              ElementsAre(HasSubstr("a begin needs its 'application-context'")));
}

TEST(Loader, LetsABrokenOrderThroughWhereTcapSaysSo) {
  EXPECT_THAT(
      test::errors(with_steps(std::string(kBegin) + "  - smsc -> msc: continue\n    tcap: {dtid: 5}\n" +
                              std::string(kEmptyEnd) + "  - msc -> smsc: continue\n    tcap: {dtid: 5}\n")),
      ElementsAre());
}

TEST(Loader, KeepsDialoguesApart) {
  const LoadResult result = with_steps(
      "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v3, dialogue: a}\n"
      "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v3, dialogue: b}\n"
      "  - {msc -> smsc: end, dialogue: b}\n"
      "  - {msc -> smsc: end, dialogue: a}\n");
  ASSERT_THAT(test::errors(result), ElementsAre());
  EXPECT_EQ(message(result, 2).dialogue, 1);
  EXPECT_EQ(message(result, 3).dialogue, 0);
}

TEST(Loader, UnrollsLoops) {
  const LoadResult result = with_steps(
      "  - repeat: 2\n"
      "    steps:\n"
      "      - for: {text: $texts, part: [7, 8]}\n"
      "        counter: n\n"
      "        steps:\n"
      "          - smsc -> msc: begin\n"
      "            application-context: shortMsgMT-Relay-v3\n"
      "            dialogue: d$i-$n\n"
      "            tcap: {otid: $part}\n"
      "      - pause: 1s\n");
  ASSERT_THAT(test::errors(result), ElementsAre());
  const Program& p = *result.program;
  ASSERT_EQ(p.steps.size(), 6U);
  EXPECT_THAT(p.dialogues, ElementsAre("d1-1", "d1-2", "d2-1", "d2-2"));
  EXPECT_EQ(p.steps[1].loop_variables.to_text(), "{i: 1, text: \"two\", part: 8, n: 2}");
  EXPECT_EQ(p.steps[2].loop_variables.to_text(), "{i: 1}");
}

TEST(Loader, RefusesLoopsThatGrowWithoutMeasure) {
  EXPECT_THAT(
      test::errors(with_steps(
          "  - repeat: 1000\n    steps:\n      - repeat: 1000\n        steps:\n          - pause: 1s\n")),
      ElementsAre(HasSubstr("more than 100000 steps")));
  EXPECT_THAT(test::errors(with_steps("  - repeat: 0\n    steps:\n      - pause: 1s\n")),
              ElementsAre(HasSubstr("a number from 1 to 100000")));
  EXPECT_THAT(test::errors(with_steps("  - for: {x: $imsi}\n    steps: [{pause: 1s}]\n")),
              ElementsAre(HasSubstr("expected a list with something in it, found a string")));
  EXPECT_THAT(test::errors(with_steps("  - for: {x: [1], y: [1, 2]}\n    steps: [{pause: 1s}]\n")),
              ElementsAre(HasSubstr("have the same length")));
  EXPECT_THAT(test::errors(with_steps("  - repeat: 3\n")), ElementsAre(HasSubstr("has no 'steps'")));
}

TEST(Loader, TellsUndefinedVariablesAtTheirPlace) {
  const LoadResult result = with_steps(
      "  - smsc -> msc: begin\n"
      "    application-context: shortMsgMT-Relay-v3\n"
      "    tcap:\n"
      "      otid: $imzi\n"
      "      dtid: $texts.7\n"
      "    m3ua: {routing-context: $smcs.pc}\n");
  EXPECT_THAT(
      test::errors(result),
      ElementsAre(HasSubstr("t.yaml:10:13: the variable 'imzi' is not known here; did you mean 'imsi'?"),
                  HasSubstr("t.yaml:11:13: $texts[7] leads nowhere: $texts is there, and it is a list of 2"),
                  HasSubstr("t.yaml:12:29: the variable 'smcs' is not known here; did you mean 'smsc'?")));
}

TEST(Loader, ACapturedNameIsKnownFromTheNextStepOn) {
  EXPECT_THAT(
      test::errors(with_steps("  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    "
                              "capture: {id: tcap.otid}\n"
                              "  - msc -> smsc: end\n    tcap: {dtid: $id}\n")),
      ElementsAre());
  EXPECT_THAT(
      test::errors(with_steps(
          "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    tcap: {otid: $id}\n"
          "    capture: {id: tcap.otid}\n  - msc -> smsc: end\n")),
      ElementsAre(HasSubstr("the variable 'id' is not known here")));
  EXPECT_THAT(
      test::errors(
          with_steps("  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    capture: "
                     "{imsi: tcap.otid, x: tcp.otid}\n")),
      ElementsAre(
          HasSubstr("'imsi' is an endpoint or a variable of the file already"),
          HasSubstr("a path starts with what a message has: 'tcp' is not known here; did you mean 'tcap'?")));
}

TEST(Loader, AVariableMayReferToEndpointsAndToThoseAboveIt) {
  const LoadResult result = load_text(
      "title: t\nendpoints:\n  a: {role: msc, pc: 1, gt: \"+1\"}\n  b: {role: hlr, pc: 2}\n"
      "vars: {x: $a.gt, y: \"<$x>\"}\nsteps: [{pause: 1s}]\n");
  ASSERT_THAT(test::errors(result), ElementsAre());
  EXPECT_EQ(*result.program->vars.find("y"), Value("<+1>"));
  EXPECT_EQ(result.program->vars.find_path("b.pc")->to_text(), "2");
}

TEST(Loader, TakesOtherValuesForVariables) {
  LoadOptions options;
  options.set = {{"imsi", "001010000000009"}, {"texts", "[a]"}};
  const LoadResult result = with_steps("  - pause: 1s\n", options);
  ASSERT_THAT(test::errors(result), ElementsAre());
  EXPECT_EQ(*result.program->vars.find("imsi"), Value("001010000000009"));
  EXPECT_EQ(result.program->vars.find("texts")->to_text(), "[\"a\"]");
  // Digits stay digits, and what YAML would not read is text.
  for (const char* text : {"262010000000001", "12", "true", "a: [b", "x # y"}) {
    options.set = {{"imsi", text}};
    const LoadResult given = with_steps("  - pause: 1s\n", options);
    ASSERT_THAT(test::errors(given), ElementsAre());
    EXPECT_EQ(*given.program->vars.find("imsi"), Value(text));
  }
  options.set = {{"imzi", "1"}};
  EXPECT_THAT(test::errors(with_steps("  - pause: 1s\n", options)),
              ElementsAre(HasSubstr("'imzi' is not known here; did you mean 'imsi'?")));
}

TEST(Loader, ExpectationsAreMergedForTheReceiverOnly) {
  const LoadResult result = with_steps(
      "  - smsc -> msc: begin\n"
      "    application-context: shortMsgMT-Relay-v3\n"
      "    invoke: 99\n"
      "    argument: {hex: 0500}\n"
      "    tcap: {otid: 7}\n"
      "    sccp: {class: 1, segment-size: 100}\n"
      "    expect: {invoke-id: present, tcap: {otid: < 9, dtid: absent}, sccp: {calling: {ssn: 8}}}\n"
      "  - msc -> smsc: end\n");
  ASSERT_THAT(test::errors(result), ElementsAre());
  const MessageStep& step = message(result, 0);
  EXPECT_EQ(step.content.find("sccp")->find("calling"), nullptr);
  EXPECT_NE(step.expected.find("sccp")->find("calling"), nullptr);
  EXPECT_EQ(step.expected.find("sccp")->find("segment-size"), nullptr);
  EXPECT_TRUE(std::holds_alternative<Matcher>(step.expected.find("tcap")->find("otid")->node));
  const auto& component = std::get<Template::List>(step.expected.find("components")->node)[0];
  EXPECT_NE(component.find("invoke"), nullptr);
  EXPECT_TRUE(std::holds_alternative<Matcher>(component.find("invoke-id")->node));
  EXPECT_THAT(test::errors(with_steps(std::string(kBegin) + "    expect: {tcp: {otid: any}}\n")),
              ElementsAre(HasSubstr("'tcp' is not known here; did you mean 'tcap'?")));
}

TEST(Loader, EndpointsDiffer) {
  EXPECT_THAT(
      test::errors(load_text(
          "title: t\nendpoints: {a: {role: msc, pc: 1}, b: {role: msc, pc: 1}}\nsteps: [{pause: 1s}]\n",
          "t.yaml")),
      ElementsAre(HasSubstr("endpoints 'a' and 'b' have the same point code 1")));
  EXPECT_THAT(test::errors(load_text("title: t\nendpoints: {a: {role: msc, pc: 1}}\nsteps: [{pause: 1s}]\n",
                                     "t.yaml")),
              ElementsAre(HasSubstr("two endpoints at least")));
  EXPECT_THAT(
      test::errors(with_steps("  - msc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n")),
      ElementsAre(HasSubstr("not to its sender")));
}

TEST(Loader, TellsFilesThatCannotBeRead) {
  EXPECT_THAT(test::errors(load_file("/nonexistent/x.yaml")),
              ElementsAre("/nonexistent/x.yaml: the file cannot be read"));
  EXPECT_THAT(test::errors(load_file(mapsim::test::source_dir())),
              ElementsAre(HasSubstr("this is a directory")));
}

TEST(Loader, RefusesAFileThatIsTooLarge) {
  const std::string text(kMaxFileSize + 1, '\n');
  EXPECT_THAT(test::errors(load_text(text, "big.yaml")),
              ElementsAre("big.yaml: the file is larger than 16 MiB"));
}

TEST(Loader, SurvivesEveryTruncationOfAScenario) {
  const std::string text = std::string(kHead) +
                           dialogue(
                               "    invoke: mt-ForwardSM\n    argument: {sm-RP-UI: {hex: 00}}\n    expect: "
                               "{tcap: {otid: ~ /x/}}\n") +
                           "  - for: {t: $texts}\n    steps:\n      - pause: 1s\n";
  for (std::size_t size = 0; size < text.size(); ++size) load_text(std::string_view(text).substr(0, size));
}

}  // namespace
}  // namespace mapsim::scenario
