// mapsim load and mapsim merge as a user calls them; in virtual time, so that nothing depends on the machine.
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/capture/tshark.h"
#include "tests/tools/called.h"
#include "tools/load/load_result.h"

namespace mapsim::cli::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string kScenario =
    "title: A short message\n"
    "endpoints:\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
    "vars: {imsi: \"001010000000001\"}\n"
    "steps:\n"
    "  - smsc -> msc: begin\n"
    "    application-context: shortMsgMT-Relay-v3\n"
    "    invoke: mt-ForwardSM\n"
    "    argument:\n"
    "      sm-RP-DA: {imsi: $imsi}\n"
    "      sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
    "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"hello\"}}\n"
    "  - msc -> smsc: end\n"
    "    result: mt-ForwardSM\n";

class Load : public testing::Test {
 protected:
  Load()
      : folder_(fs::path(testing::TempDir()) /
                (std::string("load-") + testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    scenario_ = file("mt.yaml", kScenario);
  }
  ~Load() override { fs::remove_all(folder_); }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string read(const std::string& name) const {
    std::ifstream in(folder_ / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // In virtual time.
  Called load(std::vector<std::string> more) const {
    std::vector<std::string> all = {"load", scenario_, "--fast"};
    all.insert(all.end(), more.begin(), more.end());
    return call(all);
  }

  fs::path folder_;
  std::string scenario_;
};

TEST_F(Load, PlaysAtARateForATimeAndBalancesItsBooks) {
  const Called called = load({"--rate", "100/s", "--duration", "3s"});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.out << called.err;
  EXPECT_THAT(called.out, HasSubstr("ended     the schedule is over, after 3.000 s, at 100.0 dialogues/s"));
  EXPECT_THAT(called.out, HasSubstr("books     mt: started 300 = succeeded 300"));
  EXPECT_THAT(called.out, HasSubstr("p99.99 2.00"));
  EXPECT_THAT(called.out, HasSubstr("    1.0 s  wanted 100.0/s  begun 100.0/s"));
}

TEST_F(Load, TakesTheShortOptionsOfSipp) {
  const std::string data = file("data.csv", "imsi\n001010000000002\n001010000000003\n");
  const Called called = load({"-r", "10", "-m", "5", "-l", "3", "-inf", data, "--data-loop"});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.out << called.err;
  EXPECT_THAT(called.out, HasSubstr("started 5 = succeeded 5"));
}

TEST_F(Load, EndsWhenItsDataHasRunOut) {
  const Called called =
      load({"-r", "10", "-inf", file("data.csv", "imsi\n001010000000002\n001010000000003\n")});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.out << called.err;
  EXPECT_THAT(called.out, HasSubstr("ended     the data has run out"));
  EXPECT_THAT(called.out, HasSubstr("started 2 = succeeded 2"));
}

TEST_F(Load, TellsAMistakeOfItsDataWithItsPlace) {
  const std::string data = file("data.csv", "imsi\n1\n\"2\n");
  const Called called = load({"--data", data});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("data.csv:3:1: the quotes that begin here are not closed"));
}

TEST_F(Load, ExitsWithOneBeyondAThreshold) {
  const Called called = load({"-m", "10", "--fail-if", "p99 > 1ms"});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.err, HasSubstr("fail-if   p99 > 1ms: p99 was 2.0"));
  EXPECT_EQ(load({"-m", "10", "--fail-if", "p99 > 50ms"}).exit, ExitCode::ok);
}

TEST_F(Load, FailsForAFailureUnlessThresholdsSayWhatMayFail) {
  scenario_ = file("wrong.yaml", kScenario + "    expect: {tcap: {otid: 1}}\n");
  const Called called = load({"-m", "10"});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.out, HasSubstr("started 10 = succeeded 0 + mismatch 10"));
  EXPECT_THAT(called.out,
              HasSubstr("failed    dialogue 0, line 14: msc -> smsc: end: tcap.otid: expected 1"));
  EXPECT_EQ(load({"-m", "10", "--fail-if", "timed-out > 0"}).exit, ExitCode::ok);
}

