// Steps of another file: their variables, and where their mistakes are told.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/step_reader.h"

namespace mapsim::scenario {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

constexpr std::string_view kIncluding =
    "title: t\n"
    "endpoints:\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
    "vars: {imsi: \"001010000000001\"}\n"
    "steps:\n";

std::string delivery(const std::string& imsi) {
  return "  - smsc -> msc: begin\n"
         "    application-context: shortMsgMT-Relay-v3\n"
         "    invoke: mt-ForwardSM\n"
         "    argument:\n"
         "      sm-RP-DA: {imsi: " +
         imsi +
         "}\n"
         "      sm-RP-OA: {serviceCentreAddressOA: $smsc.gt}\n"
         "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: hello}}\n"
         "  - msc -> smsc: end\n"
         "    result: mt-ForwardSM\n";
}

class Include : public ::testing::Test {
 protected:
  Include() { fs::create_directories(folder_ / "sub"); }
  ~Include() override { fs::remove_all(folder_); }

  void file(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  LoadResult load(const std::string& steps) {
    return load_text(std::string(kIncluding) + steps, folder_ / "main.yaml");
  }
  // Without the folder.
  std::vector<std::string> errors(const LoadResult& result) {
    std::vector<std::string> out;
    for (const Error& e : result.errors)
      out.push_back(to_text(result, e).substr(folder_.string().size() + 1));
    return out;
  }
  // The IMSI that message `index` goes to, by the variables that its step sets.
  static std::string imsi(const LoadResult& result, std::size_t index) {
    Variables variables(&result.program->vars);
    for (std::size_t i = 0; i <= index; ++i) {
      const Value& set = result.program->steps[i].loop_variables;
      for (const Value::Member& m : set.if_map() != nullptr ? *set.if_map() : Value::Map{})
        variables.set(m.name, m.value);
    }
    const auto& message = std::get<MessageStep>(result.program->steps[index].what);
    const auto content = evaluate(message.content, variables);
    return *content->find_path("components[0].argument.sm-RP-DA.imsi")->if_string();
  }

  const fs::path folder_ =
      fs::temp_directory_path() / ("mapsim-include-" + std::to_string(::getpid()) + "-" +
                                   ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(Include, PutsTheStepsOfTheFileInItsPlace) {
  file("a.yaml", "steps:\n" + delivery("$imsi"));
  const auto result = load("  - include: a.yaml\n  - pause: 1s\n  - include: a.yaml\n");
  ASSERT_THAT(errors(result), IsEmpty());
  EXPECT_EQ(result.program->steps.size(), 5U);
  EXPECT_EQ(imsi(result, 0), "001010000000001");
}

TEST_F(Include, ReadsTheFileRelativeToTheOneThatNamesIt) {
  file("sub/a.yaml", "steps:\n  - include: b.yaml\n");
  file("sub/b.yaml", "steps:\n  - include: ../c.yaml\n");
  file("c.yaml", "steps:\n" + delivery("$imsi"));
  EXPECT_THAT(errors(load("  - include: sub/a.yaml\n")), IsEmpty());
}

TEST_F(Include, GivesItsVariablesTheValuesOfWith) {
  file("a.yaml", "vars: {imsi: \"001010000000005\", other: $imsi}\nsteps:\n" + delivery("$other"));
  const auto result =
      load("  - include: a.yaml\n  - include: a.yaml\n    with: {imsi: \"001010000000006\"}\n" +
           delivery("$imsi"));
  ASSERT_THAT(errors(result), IsEmpty());
  EXPECT_EQ(imsi(result, 0), "001010000000005");
  EXPECT_EQ(imsi(result, 2), "001010000000006");
  EXPECT_EQ(imsi(result, 4), "001010000000001") << "the including file's own variable has its value again";
}

TEST_F(Include, TakesTheValuesOfWithFromTheIncludingFile) {
  file("a.yaml", "vars: {imsi: \"001010000000005\"}\nsteps:\n" + delivery("$imsi"));
  const auto result = load("  - include: a.yaml\n    with: {imsi: $imsi}\n");
  ASSERT_THAT(errors(result), IsEmpty());
  EXPECT_EQ(imsi(result, 0), "001010000000001");
}

TEST_F(Include, TakesAWholeScenarioWhoseEndpointsHaveTheSameNames) {
  file("a.yaml", std::string(kIncluding) + delivery("$imsi"));
  EXPECT_THAT(errors(load("  - include: a.yaml\n")), IsEmpty());
  file("b.yaml", "title: t\nendpoints:\n  smcs: {role: smsc, pc: 1}\nsteps:\n  - pause: 1s\n");
  EXPECT_THAT(errors(load("  - include: b.yaml\n")),
              ElementsAre(AllOf(HasSubstr("b.yaml:3:3: "), HasSubstr("did you mean 'smsc'?"))));
}

TEST_F(Include, TellsMistakesAtTheirPlaceInTheIncludedFile) {
  file("a.yaml", "steps:\n" + delivery("$imzi"));
  file("b.yaml", "steps:\n  - pause: soon\n  - pause: 1s\n    puase: 2s\n");
  EXPECT_THAT(errors(load("  - include: a.yaml\n  - include: b.yaml\n  - pause: never\n")),
              ElementsAre(HasSubstr("main.yaml:9:"), AllOf(HasSubstr("a.yaml:6:"), HasSubstr("'imzi'")),
                          HasSubstr("b.yaml:2:"), HasSubstr("b.yaml:4:5:")));
}

TEST_F(Include, TellsWhatIsNoYamlAtItsPlace) {
  file("a.yaml", "steps:\n  - pause: [1s\n");
  file("empty.yaml", "");
  EXPECT_THAT(errors(load("  - include: a.yaml\n  - include: empty.yaml\n")),
              ElementsAre(HasSubstr("a.yaml:"), HasSubstr("empty.yaml:1:1: the file is empty")));
}

TEST_F(Include, RefusesAFileThatIncludesItself) {
  file("a.yaml", "steps:\n  - include: sub/b.yaml\n");
  file("sub/b.yaml", "steps:\n  - include: ../a.yaml\n");
  EXPECT_THAT(errors(load("  - include: a.yaml\n")),
              ElementsAre(AllOf(HasSubstr("b.yaml:2:14: "), EndsWith("would include itself"))));
}

TEST_F(Include, RefusesFilesNestedTooDeeply) {
  for (int i = 0; i <= kMaxLoopDepth; ++i) {
    file("f" + std::to_string(i) + ".yaml", "steps:\n  - include: f" + std::to_string(i + 1) + ".yaml\n");
  }
  file("f" + std::to_string(kMaxLoopDepth + 1) + ".yaml", "steps:\n  - pause: 1s\n");
  EXPECT_THAT(errors(load("  - include: f2.yaml\n")), IsEmpty());
  EXPECT_THAT(errors(load("  - include: f1.yaml\n")), ElementsAre(HasSubstr("nested deeper than 8 levels")));
}

TEST_F(Include, RefusesMoreFilesThanTheLimit) {
  file("a.yaml", "steps:\n  - pause: 1s\n");
  std::string steps;
  for (std::size_t i = 0; i < kMaxIncludes; ++i) steps += "  - include: a.yaml\n";
  EXPECT_THAT(errors(load(steps)), IsEmpty());
  EXPECT_THAT(errors(load(steps + "  - include: a.yaml\n")),
              ElementsAre(AllOf(HasSubstr("main.yaml:207:"), HasSubstr("more than 200 files"))));
}

TEST_F(Include, RefusesWhatIsNoFileBesideIt) {
  EXPECT_THAT(
      errors(load("  - include: nowhere.yaml\n  - include: sub\n  - include: /dev/null\n  - include: [a]\n")),
      ElementsAre(AllOf(HasSubstr("main.yaml:7:14: there is no file"), EndsWith("nowhere.yaml'")),
                  HasSubstr("main.yaml:8:14: there is no file"),
                  HasSubstr("main.yaml:9:14: '/dev/null' is an absolute path"),
                  HasSubstr("main.yaml:10:14: expected the name of a file")));
}

TEST_F(Include, RefusesValuesForVariablesThatTheFileDoesNotHave) {
  file("a.yaml", "vars: {text: hello}\nsteps:\n  - pause: 1s\n");
  EXPECT_THAT(errors(load("  - include: a.yaml\n    with: {txt: x}\n")),
              ElementsAre(AllOf(HasSubstr("main.yaml:8:12: "), HasSubstr("did you mean 'text'?"))));
}

TEST_F(Include, NeedsStepsInTheFile) {
  file("a.yaml", "vars: {text: hello}\n");
  EXPECT_THAT(errors(load("  - include: a.yaml\n")),
              ElementsAre(HasSubstr("a.yaml:1:1: the included file has no 'steps'")));
}

// A variable of the file that a loop has hidden has its own value behind the loop.
TEST(LoopVariables, HideAVariableOfTheFileInsideOfTheLoopOnly) {
  const auto result =
      load_text(std::string(kIncluding) +
                "  - for: {imsi: [\"001010000000007\"]}\n    steps: [{pause: 1s}]\n" + delivery("$imsi"));
  ASSERT_THAT(result.errors, IsEmpty());
  const Value* after = result.program->steps[1].loop_variables.find("imsi");
  ASSERT_NE(after, nullptr);
  EXPECT_EQ(after->to_text(), "\"001010000000001\"");
}

}  // namespace
}  // namespace mapsim::scenario
