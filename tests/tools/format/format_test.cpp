#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

#include "tests/support/paths.h"
#include "tests/tools/called.h"
#include "tools/format/layout.h"
#include "tools/format/source_lines.h"

namespace mapsim::cli::format {
namespace {

namespace fs = std::filesystem;
using cli::test::call;
using cli::test::Called;
using testing::ElementsAre;
using testing::HasSubstr;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Everything at once: keys out of order, comments everywhere, a flow map over two lines, both quotes.
constexpr const char* kMessy =
    "# License\n"
    "\n"
    "# about the steps\n"
    "steps:   # the chart\n"
    "\n"
    "  # first\n"
    "  -   smsc -> msc:   begin     # a TCAP BEGIN\n"
    "      invoke: mt-ForwardSM   # op\n"
    "      application-context: shortMsgMT-Relay-v3\n"
    "      argument: {sm-RP-DA: {imsi: '001010000000001'},   # da\n"
    "                 text: \"Hello # no comment\"}\n"
    "\n"
    "\n"
    "  - msc -> smsc: end\n"
    "    # inner\n"
    "    result: mt-ForwardSM\n"
    "  # last\n"
    "title: 'it''s'\n"
    "endpoints:\n"
    "  msc:  {role: msc,  pc: 201}   # one\n"
    "# end\n";

constexpr const char* kLaid =
    "# License\n"
    "\n"
    "title: \"it's\"\n"
    "\n"
    "endpoints:\n"
    "  msc: {role: msc, pc: 201}  # one\n"
    "\n"
    "# about the steps\n"
    "steps:  # the chart\n"
    "  # first\n"
    "  - smsc -> msc: begin  # a TCAP BEGIN\n"
    "    application-context: shortMsgMT-Relay-v3\n"
    "    invoke: mt-ForwardSM  # op\n"
    "    argument:\n"
    "      sm-RP-DA: {imsi: \"001010000000001\"}  # da\n"
    "      text: \"Hello # no comment\"\n"
    "\n"
    "  - msc -> smsc: end\n"
    "    # inner\n"
    "    result: mt-ForwardSM\n"
    "  # last\n"
    "# end\n";

TEST(Layout, IsTheOneOfTheDocumentation) {
  const Laid laid = lay_out(kMessy, false);
  ASSERT_TRUE(laid.errors.empty()) << laid.errors.front().text;
  EXPECT_EQ(laid.text, kLaid);
  EXPECT_EQ(lay_out(kLaid, false).text, kLaid);
}

TEST(Layout, IsThatOfEveryScenarioThatComesWithTheProgram) {
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(mapsim::test::source_dir() / "scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    const std::string source = text_of(entry.path());
    const Laid laid = lay_out(source, false);
    ASSERT_TRUE(laid.errors.empty()) << entry.path();
    EXPECT_EQ(laid.text, source) << entry.path() << ": 'mapsim format --write' lays it out";
  }
  EXPECT_GT(files, 100U);
}

TEST(Layout, PutsACommentBetweenTwoColumnsBeforeWhatFollows) {
  const Laid laid = lay_out("title: x\nvars:\n  a: 1\n # about b\nsteps: []\n", false);
  EXPECT_THAT(laid.text, HasSubstr("  a: 1\n\n# about b\nsteps: []\n"));
  EXPECT_EQ(lay_out(laid.text, false).text, laid.text);
}

// Whatever the layout was before.
TEST(Layout, OfEveryScenarioWithItsPartsFarApartIsStableAndKeepsItsComments) {
  for (const auto& entry : fs::recursive_directory_iterator(mapsim::test::source_dir() / "scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string source = text_of(entry.path());
    std::string apart;
    bool after_comment = false;  // which stays with what it is about
    for (std::size_t at = 0; at < source.size(); at = source.find('\n', at) + 1) {
      const std::string line = source.substr(at, source.find('\n', at) - at);
      const bool part = !line.empty() && line.front() != ' ';
      apart += (part && !after_comment ? "\n\n\n" : "") + line + (part ? "  \n" : "\n");
      after_comment = !line.empty() && line.front() == '#';
    }
    const Laid laid = lay_out(apart, false);
    ASSERT_TRUE(laid.errors.empty()) << entry.path();
    EXPECT_LT(laid.text.size(), apart.size()) << entry.path();
    EXPECT_EQ(lay_out(laid.text, false).text, laid.text) << entry.path();
    EXPECT_EQ(read_lines(laid.text).comments.size(), read_lines(source).comments.size()) << entry.path();
  }
}

// Branches and alternatives are lists of lists; keys of their steps have an order, too.
TEST(Layout, BeginsAListInAListInOneLine) {
  const std::string laid =
      "steps:\n"
      "  - alt:\n"
      "      # the first\n"
      "      - - a -> b: end\n"
      "          dialogue: d1\n"
      "          result: x\n"
      "        - {pause: 1s}\n"
      "      - - {timeout: a}\n"
      "        - {verdict: fail}  # why\n";
  const Laid again = lay_out(
      "steps:\n"
      "- alt:\n"
      "  # the first\n"
      "  - - a -> b: end\n"
      "      result: x\n"
      "      dialogue: d1\n"
      "    - pause: 1s\n"
      "  -\n"
      "    - {timeout: a}\n"
      "    - verdict: fail  # why\n",
      false);
  EXPECT_THAT(again.errors, testing::IsEmpty());
  EXPECT_EQ(again.text, laid);
  EXPECT_EQ(lay_out(laid, false).text, laid);
}

TEST(Layout, BreaksWhatIsTooWide) {
  std::string text = "title: x\nvars:\n  list: [";
  for (int i = 0; i < 30; ++i) text += (i == 0 ? "" : ", ") + std::string("number") + std::to_string(i);
  const Laid laid = lay_out(text + "]\n", false);
  ASSERT_TRUE(laid.errors.empty());
  EXPECT_THAT(laid.text, HasSubstr("  list:\n    - number0\n    - number1\n"));
}

TEST(Layout, FoldsALongTextAndNothingElse) {
  const std::string words =
      "\"" + std::string("word ") + std::string(60, 'a') + " " + std::string(60, 'b') + "\"";
  EXPECT_THAT(
      lay_out("title: x\nvars:\n  t: " + words + "\n", false).text,
      HasSubstr("  t: >-\n    word " + std::string(60, 'a') + "\n    " + std::string(60, 'b') + "\n"));
  const std::string two_spaces = "\"a  " + std::string(130, 'b') + "\"";
  EXPECT_THAT(lay_out("title: x\nvars:\n  t: " + two_spaces + "\n", false).text,
              HasSubstr("  t: " + two_spaces + "\n"));
}

TEST(Layout, KeepsWhatCannotStandBetweenBraces) {
  const Laid laid = lay_out("title: x\nvars:\n  a:\n    b: $texts[0]\n", false);
  EXPECT_THAT(laid.text, HasSubstr("  a:\n    b: $texts[0]\n"));
}

TEST(Layout, KeepsControlsAsEscapes) {
  const Laid laid = lay_out("title: \"a\\tb\\x07\\u2028\\\"\"\nvars: {x: 1}\n", false);
  ASSERT_TRUE(laid.errors.empty()) << laid.errors.front().text;
  EXPECT_THAT(laid.text, HasSubstr("title: \"a\\tb\\x07\\L\\\"\"\n"));
}

TEST(Layout, HasNoAnchorsUnlessForced) {
  const std::string text = "title: x\nvars:\n  a: &a {b: 1}\n  c: *a\n";
  const Laid laid = lay_out(text, false);
  ASSERT_EQ(laid.errors.size(), 1U);
  EXPECT_EQ(laid.errors[0].mark, (Mark{3, 6}));
  EXPECT_THAT(lay_out(text, true).text, HasSubstr("  c: {b: 1}\n"));
}

TEST(Layout, SaysWhereAFileIsNoYaml) {
  const Laid laid = lay_out("title: \"x\n", false);
  ASSERT_EQ(laid.errors.size(), 1U);
  EXPECT_EQ(laid.errors[0].mark.line, 1);
  EXPECT_FALSE(lay_out("", false).errors.empty());
  EXPECT_FALSE(lay_out("- a\n", false).errors.empty());
}

TEST(SourceLines, KnowACommentFromText) {
  const SourceLines lines = read_lines(
      "a: b#c # one\nd: \"# no\" # two\ne: 'it''s # no'\nf: >-\n  # no\n\n  more\ng: |\n  # no\n# three\nh: "
      "\"x\n  # no\n  y\"\n");
  std::vector<std::string> texts;
  for (const Comment& c : lines.comments) texts.push_back(c.text);
  EXPECT_THAT(texts, ElementsAre("# one", "# two", "# three"));
}

class Format : public testing::Test {
 protected:
  Format()
      : folder_(fs::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "messy.yaml") << kMessy;
    std::ofstream(folder_ / "laid.yaml") << kLaid;
  }
  ~Format() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  fs::path folder_;
};

TEST_F(Format, PrintsOneFile) {
  const Called called = call({"format", path("messy.yaml")});
  EXPECT_EQ(called.exit, ExitCode::ok);
  EXPECT_EQ(called.out, kLaid);
  EXPECT_EQ(text_of(folder_ / "messy.yaml"), kMessy);
}

TEST_F(Format, ChangesFilesInPlace) {
  const Called called = call({"format", "--write", folder_.string()});
  EXPECT_EQ(called.exit, ExitCode::ok);
  EXPECT_EQ(called.out, path("messy.yaml") + "\n");
  EXPECT_EQ(text_of(folder_ / "messy.yaml"), kLaid);
}

TEST_F(Format, ChecksForCi) {
  const Called called = call({"format", "--check", folder_.string()});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_EQ(called.out, path("messy.yaml") + "\n");
  EXPECT_EQ(call({"format", "--check", path("laid.yaml")}).exit, ExitCode::ok);
}

TEST_F(Format, LeavesAFileWithMistakesAsItIs) {
  std::ofstream(folder_ / "bad.yaml") << "title: [\n";
  const Called called = call({"format", "--write", path("bad.yaml")});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("bad.yaml:"));
  EXPECT_EQ(text_of(folder_ / "bad.yaml"), "title: [\n");
  EXPECT_EQ(call({"format", path("nowhere.yaml")}).exit, ExitCode::usage);
  EXPECT_EQ(call({"format"}).exit, ExitCode::usage);
}

}  // namespace
}  // namespace mapsim::cli::format
