// Branches, alternatives, faults and links as files state them: what may stand there, and what is told of the
// rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/engine/loader.h"
#include "tests/engine/mistakes.h"

namespace mapsim::scenario {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The first line of `steps` is line 6.
LoadResult load_steps(const std::string& steps) {
  return load_text(
      "title: t\nendpoints:\n"
      "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
      "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\nsteps:\n" +
          steps,
      "t.yaml");
}

const std::string kOneBegin = "{smsc -> msc: begin, application-context: shortMsgMT-Relay-v3}";
const std::string kOneEnd = "{msc -> smsc: end}";

TEST(Branches, LeadBehindTheLastOne) {
  const auto result = load_steps(
      "  - parallel:\n    - - {smsc -> msc: begin, dialogue: a, application-context: shortMsgMT-Relay-v3}\n"
      "      - {msc -> smsc: end, dialogue: a}\n    - - pause: 1s\n  - pause: 2s\n");
  ASSERT_THAT(test::errors(result), IsEmpty());
  const Program& p = *result.program;
  ASSERT_EQ(p.steps.size(), 5U);
  EXPECT_THAT(std::get<ParallelStep>(p.steps[0].what).branches, ElementsAre(1, 3));
  EXPECT_EQ(p.steps[0].next, 4U);
  EXPECT_EQ(p.steps[1].next, 2U);
  EXPECT_EQ(p.steps[2].next, 4U);
  EXPECT_EQ(p.steps[3].next, 4U);
}

TEST(Branches, HaveDialoguesOfTheirOwn) {
  EXPECT_THAT(
      test::errors(load_steps("  - parallel:\n    - - " + kOneBegin + "\n      - " + kOneEnd + "\n    - - " + kOneBegin + "\n")),
      ElementsAre(AllOf(HasSubstr("t.yaml:9:10: "), HasSubstr("used in another branch already"))));
}

TEST(Branches, AreTwoAtLeast) {
  EXPECT_THAT(test::errors(load_steps("  - parallel: [[pause: 1s]]\n  - alt: soon\n  - parallel: [[pause: 1s], []]\n")),
              ElementsAre(HasSubstr("t.yaml:6:15: expected two lists of steps at least, found one"),
                          HasSubstr("t.yaml:7:10: expected two lists of steps at least, found 'soon'"),
                          HasSubstr("t.yaml:8:29: there are no steps")));
}

TEST(Branches, TellEveryMistakeInThem) {
  EXPECT_THAT(test::errors(load_steps("  - parallel:\n    - - pause: soon\n    - - {smsc -> mcs: begin}\n")),
              ElementsAre(HasSubstr("t.yaml:7:16:"),
                          AllOf(HasSubstr("t.yaml:8:"), HasSubstr("did you mean 'msc'?"))));
}

TEST(Alternatives, BeginWithAMessageOfOneEndpoint) {
  EXPECT_THAT(test::errors(load_steps("  - " + kOneBegin + "\n  - alt:\n    - - " + kOneEnd +
                          "\n    - - {smsc -> msc: abort, tcap: {dtid: 1}}\n" +
                          "    - - pause: 1s\n    - - timeout: msc\n    - - timeout: smsc\n")),
              ElementsAre(HasSubstr("t.yaml:9:7: an alternative begins with a message from msc to smsc"),
                          HasSubstr("t.yaml:10:7: an alternative begins with a message"),
                          HasSubstr("t.yaml:11:7: an alternative begins with a message")));
}

TEST(Alternatives, LeaveADialogueThatGoesOnInOneState) {
  const std::string differ =
      "  - " + kOneBegin + "\n  - alt:\n    - - {msc -> smsc: continue}\n    - - " + kOneEnd + "\n";
  EXPECT_THAT(test::errors(load_steps(differ)), IsEmpty());
  EXPECT_THAT(
      test::errors(load_steps(differ + "  - {smsc -> msc: end}\n")),
      ElementsAre(AllOf(HasSubstr("t.yaml:10:6: "), HasSubstr("leave dialogue 'd1' in different states"))));
}

TEST(Alternatives, ThatEndTheScenarioDoNotMatterForWhatFollows) {
  EXPECT_THAT(test::errors(load_steps("  - " + kOneBegin + "\n  - alt:\n    - - {msc -> smsc: continue}\n    - - " + kOneEnd +
                          "\n      - verdict: inconclusive\n  - {smsc -> msc: end}\n")),
              IsEmpty());
}

TEST(Alternatives, CaptureForWhatFollowsWhatAllOfThemCapture) {
  const std::string alternatives =
      "  - " + kOneBegin +
      "\n  - alt:\n    - - {msc -> smsc: continue, capture: {a: tcap.otid, b: tcap.otid}}\n" +
      "    - - {msc -> smsc: continue, expect: {tcap: {otid: 1}}, capture: {a: tcap.otid}}\n";
  EXPECT_THAT(test::errors(load_steps(alternatives + "  - {smsc -> msc: end, tcap: {dtid: $a}}\n")), IsEmpty());
  EXPECT_THAT(test::errors(load_steps(alternatives + "  - {smsc -> msc: end, tcap: {dtid: $b}}\n")),
              ElementsAre(AllOf(HasSubstr("t.yaml:10:"), HasSubstr("'b'"))));
}

TEST(Verdict, IsTheLastStep) {
  EXPECT_THAT(test::errors(load_steps("  - verdict: pass\n  - pause: 1s\n")),
              ElementsAre(HasSubstr("t.yaml:7:5: this is never played")));
  EXPECT_THAT(test::errors(load_steps("  - verdict: error\n")), ElementsAre(HasSubstr("t.yaml:6:14: ")));
}

FaultOnTheWay fault(const std::string& text) {
  const auto result =
      load_steps("  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v3, fault: " + text + "}\n");
  EXPECT_THAT(test::errors(result), IsEmpty()) << text;
  return result.program ? std::get<MessageStep>(result.program->steps[0].what).fault.value()
                        : FaultOnTheWay{};
}

TEST(Fault, IsReadInEachForm) {
  using Kind = FaultOnTheWay::Kind;
  EXPECT_EQ(fault("drop").kind, Kind::drop);
  EXPECT_EQ(fault("duplicate").kind, Kind::duplicate);
  EXPECT_EQ(fault("reorder").kind, Kind::reorder);
  EXPECT_EQ(fault("{delay: 2s}").delay, std::chrono::seconds(2));
  const FaultOnTheWay corrupt = fault("{corrupt: {layer: sccp, octet: 3, xor: 0x40}}");
  EXPECT_EQ(corrupt.kind, Kind::corrupt);
  EXPECT_EQ(corrupt.layer, WireLayer::sccp);
  EXPECT_EQ(corrupt.octet, 3U);
  EXPECT_EQ(corrupt.mask, 0x40);
  EXPECT_EQ(fault("{corrupt: {octet: 3}}").mask, 0xFF);
  const FaultOnTheWay truncated = fault("{truncate: 20}");
  EXPECT_EQ(truncated.kind, Kind::truncate);
  EXPECT_EQ(truncated.layer, WireLayer::m3ua);
  EXPECT_EQ(truncated.octet, 20U);
  EXPECT_EQ(fault("{truncate: {layer: component, octet: 5}}").layer, WireLayer::component);
}

TEST(Fault, IsRefusedAtItsPlace) {
  const auto with = [](const std::string& text) {
    return test::errors(load_steps(
        "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    fault: " + text + "\n"));
  };
  EXPECT_THAT(with("dorp"),
              ElementsAre(AllOf(HasSubstr("t.yaml:8:12: "), HasSubstr("did you mean 'drop'?"))));
  EXPECT_THAT(with("{delay: 2}"), ElementsAre(HasSubstr("t.yaml:8:20: ")));
  EXPECT_THAT(with("{corrupt: {layer: tcpa, octet: 1}}"),
              ElementsAre(AllOf(HasSubstr("t.yaml:8:30: "), HasSubstr("did you mean 'tcap'?"))));
  EXPECT_THAT(with("{corrupt: {octet: 1, xor: 0}}"), ElementsAre(HasSubstr("t.yaml:8:38: ")));
  EXPECT_THAT(with("{corrupt: {layer: tcap}}"), ElementsAre(HasSubstr("which 'octet'?")));
  EXPECT_THAT(with("{truncate: 0}"), ElementsAre(HasSubstr("t.yaml:8:23: ")));
  EXPECT_THAT(with("{delay: 2s, truncate: 3}"), ElementsAre(HasSubstr("a message has one fault")));
}

TEST(Link, IsBetweenTwoEndpoints) {
  const auto result = load_steps("  - link: down\n  - link: up\n    between: [msc, smsc]\n    within: 5s\n");
  ASSERT_THAT(test::errors(result), IsEmpty());
  const auto& first = std::get<LinkStep>(result.program->steps[0].what);
  EXPECT_EQ(first.first, 0U);
  EXPECT_EQ(first.second, 1U);
  const auto& second = std::get<LinkStep>(result.program->steps[1].what);
  EXPECT_EQ(second.change, LinkStep::Change::up);
  EXPECT_EQ(second.first, 1U);
  EXPECT_EQ(second.within, std::chrono::seconds(5));
}

TEST(Link, IsRefusedAtItsPlace) {
  EXPECT_THAT(
      test::errors(load_steps("  - link: donw\n  - {link: up, between: [msc]}\n  - {link: up, between: [msc, msc]}\n"
                  "  - {link: up, between: [msc, mcs]}\n")),
      ElementsAre(AllOf(HasSubstr("t.yaml:6:11: "), HasSubstr("did you mean 'down'?")),
                  HasSubstr("t.yaml:7:25: expected two endpoints"),
                  HasSubstr("a link is between two endpoints"),
                  AllOf(HasSubstr("t.yaml:9:31: "), HasSubstr("did you mean 'msc'?"))));
}

}  // namespace
}  // namespace mapsim::scenario
