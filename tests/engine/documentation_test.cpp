// The examples of docs/scenarios.md and README.md load: whole scenarios as they are, lists of steps in a
// frame.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "scenarios/engine/loader.h"
#include "tests/support/paths.h"

namespace mapsim::scenario {
namespace {

constexpr std::string_view kFrame =
    "title: t\n"
    "endpoints:\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
    "vars: {imsi: \"001010000000001\"}\n"
    "steps:\n";

// The contents of the ```yaml blocks.
std::vector<std::string> examples(const std::string& file) {
  std::ifstream in(test::source_dir() / file);
  std::vector<std::string> out;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line == "```yaml") {
      out.emplace_back();
      inside = true;
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      out.back() += line + "\n";
    }
  }
  return out;
}

void expect_examples_load(const std::string& file, std::size_t at_least) {
  const auto found = examples(file);
  EXPECT_GE(found.size(), at_least) << file;
  for (const std::string& example : found) {
    const bool whole = example.find("title:") != std::string::npos;
    const LoadResult result = load_text(whole ? example : std::string(kFrame) + example, file);
    for (const Error& e : result.errors) ADD_FAILURE() << to_text(file, e) << "\nin\n" << example;
  }
}

TEST(Documentation, ExamplesOfTheLanguageLoad) {
  expect_examples_load("docs/scenarios.md", 9);
}

TEST(Documentation, NamesEveryFolderOfTheLibrary) {
  std::ifstream in(test::source_dir() / "docs/library.md");
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  std::set<std::string> folders;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_dir() / "scenarios")) {
    if (entry.path().extension() == ".yaml") folders.insert(entry.path().parent_path().filename().string());
  }
  for (const std::string& folder : folders)
    EXPECT_NE(page.find("`" + folder + "`"), std::string::npos) << folder;
}

TEST(Documentation, TheExampleOfAutomaticEndpointsLoads) {
  expect_examples_load("docs/automatic-endpoints.md", 1);
}

TEST(Documentation, TheFirstScenarioOfTheReadmeLoads) {
  expect_examples_load("README.md", 1);
}

// What a user would look for: each key of the language is explained.
TEST(Documentation, NamesEveryKeyOfAStep) {
  std::ifstream in(test::source_dir() / "docs/scenarios.md");
  std::ostringstream text;
  text << in.rdbuf();
  for (const char* key : {"title",
                          "purpose",
                          "spec",
                          "endpoints",
                          "vars",
                          "otherwise",
                          "steps",
                          "role",
                          "pc",
                          "gt",
                          "ssn",
                          "ni",
                          "host",
                          "hosts",
                          "port",
                          "routing-context",
                          "network-appearance",
                          "tid-octets",
                          "contexts",
                          "versions",
                          "application-context",
                          "destination-reference",
                          "originating-reference",
                          "invoke",
                          "result",
                          "result-not-last",
                          "error",
                          "reject",
                          "components",
                          "argument",
                          "parameter",
                          "invoke-id",
                          "linked-id",
                          "problem",
                          "timer",
                          "abort",
                          "reason",
                          "cause",
                          "alternative",
                          "prearranged",
                          "long-message",
                          "tcap",
                          "sccp",
                          "m3ua",
                          "expect",
                          "capture",
                          "within",
                          "dialogue",
                          "timeout",
                          "pause",
                          "repeat",
                          "for",
                          "include",
                          "parallel",
                          "alt",
                          "link",
                          "between",
                          "fault",
                          "verdict",
                          "because",
                          "with",
                          "counter",
                          "part",
                          "reference"}) {
    EXPECT_NE(text.str().find("`" + std::string(key)), std::string::npos) << key;
  }
}

}  // namespace
}  // namespace mapsim::scenario
