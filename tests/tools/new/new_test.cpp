#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

#include "tests/tools/called.h"
#include "tools/format/layout.h"
#include "tools/new/first_scenario.h"

namespace mapsim::cli {
namespace {

namespace fs = std::filesystem;
using test::call;
using test::Called;
using testing::HasSubstr;

class New : public testing::Test {
 protected:
  New()
      : folder_(fs::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::create_directories(folder_);
  }
  ~New() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  fs::path folder_;
};

TEST_F(New, WritesWhatPassesInEveryVersion) {
  for (const std::string_view message : kFirstMessages) {
    for (const char* version : {"1", "2", "3"}) {
      for (const char* answer : {"result", "systemFailure"}) {
        const Called called = call({"new", "--message", std::string(message), "--map-version", version,
                                    "--answer", answer, "--force", path("first.yaml")});
        ASSERT_EQ(called.exit, ExitCode::ok) << called.err;
        const Called run = call({"run", path("first.yaml")});
        EXPECT_EQ(run.exit, ExitCode::ok) << message << version << answer << run.out << run.err;
        EXPECT_EQ(call({"format", "--check", path("first.yaml")}).exit, ExitCode::ok) << message << version;
      }
    }
  }
}

TEST_F(New, PrintsWhereNoFileIsNamed) {
  const Called called = call({"new", "--text", "\"quotes\" and \\"});
  EXPECT_EQ(called.exit, ExitCode::ok);
  EXPECT_THAT(called.out, HasSubstr("text: \"\\\"quotes\\\" and \\\\\"\n"));
}

TEST_F(New, WritesOverNothing) {
  std::ofstream(folder_ / "mine.yaml") << "mine";
  const Called called = call({"new", path("mine.yaml")});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("--force"));
  EXPECT_EQ(fs::file_size(folder_ / "mine.yaml"), 4U);
}

TEST_F(New, SaysWhichOptionIsWrong) {
  EXPECT_THAT(call({"new", "--message", "mr"}).err, HasSubstr("--message 'mr'"));
  EXPECT_THAT(call({"new", "--map-version", "4"}).err, HasSubstr("--map-version takes 1, 2 or 3"));
  EXPECT_THAT(call({"new", "--answer", "sistemFailure"}).err, HasSubstr("did you mean 'systemFailure'"));
  EXPECT_THAT(call({"new", "--answer", "absentSubscriberSM", "--map-version", "1"}).err,
              HasSubstr("--answer: absentSubscriberSM is no error of MAP version 1"));
  EXPECT_THAT(call({"new", "--text", std::string(300, 'x')}).err, HasSubstr("--text: "));
  EXPECT_THAT(call({"new", "--text", "\xff"}).err, HasSubstr("--text: "));
}

TEST(NewByAsking, TakesWhatStandsInBracketsForAnEmptyLine) {
  std::istringstream in("\n\n\n\n");
  std::ostringstream prompt;
  FirstScenario out;
  ASSERT_TRUE(ask({true, true, true, true}, out, in, prompt));
  EXPECT_EQ(out.message, "mt");
  EXPECT_EQ(out.version, 3);
  EXPECT_EQ(out.text, "Hello");
  EXPECT_EQ(out.answer, "result");
}

TEST(NewByAsking, AsksAgainWhereAnAnswerIsNotAllowed) {
  std::istringstream in("sms\nmo\n4\n2\n Hi there \nabsentSubscriberSM\nfacilityNotSupported\n");
  std::ostringstream prompt;
  FirstScenario out;
  ASSERT_TRUE(ask({true, true, true, true}, out, in, prompt));
  EXPECT_EQ(out.message, "mo");
  EXPECT_EQ(out.version, 2);
  EXPECT_EQ(out.text, "Hi there");
  EXPECT_EQ(out.answer, "facilityNotSupported");
  EXPECT_THAT(prompt.str(), HasSubstr("absentSubscriberSM is no error of MAP version 2"));
}

TEST(NewByAsking, AsksOnlyForWhatIsOpen) {
  std::istringstream in("routing\n");
  std::ostringstream prompt;
  FirstScenario out;
  ASSERT_TRUE(ask({true, false, true, false}, out, in, prompt));
  EXPECT_EQ(out.message, "routing");
  EXPECT_THAT(prompt.str(), testing::Not(HasSubstr("Text")));
}

TEST(NewByAsking, EndsWithTheInput) {
  std::istringstream in("mo\n");
  std::ostringstream prompt;
  FirstScenario out;
  EXPECT_FALSE(ask({true, true, true, true}, out, in, prompt));
}

}  // namespace
}  // namespace mapsim::cli
