// mapsim run with rows of data, and with a mix.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "tests/tools/called.h"

namespace mapsim::cli::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

constexpr const char* kScenario =
    "title: t\n"
    "endpoints:\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
    "vars: {imsi: \"001010000000001\", text: hello}\n"
    "steps:\n"
    "  - smsc -> msc: begin\n"
    "    application-context: shortMsgMT-Relay-v3\n"
    "    invoke: mt-ForwardSM\n"
    "    argument:\n"
    "      sm-RP-DA: {imsi: $imsi}\n"
    "      sm-RP-OA: {serviceCentreAddressOA: $smsc.gt}\n"
    "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: $text}}\n"
    "  - {msc -> smsc: end, result: mt-ForwardSM}\n";

class Data : public ::testing::Test {
 protected:
  Data() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    file("s.yaml", kScenario);
  }
  ~Data() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return path(name);
  }

  const fs::path folder_ =
      fs::path(::testing::TempDir()) /
      (std::string("data-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(Data, EachRowIsPlayedOnce) {
  file("rows.csv", "imsi,text\n001010000000007,\"One, two\"\n001010000000008,Three\n");
  const Called run = call({"run", path("s.yaml"), "--data", path("rows.csv"), "--capture-dir", path("out")});
  EXPECT_EQ(run.exit, ExitCode::ok) << run.err;
  EXPECT_THAT(run.out, AllOf(HasSubstr("imsi 001010000000007"), HasSubstr("\"One, two\""),
                             HasSubstr("imsi 001010000000008"), HasSubstr("2 of 2 scenarios passed")));
  EXPECT_TRUE(fs::exists(folder_ / "out/s-1.pcapng"));
  EXPECT_TRUE(fs::exists(folder_ / "out/s-2.pcapng"));
}

TEST_F(Data, AColumnThatIsNoVariableIsToldWithTheNearest) {
  file("rows.csv", "imsi,txt\n001010000000007,x\n");
  const Called run = call({"run", path("s.yaml"), "--data", path("rows.csv")});
  EXPECT_EQ(run.exit, ExitCode::usage);
  EXPECT_THAT(run.err,
              AllOf(HasSubstr("rows.csv:1:6: "), HasSubstr("'txt'"), HasSubstr("did you mean 'text'?")));
}

TEST_F(Data, AWrongValueIsToldAtItsPlaceBeforeAnythingIsPlayed) {
  file("rows.csv", "text,imsi\nx,001010000000007\ny,00101x\n");
  const Called run = call({"run", path("s.yaml"), "--data", path("rows.csv")});
  EXPECT_EQ(run.exit, ExitCode::usage);
  EXPECT_THAT(run.err, HasSubstr("rows.csv:3:"));
  EXPECT_THAT(run.out, Not(HasSubstr("BEGIN")));
}

TEST_F(Data, AllMistakesAreToldAtOnceInTheOrderOfTheFile) {
  file("rows.csv", "text,imsi,txt\nx,00101x,\ny,1,2,3\n\"a\"b,1,\nz,00101y,\n");
  const Called run = call({"run", path("s.yaml"), "--data", path("rows.csv")});
  EXPECT_EQ(run.exit, ExitCode::usage);
  std::vector<std::string> places;
  std::istringstream lines(run.err);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find("rows.csv:") + std::string("rows.csv:").size();
    places.push_back(line.substr(at, line.find(": ", at) - at));
  }
  EXPECT_THAT(places, ElementsAre("1:11", "2:3", "3:1", "4:4", "5:3")) << run.err;
  EXPECT_THAT(run.err, HasSubstr("(" + path("s.yaml") + ":11:24)"));
}

TEST_F(Data, SoManyMistakesAreTold) {
  std::string rows = "imsi\n";
  for (int i = 0; i < 40; ++i) rows += "x\n";
  file("rows.csv", rows);
  const std::string told = call({"run", path("s.yaml"), "--data", path("rows.csv")}).err;
  EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 21) << told;
  EXPECT_THAT(told, AllOf(HasSubstr("rows.csv:21:1: "), HasSubstr("there are more mistakes")));
}

TEST_F(Data, WhatIsNoTableIsToldAtItsPlace) {
  file("rows.csv", "imsi\n1,2\n");
  EXPECT_THAT(call({"run", path("s.yaml"), "--data", path("rows.csv")}).err,
              HasSubstr("rows.csv:2:1: this row has 2 fields"));
  EXPECT_THAT(call({"run", path("s.yaml"), "--data", path("none.csv")}).err,
              HasSubstr("none.csv: the file cannot be read"));
}

TEST_F(Data, AMixIsDrawnByTheSeed) {
  file("rows.csv", "text\nfirst\nsecond\n");
  file(
      "mix.yaml",
      "mix:\n  - {scenario: s.yaml, weight: 3, data: rows.csv}\n  - {scenario: mo-v3, set: {text: other}}\n");
  const std::vector<std::string> command = {"run", "--mix", path("mix.yaml"), "--draws", "12", "--summary"};
  const Called run = call(command);
  EXPECT_EQ(run.exit, ExitCode::ok) << run.err;
  EXPECT_THAT(run.out, AllOf(HasSubstr("12 of 12 scenarios passed"), HasSubstr("s-"), HasSubstr("mo-v3-")));
  EXPECT_EQ(call(command).out, run.out);
  auto other = command;
  other.insert(other.end(), {"--seed", "2"});
  EXPECT_NE(call(other).out, run.out);
}

TEST_F(Data, AMixIsRefusedAtItsPlace) {
  file("mix.yaml", "mix:\n  - {scenario: s.yaml, weight: none}\n");
  EXPECT_THAT(call({"run", "--mix", path("mix.yaml")}).err, HasSubstr("mix.yaml:2:32: "));
  EXPECT_THAT(call({"run", path("s.yaml"), "--mix", path("mix.yaml")}).err,
              HasSubstr("--mix names the scenarios"));
  EXPECT_THAT(call({"run", path("s.yaml"), "--draws", "3"}).err, HasSubstr("--draws goes with --mix"));
  EXPECT_THAT(call({"run", "--mix", path("mix.yaml"), "--draws", "0"}).err,
              HasSubstr("--draws takes a number"));
}

}  // namespace
}  // namespace mapsim::cli::test