TEST_F(Load, DrawsTheSequenceChartsOfTheFirstFailures) {
  scenario_ = file("wrong.yaml", kScenario + "    expect: {tcap: {otid: 1}}\n");
  ASSERT_EQ(load({"-m", "3", "--report", path("out")}).exit, ExitCode::failed);
  const auto json = nlohmann::json::parse(read("out/load.json"));
  const auto& chart = json["failures"][0]["chart"];
  ASSERT_EQ(chart.size(), 2u);
  EXPECT_EQ(chart[0]["step"], "smsc -> msc: begin");
  EXPECT_EQ(chart[0]["passed"], true);
  EXPECT_NEAR(chart[0]["ended"].get<double>() - chart[0]["sent"].get<double>(), 0.001, 1e-4);
  EXPECT_EQ(chart[1]["from"], "msc");
  EXPECT_EQ(chart[1]["passed"], false);
  EXPECT_THAT(read("out/load.html"), HasSubstr("aria-label=\"sequence chart\""));
}

TEST_F(Load, GoesOnWhereItsCaptureCannotBeWrittenAndCountsTheLoss) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full";
  fs::create_symlink("/dev/full", path("full.pcapng"));
  const Called called = load({"-r", "1000", "-m", "2000", "--capture", path("full.pcapng")});
  EXPECT_EQ(called.exit, ExitCode::environment);
  EXPECT_THAT(called.out, HasSubstr("started 2000 = succeeded 2000"));
  EXPECT_THAT(called.out, HasSubstr("the capture cannot be written: frames are lost from now on"));
  EXPECT_THAT(called.err,
              testing::ContainsRegex("No space left on device; [0-9]+ of [0-9]+ frames are lost"));
}

TEST_F(Load, WritesResultSeriesAndHistograms) {
  const Called called = load({"--rate", "100/s", "--duration", "3s", "--report", path("out")});
  ASSERT_EQ(called.exit, ExitCode::ok) << called.err;
  const auto json = nlohmann::json::parse(read("out/load.json"));
  EXPECT_EQ(json["books"]["started"], 300);
  EXPECT_EQ(json["books"]["balanced"], true);
  EXPECT_NEAR(json["latency-ms"]["p99.99"].get<double>(), 2, 0.01);
  const std::string csv = read("out/load.csv");
  EXPECT_THAT(
      csv, HasSubstr("seconds,length,wanted,begun,ended,failed,open,late,p50_ms,p99_ms,p99.9_ms,max_ms,cpu\n"
                     "0.000,1.000,100.0,"));
  EXPECT_THAT(read("out/latency.hlog"), HasSubstr("Tag=mt,1.000,1.000,2.00"));
}

TEST_F(Load, DoesNotWriteOverAResultUnasked) {
  ASSERT_EQ(load({"-m", "1", "--report", path("out")}).exit, ExitCode::ok);
  EXPECT_EQ(load({"-m", "1", "--report", path("out")}).exit, ExitCode::usage);
  EXPECT_EQ(load({"-m", "1", "--report", path("out"), "--force"}).exit, ExitCode::ok);
}

TEST_F(Load, InPartsMergedIsTheWhole) {
  const std::string data =
      file("data.csv", "imsi\n001010000000001\n001010000000002\n001010000000003\n001010000000004\n");
  const std::vector<std::string> common = {"--rate",      "30/s",       "--data", data,
                                           "--data-loop", "--duration", "3s",     "--report"};
  const auto with = [&](const std::string& folder, std::vector<std::string> more) {
    auto all = common;
    all.push_back(path(folder));
    all.insert(all.end(), more.begin(), more.end());
    return load(all).exit;
  };
  ASSERT_EQ(with("whole", {}), ExitCode::ok);
  for (const char* part : {"1", "2", "3"})
    ASSERT_EQ(with(part, {"--shard", std::string(part) + "/3"}), ExitCode::ok);
  const Called merged = call({"merge", path("1"), path("2"), path("3"), "-o", path("all.json")});
  EXPECT_EQ(merged.exit, ExitCode::ok) << merged.err;
  const auto all = nlohmann::json::parse(read("all.json"));
  const auto whole = nlohmann::json::parse(read("whole/load.json"));
  EXPECT_EQ(all["books"], whole["books"]);
  EXPECT_EQ(all["latency-ms"], whole["latency-ms"]);
  EXPECT_EQ(all["wanted"], whole["wanted"]);

  const Called incomplete = call({"merge", path("1"), path("3")});
  EXPECT_EQ(incomplete.exit, ExitCode::failed);
  EXPECT_THAT(incomplete.err, HasSubstr("parts 2 of 3 are missing"));
  EXPECT_THAT(call({"merge", path("1"), path("1")}).err, HasSubstr("shard 1/3 is there twice"));
  EXPECT_EQ(call({"merge", scenario_}).exit, ExitCode::usage);
}

