// Scenario files at their limits (docs/limits.md): what just fits is read, one more is refused at its place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/engine/endpoint_reader.h"
#include "scenarios/engine/loader.h"
#include "scenarios/engine/step_reader.h"
#include "scenarios/engine/template_reader.h"
#include "scenarios/engine/yaml_document.h"
#include "tests/engine/mistakes.h"

namespace mapsim::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kBeforeLimits =
    "title: t\n"
    "endpoints:\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
    "steps:\n";

LoadResult of_steps(const std::string& steps) {
  return load_text(std::string(kBeforeLimits) + steps, "t.yaml");
}

TEST(ScenarioLimits, StepsAfterLoopsAreUnrolled) {
  const auto steps = [](const char* before) {
    return of_steps(std::string(before) + "  - repeat: " + std::to_string(kMaxSteps) +
                      "\n    steps: [{pause: 1s}]\n");
  };
  const LoadResult most = steps("");
  EXPECT_THAT(test::errors(most), IsEmpty());
  EXPECT_EQ(most.program->steps.size(), kMaxSteps);
  EXPECT_THAT(test::errors(steps("  - pause: 1s\n")),
              ElementsAre(AllOf(HasSubstr("t.yaml:8:"), HasSubstr("more than 100000 steps"))));
}

TEST(ScenarioLimits, LoopsInsideOfLoops) {
  const auto nested = [](int depth) {
    std::string steps = "[{pause: 1s}]";
    for (int i = 0; i < depth; ++i)
      steps = "[{repeat: 1, counter: c" + std::to_string(i) + ", steps: " + steps + "}]";
    return load_text(
        "title: t\nendpoints:\n  a: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
        "  b: {role: msc, pc: 201, gt: \"+15550100002\"}\nsteps: " +
            steps + "\n",
        "t.yaml");
  };
  EXPECT_THAT(test::errors(nested(kMaxLoopDepth)), IsEmpty());
  EXPECT_THAT(test::errors(nested(kMaxLoopDepth + 1)),
              ElementsAre(AllOf(HasSubstr("t.yaml:5:"), HasSubstr("nested deeper than 8 levels"))));
}

TEST(ScenarioLimits, Endpoints) {
  const auto with_endpoints = [](std::size_t count) {
    std::string text = "title: t\nsteps: [{pause: 1s}]\nendpoints:\n";
    for (std::size_t i = 0; i < count; ++i) {
      text += "  e" + std::to_string(i) + ": {role: smsc, pc: " + std::to_string(100 + i) +
              ", gt: \"+1555010" + std::to_string(1000 + i) + "\"}\n";
    }
    return load_text(text, "t.yaml");
  };
  const LoadResult most = with_endpoints(kMaxEndpoints);
  EXPECT_THAT(test::errors(most), IsEmpty());
  EXPECT_EQ(most.program->endpoints.size(), kMaxEndpoints);
  EXPECT_THAT(test::errors(with_endpoints(kMaxEndpoints + 1)),
              ElementsAre(AllOf(HasSubstr("t.yaml:4:"), HasSubstr("more than 200 endpoints"))));
}

// A document of `count` values, nearly all by aliases, so that it is quick to parse. Names are values too,
// and an alias counts beside what it stands for.
std::string yaml_of(std::size_t count) {
  std::string text = "a: &a [x";
  for (int i = 1; i < 98; ++i) text += ", x";
  text += "]\nb: [";
  std::size_t written = 1 + (1 + 99) + (1 + 1);  // the map; a and its list; b and its list
  for (; written + 100 <= count; written += 100) text += "*a,\n    ";
  for (; written < count; ++written) text += "x, ";
  return text + "]\n";
}

TEST(ScenarioLimits, YamlValuesAliasesWrittenOut) {
  EXPECT_THAT(parse_yaml(yaml_of(kMaxYamlNodes)).errors, IsEmpty());
  const YamlDocument beyond = parse_yaml(yaml_of(kMaxYamlNodes + 1));
  ASSERT_EQ(beyond.errors.size(), 1U);
  EXPECT_THAT(beyond.errors[0].text, HasSubstr("more than 500000 values"));
  EXPECT_EQ(beyond.errors[0].mark.line, 5000);
}

TEST(ScenarioLimits, YamlNesting) {
  const auto nested = [](int depth) {  // the map is one
    const auto lists = static_cast<std::size_t>(depth - 1);
    return parse_yaml("a: " + std::string(lists, '[') + std::string(lists, ']') + "\n");
  };
  EXPECT_THAT(nested(kMaxYamlDepth).errors, IsEmpty());
  const YamlDocument beyond = nested(kMaxYamlDepth + 1);
  ASSERT_EQ(beyond.errors.size(), 1U);
  EXPECT_EQ(beyond.errors[0].mark, (Mark{1, 4 + kMaxYamlDepth - 1}));
}

TEST(ScenarioLimits, CharactersOfAPattern) {
  const auto pattern = [](std::size_t size) {
    return of_steps(
        "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n"
        "  - msc -> smsc: end\n    sccp:\n      calling: {gt: {matches: \"" +
        std::string(size, '1') + "\"}}\n");
  };
  EXPECT_THAT(test::errors(pattern(kMaxPatternLength)), IsEmpty());
  EXPECT_THAT(test::errors(pattern(kMaxPatternLength + 1)),
              ElementsAre(AllOf(HasSubstr("t.yaml:10:"), HasSubstr("longer than 1000 characters"))));
}

TEST(ScenarioLimits, MistakesThatAreTold) {
  const auto mistaken = [](std::size_t count) {
    std::string steps;
    for (std::size_t i = 0; i < count; ++i) steps += "  - pose: 1s\n";
    return of_steps(steps);
  };
  EXPECT_EQ(mistaken(kMaxMistakes - 1).errors.size(), kMaxMistakes - 1);
  EXPECT_EQ(mistaken(kMaxMistakes).errors.size(), kMaxMistakes);
  EXPECT_EQ(mistaken(kMaxMistakes + 1).errors.size(), kMaxMistakes);
}

TEST(ScenarioLimits, OctetsOfAFile) {
  const auto of_size = [](std::size_t size) {
    std::string text = std::string(kBeforeLimits) + "  - pause: 1s\n";
    while (text.size() + 101 <= size) text += std::string(100, '#') + "\n";
    return load_text(text + std::string(size - text.size(), '#'), "t.yaml");
  };
  EXPECT_THAT(test::errors(of_size(kMaxFileSize)), IsEmpty());
  EXPECT_THAT(test::errors(of_size(kMaxFileSize + 1)), ElementsAre(HasSubstr("larger than 16 MiB")));
}

}  // namespace
}  // namespace mapsim::scenario
