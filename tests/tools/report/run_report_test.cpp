// `mapsim run --report`: the folder, and what is refused before anything is played.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>

#include "tests/tools/called.h"
#include "tests/tools/report/played.h"
#include "tools/cli/progress.h"

namespace mapsim::cli::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class RunReport : public testing::Test {
 protected:
  RunReport()
      : folder_(fs::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::ofstream(folder_ / "good.yaml")
        << report::test::scenario_text(report::test::begin() + report::test::kEnd);
    std::ofstream(folder_ / "bad.yaml") << report::test::scenario_text(
        report::test::begin("hello", report::test::kWrongSender) + report::test::kEnd);
  }
  ~RunReport() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string text(const std::string& name) const {
    std::ifstream in(folder_ / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  fs::path folder_;
};

TEST_F(RunReport, LeavesPageJunitResultAndCapture) {
  const Called called = call({"run", path("good.yaml"), "--report", path("out/deep")});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
  EXPECT_THAT(called.out, HasSubstr("report " + path("out/deep/report.html")));
  for (const char* file : {"report.html", "junit.xml", "result.json", "captures/good.pcapng"}) {
    EXPECT_GT(fs::file_size(folder_ / "out/deep" / file), 100U) << file;
  }
}

TEST_F(RunReport, OfAFolderIsOneWithASummary) {
  const Called called = call({"run", folder_.string(), "--report", path("out"), "--summary"});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(text("out/report.html"), HasSubstr("1 of 2 scenarios passed"));
  EXPECT_THAT(text("out/junit.xml"), HasSubstr("tests=\"2\" failures=\"1\""));
}

TEST_F(RunReport, IsNeverWrittenOverWithoutForce) {
  fs::create_directories(folder_ / "out");
  std::ofstream(folder_ / "out/precious") << "mine";
  const Called called = call({"run", path("good.yaml"), "--report", path("out")});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("--force"));
  EXPECT_EQ(called.out, "");
  EXPECT_FALSE(fs::exists(folder_ / "out/report.html"));
}

TEST_F(RunReport, WithForceIsWrittenOverAndOtherFilesStay) {
  fs::create_directories(folder_ / "out");
  std::ofstream(folder_ / "out/precious") << "mine";
  std::ofstream(folder_ / "out/report.html") << "old";
  EXPECT_EQ(call({"run", path("good.yaml"), "--report", path("out"), "--force"}).exit, ExitCode::ok);
  EXPECT_EQ(text("out/precious"), "mine");
  EXPECT_THAT(text("out/report.html"), HasSubstr("<!DOCTYPE html>"));
}

TEST_F(RunReport, IsRefusedWhereItCannotBe) {
  std::ofstream(folder_ / "file") << "x";
  const Called called = call({"run", path("good.yaml"), "--report", path("file")});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("is no folder"));
  EXPECT_EQ(call({"run", path("good.yaml"), "--report", path("file/below")}).exit, ExitCode::usage);
  EXPECT_EQ(call({"run", path("good.yaml"), "--force"}).exit, ExitCode::usage);
}

TEST_F(RunReport, KeepsACopyOfACaptureThatGoesElsewhere) {
  EXPECT_EQ(call({"run", path("good.yaml"), "--report", path("out"), "--capture", path("mine.pcap")}).exit,
            ExitCode::ok);
  EXPECT_EQ(text("out/captures/good.pcap"), text("mine.pcap"));
  EXPECT_THAT(text("out/report.html"), HasSubstr("captures/good.pcap\""));
}

TEST_F(RunReport, OfTwoScenariosOfOneNameIsRefused) {
  fs::create_directories(folder_ / "other");
  fs::copy_file(folder_ / "good.yaml", folder_ / "other/good.yaml");
  const Called called = call({"run", path("good.yaml"), path("other/good.yaml"), "--report", path("out")});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("two scenarios are named good"));
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(RunReport, AnnotatesWithoutAReportToo) {
  const Called called = call({"run", path("bad.yaml"), "--annotate", "github", "--quiet"});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.out, HasSubstr("::error file="));
  EXPECT_EQ(call({"run", path("bad.yaml"), "--annotate", "jenkins"}).exit, ExitCode::usage);
}

TEST_F(RunReport, ForGitLabHasACodeQualityReport) {
  call({"run", path("bad.yaml"), "--report", path("out"), "--annotate", "gitlab"});
  EXPECT_THAT(text("out/gl-code-quality-report.json"), HasSubstr("\"begin\": 13"));
}

TEST(Progress, ShowsALineOnATerminalAndTakesItAway) {
  std::ostringstream out;
  {
    Progress progress(out, true, 2);
    progress.begin("a\x1b[0m");
    EXPECT_EQ(out.str(), "\r\x1b[2K1/2 a\\x1b[0m");
  }
  EXPECT_THAT(out.str(), testing::EndsWith("\r\x1b[2K"));
}

TEST(Progress, IsSilentElsewhereAndForOne) {
  std::ostringstream out;
  Progress elsewhere(out, false, 9);
  elsewhere.begin("a");
  Progress one(out, true, 1);
  one.begin("a");
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace mapsim::cli::test