// A scenario of version 2 beside the one of version 3, over the same nodes.
class Mix : public Load {
 protected:
  Mix() {
    std::string v2 = kScenario;
    const auto change = [&](const std::string& from, const std::string& to) {
      for (std::size_t at = v2.find(from); at != std::string::npos; at = v2.find(from, at + to.size()))
        v2.replace(at, from.size(), to);
    };
    change("shortMsgMT-Relay-v3", "shortMsgMT-Relay-v2");
    change("mt-ForwardSM", "forwardSM");
    file("v2.yaml", v2);
    file("mix.yaml", "mix:\n  - {scenario: mt.yaml, weight: 3}\n  - {scenario: v2.yaml, weight: 1}\n");
  }
  Called mix(std::vector<std::string> more) const {
    std::vector<std::string> all = {"load", "--mix", path("mix.yaml"), "--fast"};
    all.insert(all.end(), more.begin(), more.end());
    return call(all);
  }
};

TEST_F(Mix, PlaysScenariosByTheirWeights) {
  const Called called = mix({"--rate", "1000/s", "--duration", "4s", "--report", path("out")});
  ASSERT_EQ(called.exit, ExitCode::ok) << called.out << called.err;
  EXPECT_THAT(called.out, HasSubstr("books     all: started 4000 = succeeded 4000"));
  const auto json = nlohmann::json::parse(read("out/load.json"));
  ASSERT_EQ(json["scenarios"].size(), 2u);
  EXPECT_EQ(json["scenarios"][0]["name"], "mt");
  EXPECT_NEAR(json["scenarios"][0]["books"]["passed"].get<double>(), 3000, 100);
  EXPECT_EQ(
      json["scenarios"][0]["books"]["passed"].get<int>() + json["scenarios"][1]["books"]["passed"].get<int>(),
      4000);
  EXPECT_NEAR(json["scenarios"][1]["latency-ms"]["p50"].get<double>(), 2, 0.01);
  EXPECT_THAT(read("out/scenarios.csv"), HasSubstr("0.000,1.000,v2,"));
  EXPECT_THAT(read("out/latency.hlog"), HasSubstr("Tag=v2,"));
  EXPECT_THAT(read("out/load.html"), HasSubstr("<tr><th>v2</th>"));
}

TEST_F(Mix, IsTheSameWithTheSameSeed) {
  const std::vector<std::string> some = {"-r", "100", "-m", "50", "--seed", "7"};
  EXPECT_EQ(mix(some).out, mix(some).out);
  EXPECT_NE(mix(some).out, mix({"-r", "100", "-m", "50", "--seed", "8"}).out);
}

TEST_F(Mix, InPartsMergedIsTheWhole) {
  const std::vector<std::string> common = {"-r", "300", "--duration", "2s", "--report"};
  const auto with = [&](const std::string& folder, std::vector<std::string> more) {
    auto all = common;
    all.push_back(path(folder));
    all.insert(all.end(), more.begin(), more.end());
    return mix(all).exit;
  };
  ASSERT_EQ(with("whole", {}), ExitCode::ok);
  for (const char* part : {"1", "2", "3"})
    ASSERT_EQ(with(part, {"--shard", std::string(part) + "/3"}), ExitCode::ok);
  ASSERT_EQ(call({"merge", path("1"), path("2"), path("3"), "-o", path("all.json")}).exit, ExitCode::ok);
  const auto all = nlohmann::json::parse(read("all.json"));
  const auto whole = nlohmann::json::parse(read("whole/load.json"));
  EXPECT_EQ(all["scenarios"], whole["scenarios"]);

  // The series as well, but for the processor's share, which is the machine's.
  const Called files = call({"merge", path("1"), path("2"), path("3"), "--report", path("all")});
  ASSERT_EQ(files.exit, ExitCode::ok) << files.err;
  const std::regex cpu(",[0-9.]+\n");
  EXPECT_EQ(std::regex_replace(read("all/load.csv"), cpu, "\n"),
            std::regex_replace(read("whole/load.csv"), cpu, "\n"));
  EXPECT_EQ(read("all/scenarios.csv"), read("whole/scenarios.csv"));
  const std::regex start("#\\[StartTime[^\n]*\n");
  EXPECT_EQ(std::regex_replace(read("all/latency.hlog"), start, ""),
            std::regex_replace(read("whole/latency.hlog"), start, ""));
  EXPECT_THAT(read("all/load.html"), HasSubstr("Dialogues a second"));
}

