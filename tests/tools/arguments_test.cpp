#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "tests/tools/called.h"
#include "tools/cli/version.h"

namespace mapsim::cli::test {
namespace {

using testing::HasSubstr;

TEST(CommandLine, SaysItsVersion) {
  const Called called = call({"--version"});
  EXPECT_EQ(called.exit, ExitCode::ok);
  EXPECT_EQ(called.out, std::string("mapsim ") + kVersion + "\n");
}

TEST(CommandLine, WithoutACommandIsAMistake) {
  const Called called = call({});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("Usage: mapsim COMMAND"));
}

TEST(CommandLine, NamesTheNearestCommand) {
  const Called called = call({"rum"});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("did you mean 'run'?"));
}

TEST(CommandLine, NamesTheNearestOption) {
  const Called called = call({"run", "--captur", "x.pcap", "mt-v3"});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("did you mean '--capture'?"));
}

TEST(CommandLine, EveryCommandHasHelpOfAtMostAScreen) {
  for (const char* command : {"run", "check", "list", "show", "new", "format", "decode", "encode", "relink", "flow", "compare", "lint",
                              "import", "load", "merge"}) {
    const Called called = call({command, "--help"});
    EXPECT_EQ(called.exit, ExitCode::ok) << command;
    EXPECT_THAT(called.out, HasSubstr("Usage: mapsim ")) << command;
    // load has the options of networks beside its own.
    EXPECT_LE(std::ranges::count(called.out, '\n'), command == std::string("load") ? 80 : 50) << command;
    EXPECT_EQ(called.out, call({"help", command}).out) << command;
  }
}

TEST(CommandLine, RefusesToLookLongerThanIsOfUse) {
  const Called called = call({"run", "mt-v3", "--transport", "usrsctp", "--busy-wait", "2ms"});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("--busy-wait 2ms: expected 1ms at most"));
  EXPECT_THAT(call({"run", "mt-v3", "--busy-wait", "50us"}).err, HasSubstr("--busy-wait goes with --transport usrsctp or kernel"));
}

TEST(CommandLine, RefusesColoursThatThereAreNot) { EXPECT_EQ(call({"list", "--color", "red"}).exit, ExitCode::usage); }

class Run : public testing::Test {
 protected:
  Run() : folder_(std::filesystem::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::create_directories(folder_);
  }
  ~Run() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  static std::string scenario(const std::string& last_line) {
    return "title: t\nendpoints:\n  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
           "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\nsteps:\n"
           "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n    invoke: mt-ForwardSM\n"
           "    argument: {sm-RP-DA: {imsi: \"001010000000001\"}, sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}, "
           "sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"\\e[31mred\"}}}\n" +
           last_line;
  }
  std::filesystem::path folder_;
};

TEST_F(Run, ShowsAnArrowAMessageAndTheVerdict) {
  const Called called = call({"run", file("a.yaml", scenario("  - msc -> smsc: end\n    result: mt-ForwardSM\n"))});
  EXPECT_EQ(called.exit, ExitCode::ok);
  EXPECT_THAT(called.out, HasSubstr("mt-ForwardSM  imsi 001010000000001"));
  EXPECT_THAT(called.out, HasSubstr("pass  2 steps"));
}

TEST_F(Run, NeverSendsAMessagesControlCharactersToTheTerminal) {
  const Called called = call({"run", file("a.yaml", scenario("  - msc -> smsc: end\n    result: mt-ForwardSM\n"))});
  EXPECT_EQ(called.out.find('\x1b'), std::string::npos);
}

TEST_F(Run, FailsWithStatus1AndThePlaceInTheFile) {
  const std::string path =
      file("a.yaml", scenario("  - msc -> smsc: end\n    result: mt-ForwardSM\n    expect: {tcap: {otid: 1}}\n"));
  const Called called = call({"run", path});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.out, HasSubstr(path + ":12:27: tcap.otid"));
  EXPECT_THAT(called.out, HasSubstr("expected  1"));
  EXPECT_THAT(called.out, HasSubstr("received  nothing"));
}

TEST_F(Run, RefusesAWrongFileWithThePlaceAndTheNearestName) {
  const std::string path = file("a.yaml", scenario("  - msc -> smsc: end\n    reslt: mt-ForwardSM\n"));
  const Called called = call({"run", path});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr(path + ":11:5: "));
  EXPECT_THAT(called.err, HasSubstr("'result'"));
  EXPECT_EQ(called.out, "");
}

TEST_F(Run, SaysThatACaptureCannotBeWrittenBeforeItPlays) {
  const Called called = call({"run", file("a.yaml", scenario("  - msc -> smsc: end\n    result: mt-ForwardSM\n")), "--capture",
                              (folder_ / "none" / "a.pcapng").string()});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_EQ(called.out, "");
  EXPECT_THAT(called.err, HasSubstr("a.pcapng"));
}

TEST_F(Run, RefusesOneCaptureForSeveralScenarios) {
  file("a.yaml", scenario("  - msc -> smsc: end\n    result: mt-ForwardSM\n"));
  file("b.yaml", scenario("  - msc -> smsc: end\n    result: mt-ForwardSM\n"));
  const Called called = call({"run", folder_.string(), "--capture", (folder_ / "a.pcapng").string()});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("--capture-dir"));
}

TEST_F(Run, RefusesALogLevelThatThereIsNot) {
  const Called called = call({"run", "x.yaml", "--log", "tcap=debgu"});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("did you mean 'debug'?"));
}

TEST_F(Run, SaysThatAScenarioDoesNotExist) {
  const Called called = call({"run", (folder_ / "none.yaml").string()});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("no such file, folder or scenario"));
}

}  // namespace
}  // namespace mapsim::cli::test
