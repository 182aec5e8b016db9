// What runs tests in a guest, tested: above all that it does not pass by mistake.
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "tests/uml/guest.h"
#include "tests/uml/results.h"

namespace mapsim::uml {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr const char* kWhole =
    "<?xml version=\"1.0\"?>\n<testsuites tests=\"12\" failures=\"2\" disabled=\"0\" errors=\"1\" "
    "time=\"0.1\">\n"
    "</testsuites>\n";

TEST(Results, TellTestsAndFailures) {
  const auto results = read_results(kWhole);
  ASSERT_TRUE(results);
  EXPECT_EQ(results->tests, 12);
  EXPECT_EQ(results->failures, 3);
}

TEST(Results, AreNoneWhereTheFileIsCutOff) {
  const std::string whole = kWhole;
  const std::size_t end = whole.find("</testsuites>") + std::string("</testsuites>").size();
  for (std::size_t size = 0; size < end; ++size) EXPECT_FALSE(read_results(whole.substr(0, size))) << size;
}

TEST(Results, AreNoneWhereTheCountsAreMissing) {
  EXPECT_FALSE(read_results("<testsuites tests=\"many\" failures=\"0\" errors=\"0\"></testsuites>"));
  EXPECT_FALSE(read_results("<testsuites failures=\"0\" errors=\"0\"></testsuites>"));
}

struct Ended {
  int status = -1;
  std::string out;
};

// run_guest with this command, as ctest calls it.
class RunGuest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const auto lacks = missing()) GTEST_SKIP() << *lacks;
  }
  Ended run(const std::string& seconds, const std::string& command) {
    const fs::path folder = fs::path(MAPSIM_UML_FOLDER) / "harness_test";
    const std::string line =
        std::string(MAPSIM_RUN_GUEST) + " name " + folder.string() + " " + seconds + " " + command + " 2>&1";
    Ended result;
    FILE* pipe = ::popen(line.c_str(), "r");
    std::array<char, 4096> buffer{};
    while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
      result.out.append(buffer.data(), size);
    const int status = ::pclose(pipe);
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
  }
  static bool skipped(const Ended& result) { return result.status == 77; }
};

// Processes of this host whose command line names the job's folder.
int processes_of(const std::string& folder) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream in(entry.path() / "cmdline", std::ios::binary);
    const std::string line{std::istreambuf_iterator<char>(in), {}};
    if (line.find("linux.uml") != std::string::npos && line.find(folder) != std::string::npos) ++count;
  }
  return count;
}

TEST_F(RunGuest, AProgramThatLeavesNoResultFileIsAFailure) {
  const Ended result = run("60", "true");
  if (skipped(result)) GTEST_SKIP() << result.out;
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, HasSubstr("no whole result file"));
}

TEST_F(RunGuest, TheExitStatusOfTheProgramComesOut) {
  const std::string script =
      "\"echo '<testsuites tests=\\\"1\\\" failures=\\\"1\\\" errors=\\\"0\\\"></testsuites>' "
      ">/run/job/results.xml; echo said in the guest; exit 7\"";
  const Ended result = run("60", "sh -c " + script);
  if (skipped(result)) GTEST_SKIP() << result.out;
  EXPECT_EQ(result.status, 7) << result.out;
  EXPECT_THAT(result.out, HasSubstr("said in the guest"));
}

TEST_F(RunGuest, AGuestThatHangsIsEndedAndLeavesNoProcess) {
  const Ended result = run("8", "sleep 1000");
  if (skipped(result)) GTEST_SKIP() << result.out;
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.out, HasSubstr("ended after 8 s"));
  EXPECT_EQ(processes_of("harness_test"), 0);
}

TEST_F(RunGuest, AGuestWhoseRunnerIsKilledLeavesNoProcess) {
  const std::string folder = std::string(MAPSIM_UML_FOLDER) + "/killed_test";
  fs::remove_all(folder);
  const pid_t runner = ::fork();
  if (runner == 0) {
    ::execl(MAPSIM_RUN_GUEST, "run_guest", "name", folder.c_str(), "60", "sleep", "1000", nullptr);
    ::_exit(127);
  }
  const auto patience = [](const auto& done) {
    for (int i = 0; i < 300 && !done(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return done();
  };
  const bool booted =
      patience([&] { return fs::exists(folder + "/booted") || ::waitpid(runner, nullptr, WNOHANG) != 0; });
  ASSERT_TRUE(booted);
  ::kill(runner, SIGKILL);
  ::waitpid(runner, nullptr, 0);
  EXPECT_TRUE(patience([&] { return processes_of("killed_test") == 0; }));
}

TEST_F(RunGuest, TheGuestCannotWriteToTheFilesOfTheHost) {
  const Ended result = run("60", "touch " + std::string(MAPSIM_UML_FOLDER) + "/written_by_the_guest");
  if (skipped(result)) GTEST_SKIP() << result.out;
  EXPECT_THAT(result.out, HasSubstr("Read-only file system"));
  EXPECT_FALSE(fs::exists(fs::path(MAPSIM_UML_FOLDER) / "written_by_the_guest"));
}

}  // namespace
}  // namespace mapsim::uml
