// Scenarios through osmo-stp: the SMSC and the MSC are ASPs of it, the MSC twice where load is shared.
#include <csignal>
#include <fstream>
#include <gmock/gmock.h>

#include "tests/lab/play.h"
#include "tests/lab/stp.h"
#include "tests/support/paths.h"

namespace mapsim::lab {
namespace {

using namespace std::chrono_literals;

const std::string kPaced = (test::source_dir() / "tests/lab/paced-mt-v3.yaml").string();

struct Asp {
  std::string endpoint;
  std::string name;  // of its files
  std::string host;
  std::string port;
  std::string own;    // point code, and routing context where that is configured
  std::string other;  // point code
};

const Asp kSmsc = {"smsc", "smsc", "127.0.0.2", "2906", "101", "201"};
const Asp kMsc1 = {"msc", "msc-1", "127.0.0.3", "2907", "201", "101"};
const Asp kMsc2 = {"msc", "msc-2", "127.0.0.4", "2908", "201", "101"};

class ThroughOsmoStp : public ::testing::Test {
 protected:
  // `key`: what the link says of its traffic.
  std::unique_ptr<Background> start(const Asp& asp, const std::string& key,
                                    const std::vector<std::string>& options) {
    const auto file = std::filesystem::temp_directory_path() / (asp.name + "-node.yaml");
    std::ofstream(file) << "transport: kernel\nendpoints:\n  " << asp.endpoint << ": {host: " << asp.host
                        << ", port: " << asp.port << "}\ngateways:\n  stp: {host: " << kStpHost
                        << ", port: " << kStpPort << "}\nlinks:\n  - {endpoint: " << asp.endpoint
                        << ", to: stp, reaches: [" << asp.other << "], " << key << "}\n"
                        << "reconnect: {first: 100ms, longest: 400ms}\n";
    return std::make_unique<Background>(run_words(kPaced, asp.endpoint, file, options));
  }
  static std::string configured(const Asp& asp, const std::string& mode) {
    return "routing-context: " + asp.own + ", traffic-mode: " + mode;
  }
  static std::string registered(const Asp& asp) {
    return "routing-key: {dpc: " + asp.own + "}, traffic-mode: override";
  }
  static bool await_active(const Background& process) {
    return await([&] { return process.says("our ASP is active"); }, 20s);
  }
  static bool await_plays(const Background& process, std::size_t count) {
    return await([&] { return process.count("END ") >= count; }, 30s);
  }
};

TEST_F(ThroughOsmoStp, WithRegisteredKeys) {
  const Stp stp("dynamic");
  const auto msc = start(kMsc1, registered(kMsc1), {"--times", "forever"});
  ASSERT_TRUE(await_active(*msc)) << msc->output() << stp.log();
  const auto smsc = start(kSmsc, registered(kSmsc), {"--times", "20"});
  EXPECT_EQ(smsc->wait(60s), 0) << smsc->output() << msc->output() << stp.log();
  record("none: osmo-stp between the two, keys registered", "kernel", "all 20 plays pass");
}

TEST_F(ThroughOsmoStp, WithConfiguredKeys) {
  const Stp stp("override");
  const auto msc = start(kMsc1, configured(kMsc1, "override"), {"--times", "forever"});
  ASSERT_TRUE(await_active(*msc)) << msc->output() << stp.log();
  const auto smsc = start(kSmsc, configured(kSmsc, "override"), {"--times", "20"});
  EXPECT_EQ(smsc->wait(60s), 0) << smsc->output() << msc->output() << stp.log();
  record("none: osmo-stp between the two, keys configured", "kernel", "all 20 plays pass");
}

TEST_F(ThroughOsmoStp, AnAspThatIsRefusedIsToldWithTheLikelyCause) {
  const Stp stp("override");
  Asp wrong = kSmsc;
  wrong.own = "102";
  const auto smsc = start(wrong, configured(wrong, "override"), {"--link-wait", "5s"});
  EXPECT_EQ(smsc->wait(60s), 3) << smsc->output();
  EXPECT_TRUE(smsc->says("routing context")) << smsc->output();
  record("osmo-stp does not know the routing context", "kernel",
         "ends after --link-wait, status 3, the ERROR and likely causes");
}

TEST_F(ThroughOsmoStp, TwoMscsShareTheLoadAndOneIsKilledInMidRun) {
  const Stp stp("loadshare");
  const auto first = start(kMsc1, configured(kMsc1, "loadshare"), {"--times", "forever"});
  const auto second = start(kMsc2, configured(kMsc2, "loadshare"), {"--times", "forever"});
  ASSERT_TRUE(await_active(*first) && await_active(*second))
      << first->output() << second->output() << stp.log();
  const auto smsc = start(kSmsc, configured(kSmsc, "override"), {"--times", "100", "--wait", "2s"});
  ASSERT_TRUE(await_plays(*smsc, 40)) << smsc->output() << stp.log();
  first->signal(SIGKILL);
  const auto status = smsc->wait(60s);
  ASSERT_TRUE(status) << smsc->output();
  second->stop();
  // Of the first 40 the other one had its share, of those behind them this one had all.
  EXPECT_GE(second->count("END "), 40U) << smsc->output() << stp.log();
  EXPECT_LE(second->count("END "), 90U) << smsc->output() << stp.log();
  EXPECT_LE(smsc->count("✗"), 2U) << smsc->output();
  record("one of two ASPs of an AS that share the load killed in mid-run", "kernel, osmo-stp between",
         "its dialogue under way is told; the other takes all");
}

TEST_F(ThroughOsmoStp, AnMscOverridesTheOtherWhichTakesOverWhenItIsKilled) {
  const Stp stp("override");
  const auto first = start(kMsc1, configured(kMsc1, "override"), {"--times", "forever"});
  ASSERT_TRUE(await_active(*first)) << first->output() << stp.log();
  const auto second = start(kMsc2, configured(kMsc2, "override"), {"--times", "forever"});
  ASSERT_TRUE(await_active(*second)) << second->output() << stp.log();
  const auto smsc = start(kSmsc, configured(kSmsc, "override"), {"--times", "100", "--wait", "2s"});
  ASSERT_TRUE(await_plays(*smsc, 40)) << smsc->output() << stp.log();
  second->signal(SIGKILL);
  const auto status = smsc->wait(60s);
  ASSERT_TRUE(status) << smsc->output();
  first->stop();
  EXPECT_GE(first->count("END "), 10U) << smsc->output() << first->output() << stp.log();
  EXPECT_LE(first->count("END "), 80U) << "the overridden one had traffic\n" << stp.log();
  EXPECT_LE(smsc->count("✗"), 2U) << smsc->output();
  record("the overriding ASP of an AS killed in mid-run", "kernel, osmo-stp between",
         "its dialogue under way is told; the one that stood by takes over");
}

}  // namespace
}  // namespace mapsim::lab