TEST_F(Mix, OfWhichAPartWasKilledIsMergedWithoutIt) {
  for (const char* part : {"1", "2"}) {
    ASSERT_EQ(
        mix({"-r", "300", "-m", "600", "--shard", std::string(part) + "/2", "--report", path(part)}).exit,
        ExitCode::ok);
  }
  fs::remove(path("2") + "/load.json");
  const Called merged = call({"merge", path("1"), path("2")});
  EXPECT_EQ(merged.exit, ExitCode::failed);
  EXPECT_THAT(merged.err, HasSubstr("2: that run did not come to its end, and has no result"));
  EXPECT_THAT(merged.err, HasSubstr("parts 2 of 2 are missing"));
  EXPECT_THAT(merged.out, HasSubstr("all: started 300 = succeeded 300"));
}

TEST_F(Mix, ByThreadsIsTheWhole) {
  const std::vector<std::string> common = {"-r", "300", "--duration", "2s", "--report"};
  const auto with = [&](const std::string& folder, std::vector<std::string> more) {
    auto all = common;
    all.push_back(path(folder));
    all.insert(all.end(), more.begin(), more.end());
    return mix(all);
  };
  ASSERT_EQ(with("whole", {}).exit, ExitCode::ok);
  const Called threads = with("threads", {"--threads", "3"});
  ASSERT_EQ(threads.exit, ExitCode::ok) << threads.out << threads.err;
  EXPECT_THAT(threads.out, HasSubstr("3 engines"));
  EXPECT_THAT(threads.out, HasSubstr("1.0 s  wanted 300.0/s  begun 300.0/s"));
  const auto all = nlohmann::json::parse(read("threads/load.json"));
  const auto whole = nlohmann::json::parse(read("whole/load.json"));
  EXPECT_EQ(all["scenarios"], whole["scenarios"]);
  EXPECT_EQ(all["wanted"], whole["wanted"]);
  EXPECT_EQ(all["shards"], whole["shards"]);
  EXPECT_EQ(all["associations"].size(), 3u);
}

TEST_F(Load, ByThreadsKeepsACaptureForEach) {
  const Called called = load({"-r", "100", "-m", "10", "--threads", "2", "--capture", path("all.pcapng")});
  ASSERT_EQ(called.exit, ExitCode::ok) << called.out << called.err;
  EXPECT_GT(fs::file_size(path("all-1.pcapng")), 500u);
  EXPECT_GT(fs::file_size(path("all-2.pcapng")), 500u);
}

std::size_t dialogues_of(const std::string& capture) {
  const Called flow = call({"flow", capture});
  EXPECT_EQ(flow.exit, ExitCode::ok) << flow.err;
  std::size_t count = 0;
  for (std::size_t at = 0; (at = flow.out.find("\n  ended  2 messages", at)) != std::string::npos; ++at)
    ++count;
  return count;
}

TEST_F(Load, CapturesOneOfSoManyDialogues) {
  const Called called =
      load({"-r", "1000", "-m", "1000", "--capture", path("some.pcapng"), "--capture-sample", "1/100"});
  ASSERT_EQ(called.exit, ExitCode::ok) << called.out << called.err;
  EXPECT_THAT(called.out, HasSubstr("10 dialogues drawn and 0 other failed ones are in the capture"));
  EXPECT_EQ(dialogues_of(path("some.pcapng")), 10u);
}

TEST_F(Load, CapturesAllDialoguesThatFail) {
  scenario_ = file("wrong.yaml", kScenario + "    expect: {tcap: {otid: 1}}\n");
  const Called called = load({"-m", "20", "--capture", path("failed.pcapng"), "--capture-sample", "0"});
  ASSERT_EQ(called.exit, ExitCode::failed) << called.out << called.err;
  EXPECT_THAT(called.out, HasSubstr("0 dialogues drawn and 20 other failed ones are in the capture"));
  EXPECT_EQ(dialogues_of(path("failed.pcapng")), 20u);
}

TEST_F(Load, ByThreadsCapturesAsManyDialoguesAsOneWould) {
  const Called called = load({"-r", "1000", "-m", "1000", "--threads", "2", "--capture", path("some.pcapng"),
                              "--capture-sample", "1/100"});
  ASSERT_EQ(called.exit, ExitCode::ok) << called.out << called.err;
  EXPECT_EQ(dialogues_of(path("some-1.pcapng")) + dialogues_of(path("some-2.pcapng")), 10u);
}

TEST_F(Load, HasASampledCaptureThatOthersRead) {
  namespace others = mapsim::capture::test;
  if (!others::tshark_is_there()) GTEST_SKIP() << "tshark is not installed";
  scenario_ = file("wrong.yaml", kScenario + "    expect: {tcap: {otid: 1}}\n");
  (void)load({"-m", "20", "--capture", path("failed.pcapng"), "--capture-sample", "1/10"});
  EXPECT_EQ(others::expect_clean(path("failed.pcapng")), 40u + 11u)
      << "two of each dialogue, and what M3UA manages at begin and end";
}

