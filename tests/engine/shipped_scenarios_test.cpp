// Every scenario that comes with the program: it loads, says what it is for, and uses test identities only.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <sstream>

#include "scenarios/engine/loader.h"
#include "sigtran/core/random.h"
#include "tests/support/paths.h"

namespace mapsim::scenario {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = mapsim::test::source_dir() / "scenarios";

std::vector<fs::path> shipped() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kFolder)) {
    if (entry.path().stem().extension() == ".steps") continue;  // for other files to include
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(ShippedScenarios, Load) {
  const auto files = shipped();
  EXPECT_FALSE(files.empty());
  for (const fs::path& file : files) {
    const LoadResult result = load_file(file);
    for (const Error& e : result.errors) ADD_FAILURE() << to_text(fs::relative(file, kFolder), e);
  }
}

TEST(ShippedScenarios, SayWhatTheyAreFor) {
  std::set<std::string> titles;
  for (const fs::path& file : shipped()) {
    const LoadResult result = load_file(file);
    if (!result.program) continue;
    EXPECT_FALSE(result.program->purpose.empty()) << file;
    EXPECT_FALSE(result.program->spec.empty()) << file;
    EXPECT_TRUE(titles.insert(result.program->title).second)
        << file << " has the title of another: " << result.program->title;
    for (const std::string& clause : result.program->spec) {
      EXPECT_TRUE(std::regex_match(
          clause, std::regex("(TS [0-9]{2}\\.[0-9]{3}|ETS 300 599|(ITU-T )?[QX]\\.[0-9]+|RFC [0-9]+)( .+)?")))
          << file << ": " << clause;
    }
  }
}

TEST(ShippedScenarios, PointEditorsToTheSchema) {
  for (const fs::path& file : shipped()) {
    const std::string text = text_of(file);
    const std::string expected =
        "# yaml-language-server: $schema=" +
        fs::relative(kFolder / "schema" / "scenario.schema.json", file.parent_path()).string() + "\n";
    EXPECT_TRUE(text.starts_with(expected)) << file << " does not begin with\n" << expected;
  }
}

// PLMN 001 01 is for tests (ITU-T E.212); the numbers 555-0100 to 555-0199 are for fiction.
TEST(ShippedScenarios, UseTestIdentitiesOnly) {
  const std::regex number("\\+?[0-9]{10,}");
  for (const fs::path& file : shipped()) {
    std::istringstream lines(text_of(file));
    for (std::string line; std::getline(lines, line);) {
      if (line.find("hex") != std::string::npos || line.find("text:") != std::string::npos) continue;
      for (std::sregex_iterator at(line.begin(), line.end(), number), end; at != end; ++at) {
        const std::string digits = at->str();
        const bool test_number =
            digits.starts_with("00101") || digits.starts_with("+1555010") || digits.starts_with("1555010");
        EXPECT_TRUE(test_number) << file << ": " << digits;
      }
    }
  }
}

// Whatever stands in a file, the answer is a list of mistakes.
TEST(ShippedScenarios, DamagedOnesAreAnsweredWithMistakes) {
  Random random(20240101);
  constexpr std::string_view kPieces[] = {
      "{",  "}",   "[",   "]",      ": ",        "- ",   "\n", "\t",  "$",     "\"",
      "'",  "#",   "&a ", "*a",     "!x ",       "|",    ">",  "any", "~ /(/", "in [",
      "0x", "hex", "-> ", "steps:", "repeat: 9", "\xC3", "?",  "%",   "~"};
  for (const fs::path& file : shipped()) {
    const std::string text = text_of(file);
    for (int round = 0; round < 4; ++round) {
      std::string damaged = text;
      for (std::uint64_t i = 0; i <= random.below(4); ++i) {
        const std::size_t at = random.below(damaged.size());
        const std::size_t length = random.below(8);
        damaged.replace(at, std::min(length, damaged.size() - at), kPieces[random.below(std::size(kPieces))]);
      }
      const LoadResult result = load_text(damaged, file);
      EXPECT_EQ(result.program.has_value(), result.errors.empty());
      for (const Error& e : result.errors) EXPECT_GT(e.mark.line, 0) << e.text << "\nin\n" << damaged;
    }
  }
}

}  // namespace
}  // namespace mapsim::scenario