TEST_F(Load, ByThreadsTellsWhatOneOfThemLacks) {
  const Called called = load({"-m", "10", "--threads", "2", "--capture", path("no/such/all.pcapng")});
  EXPECT_EQ(called.exit, ExitCode::environment);
  EXPECT_THAT(called.err, HasSubstr("engine 1 of 2: "));
}

TEST_F(Mix, TellsBooksByAssociation) {
  const std::string other =
      std::regex_replace(std::regex_replace(kScenario, std::regex("\\bmsc\\b(?!,)"), "msc2"),
                         std::regex("pc: 201, gt: \"\\+15550100002"), "pc: 204, gt: \"+15550100007");
  file("v2.yaml", other);
  const Called called = mix({"-r", "100", "-m", "100", "--report", path("out")});
  ASSERT_EQ(called.exit, ExitCode::ok) << called.out << called.err;
  const auto json = nlohmann::json::parse(read("out/load.json"));
  ASSERT_EQ(json["associations"].size(), 2u) << called.out;
  EXPECT_EQ(json["associations"][0]["name"], "smsc - msc 192.0.2.2:2905");
  EXPECT_EQ(json["associations"][0]["books"]["passed"], json["scenarios"][0]["books"]["passed"]);
  EXPECT_EQ(json["associations"][1]["books"]["passed"], json["scenarios"][1]["books"]["passed"]);
}

TEST_F(Mix, OfScenariosWhoseNodesDifferIsRefused) {
  std::string other = kScenario;
  other.replace(other.find("pc: 201"), 7, "pc: 203");
  file("v2.yaml", other);
  const Called called = mix({"-m", "1"});
  EXPECT_EQ(called.exit, ExitCode::usage);
  EXPECT_THAT(called.err, HasSubstr("mt and v2 cannot be played by the same nodes: the point code of 'msc'"));
}

TEST_F(Mix, NamesItsScenariosItself) {
  EXPECT_THAT(call({"load", scenario_, "--mix", path("mix.yaml")}).err,
              HasSubstr("--mix names the scenarios and their data"));
  EXPECT_EQ(call({"load", "--mix", path("none.yaml")}).exit, ExitCode::usage);
}

TEST_F(Load, RefusesWhatMakesNoSense) {
  EXPECT_THAT(load({"--rate", "fast"}).err, HasSubstr("--rate: 'fast' is no rate"));
  EXPECT_THAT(load({"--ramp", "5/s"}).err, HasSubstr("--ramp: '5/s' is no ramp"));
  EXPECT_THAT(load({"--step", "5/s"}).err, HasSubstr("--step: '5/s' is no step"));
  EXPECT_THAT(load({"--arrivals", "often"}).err, HasSubstr("expected uniform or poisson"));
  EXPECT_THAT(load({"--shard", "3/2"}).err, HasSubstr("--shard: '3/2'"));
  EXPECT_THAT(load({"--limit", "1", "--shard", "2/2"}).err, HasSubstr("--limit 1: each part needs one"));
  EXPECT_THAT(load({"--data-loop"}).err, HasSubstr("go with --data"));
  EXPECT_THAT(load({"--fail-if", "p99"}).err, HasSubstr("expected a measure"));
  EXPECT_THAT(load({"--capture-sample", "1/9"}).err, HasSubstr("goes with --capture"));
  for (const char* sample : {"1/0", "2/9", "1/9x", "9", ""}) {
    EXPECT_THAT(load({"--capture", path("no.pcapng"), "--capture-sample", sample}).err,
                HasSubstr("expected 1/N, with N from 1 to 1000000000, or 0"));
  }
  EXPECT_THAT(load({"--times", "3"}).err, HasSubstr("--times"));
  EXPECT_THAT(load({"--duration", "0s"}).err, HasSubstr("--duration: it must be longer than nothing"));
  EXPECT_THAT(call({"load"}).err, HasSubstr("one scenario"));
  EXPECT_THAT(load({scenario_}).err, HasSubstr("one scenario; 'mapsim list'"));
}

TEST_F(Load, PlaysInRealTime) {
  const Called called = call({"load", scenario_, "--rate", "200/s", "--duration", "500ms"});
  EXPECT_THAT(called.out, HasSubstr("started 100 = succeeded 100")) << called.err;
}

}  // namespace
}  // namespace mapsim::cli::test
