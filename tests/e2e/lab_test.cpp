// What a user does with two shells, or with a peer that is not what it should be.
#include <arpa/inet.h>
#include <atomic>
#include <csignal>
#include <functional>
#include <future>
#include <gmock/gmock.h>
#include <map>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "scenarios/engine/loader.h"
#include "tests/e2e/shipped.h"
#include "tests/e2e/two_processes.h"
#include "tests/support/localhost.h"
#include "tests/support/paths.h"
#include "tests/support/record.h"

namespace mapsim::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Nothing of a run's own time: a timer of the protocol runs out in it.
bool is_not_for_two_processes(const Shipped& scenario) {
  const auto loaded = scenario::load_file(scenario.file);
  return scenario.name == "timer-expiry" || (loaded.program && loaded.program->needs_simulated_links());
}

std::vector<std::string> endpoints_of(const Shipped& scenario) {
  const auto loaded = scenario::load_file(scenario.file);
  std::vector<std::string> names;
  if (loaded.program) {
    for (const auto& endpoint : loaded.program->endpoints) names.push_back(endpoint.name);
  }
  return names;
}

class Lab : public ::testing::Test {
 protected:
  std::string node(const std::vector<std::string>& endpoints = {"smsc", "msc"},
                   const std::string& more = "") {
    return write_node_file(folder / "lab.yaml", network, endpoints, more);
  }
  Background start(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "run");
    return Background(mapsim_command(arguments));
  }
  TemporaryFolder folder;
  LoopbackNetwork network;
};

// The first endpoint in one process, the others in another. Empty: both passed.
std::string play_in_two_processes(const Shipped& scenario, const std::string& more) {
  const TemporaryFolder folder;
  const LoopbackNetwork network;
  const auto names = endpoints_of(scenario);
  const std::string node = write_node_file(folder / "lab.yaml", network, names, more);
  const std::vector<std::string> common = {"run", scenario.file.string(), "--node", node, "--wait", "20s"};
  auto one = common;
  auto rest = common;
  one.insert(one.end(), {"--as", names.front()});
  for (std::size_t i = 1; i < names.size(); ++i) rest.insert(rest.end(), {"--as", names[i]});
  Background second(mapsim_command(rest));
  Background first(mapsim_command(one));
  const Outcome a = first.wait();
  const Outcome b = second.wait();
  if (a.status == 0 && b.status == 0) return {};
  return scenario.name + " (" + std::to_string(a.status) + ", " + std::to_string(b.status) + ")\n" + a.out +
         a.err + b.out + b.err;
}

// Of every scenario but those that `leaves_out`; what failed.
std::string play_library(const std::function<bool(const Shipped&)>& leaves_out,
                         const std::string& more = "") {
  // Where much is lost they wait for what is sent again nearly all the time, so many are under way at once.
  constexpr int kPairs = 24;
  const auto all = shipped_scenarios();
  std::atomic<std::size_t> next{0};
  const auto worker = [&] {
    std::string failures;
    for (std::size_t i = next++; i < all.size(); i = next++) {
      if (!leaves_out(all[i])) failures += play_in_two_processes(all[i], more);
    }
    return failures;
  };
  std::vector<std::future<std::string>> workers;
  for (int i = 0; i < kPairs; ++i) workers.push_back(std::async(std::launch::async, worker));
  std::string failures;
  for (auto& w : workers) failures += w.get();
  return failures;
}

TEST(LabLibrary, EveryScenarioPlaysBetweenTwoProcesses) {
  EXPECT_EQ(play_library(is_not_for_two_processes), "");
}

// The SMSC's process sees neither what it begins with the tester nor whose answer comes; the tester's has the
// report.
TEST(LabLibrary, WhatAnAutomaticEndpointBeginsWithARealSystemIsPassedOver) {
  const auto file = test::source_dir() / "tests/lab/status-report-to-tester.yaml";
  EXPECT_EQ(play_in_two_processes({file, file.stem().string()}, ""), "");
}

// Two messages of one side that follow each other in a dialogue, whatever others send between them. SCCP of
// class 0 promises no sequence (Q.714 2.2.1): they travel on different streams, and one that is sent again is
// overtaken by the other.
bool depends_on_sequence(const Shipped& scenario) {
  const auto loaded = scenario::load_file(scenario.file);
  if (!loaded.program) return false;
  std::map<std::uint16_t, const scenario::MessageStep*> last;  // by dialogue
  for (const scenario::Step& step : loaded.program->steps) {
    const auto* message = std::get_if<scenario::MessageStep>(&step.what);
    if (message == nullptr) continue;
    const scenario::MessageStep* before = std::exchange(last[message->dialogue], message);
    if (before != nullptr && before->from == message->from && before->to == message->to) return true;
  }
  return false;
}

// An automatic endpoint does not wait for the chart: where the answer of one dialogue is lost and sent again,
// the next dialogue overtakes it, and the chart has another order.
bool behaves_by_itself(const Shipped& scenario) {
  const auto loaded = scenario::load_file(scenario.file);
  return loaded.program && std::ranges::any_of(loaded.program->endpoints, [](const auto& endpoint) {
           return endpoint.automatic.has_value();
         });
}

// What is delivered twice, or late, or not at all, would be a step that fails.
TEST(LabLibrary, LossDuplicationAndReorderingAreNotSeenByScenarios) {
  const auto leaves_out = [](const Shipped& scenario) {
    return is_not_for_two_processes(scenario) || depends_on_sequence(scenario) || behaves_by_itself(scenario);
  };
  EXPECT_EQ(
      play_library(leaves_out,
                   "faults: {seed: 7, loss: 10, duplicate: 10, reorder: 10, delayed: 10, delay: 15ms}\n"),
      "");
}

TEST_F(Lab, ACaptureOfEitherSideReadsCleanAndNamesTheSteps) {
  const std::string file = node();
  Background msc = start({"mt-v3-more-messages-3", "--node", file, "--as", "msc", "--capture",
                          (folder / "msc.pcapng").string()});
  Background smsc = start({"mt-v3-more-messages-3", "--node", file, "--as", "smsc", "--capture",
                           (folder / "smsc.pcapng").string()});
  EXPECT_EQ(smsc.wait().status, 0);
  EXPECT_EQ(msc.wait().status, 0);
  for (const char* side : {"msc.pcapng", "smsc.pcapng"}) {
    const std::string path = (folder / side).string();
    const Outcome malformed =
        run({"tshark", "-r", path, "-Y", "_ws.malformed || _ws.expert.severity >= 0x800000"});
    if (malformed.status == 127) GTEST_SKIP() << "tshark is not installed";
    EXPECT_EQ(malformed.out, "") << side;
    const Outcome comments =
        run({"tshark", "-r", path, "-Y", "gsm_map", "-T", "fields", "-e", "frame.comment"});
    for (int step = 1; step <= 6; ++step) {
      EXPECT_THAT(comments.out, HasSubstr("mt-v3-more-messages-3 step " + std::to_string(step) + ", "))
          << side;
    }
    const Outcome decoded = mapsim({"decode", path});
    EXPECT_EQ(decoded.status, 0) << decoded.err;
  }
}

TEST_F(Lab, AnUnreachablePeerEndsTheRunWithStatus3AndTheLikelyCauses) {
  Background smsc = start({"mt-v3", "--node", node(), "--as", "smsc", "--link-wait", "500ms"});
  const Outcome outcome = smsc.wait();
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.err, HasSubstr("the link of smsc to msc"));
  EXPECT_THAT(outcome.err, HasSubstr("likely causes:"));
  EXPECT_THAT(outcome.err, HasSubstr("1. " + network.host(2)));
  test::record("a peer that does not answer", "usrsctp over UDP",
               "ends after --link-wait, status 3, likely causes");
}

TEST_F(Lab, APeerThatListensNowhereIsToldFromOneThatIsSilent) {
  // A program is at the address, but at another port.
  const std::string file =
      node({"smsc", "msc"}, "links: [{endpoint: msc, to: smsc, listen: {port: 2999}}]\n");
  Background msc = start({"mt-v3", "--node", file, "--as", "msc"});
  Background smsc = start({"mt-v3", "--node", file, "--as", "smsc", "--link-wait", "2s"});
  const Outcome outcome = smsc.wait();
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.err, HasSubstr("nothing listens at port 2905"));
  test::record("nobody listens", "usrsctp over UDP", "ends after --link-wait, status 3, likely causes");
}

TEST_F(Lab, ADifferentRoutingContextIsNamedAsTheCause) {
  const std::string ours = node({"smsc", "msc"}, "links: [{endpoint: smsc, to: msc, routing-context: 7}]\n");
  const std::string theirs =
      write_node_file(folder / "theirs.yaml", network, {"smsc", "msc"},
                      "links: [{endpoint: msc, to: smsc, listen: {port: 2905}, routing-context: 8}]\n");
  Background msc = start({"mt-v3", "--node", theirs, "--as", "msc"});
  Background smsc = start({"mt-v3", "--node", ours, "--as", "smsc", "--link-wait", "3s"});
  const Outcome outcome = smsc.wait();
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.err, HasSubstr("ASP up after"));
  EXPECT_THAT(outcome.err, HasSubstr("1. ASPAC named routing context 7"));
}

TEST_F(Lab, APeerThatNobodyConfiguredIsRefusedAndTold) {
  Background msc = start({"mt-v3", "--node", node(), "--as", "msc", "--link-wait", "4s"});
  const LoopbackNetwork elsewhere;
  const std::string theirs = write_node_file(folder / "theirs.yaml", elsewhere, {"smsc"},
                                             "  msc: {hosts: [" + network.host(2) + "]}\n");
  Background stranger = start({"mt-v3", "--node", theirs, "--as", "smsc", "--link-wait", "2s"});
  EXPECT_EQ(stranger.wait().status, 3);
  const Outcome outcome = msc.wait();
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.out, HasSubstr("none of the accepted peers"));
}

TEST_F(Lab, AcceptAnyTakesAPeerThatNobodyConfigured) {
  Background msc = start({"mt-v3", "--node", node(), "--as", "msc", "--accept", "any"});
  const LoopbackNetwork elsewhere;
  const std::string theirs = write_node_file(folder / "theirs.yaml", elsewhere, {"smsc"},
                                             "  msc: {hosts: [" + network.host(2) + "]}\n");
  Background stranger = start({"mt-v3", "--node", theirs, "--as", "smsc"});
  EXPECT_EQ(stranger.wait().status, 0);
  EXPECT_EQ(msc.wait().status, 0);
}

TEST_F(Lab, GarbageFromThePeersAddressDoesNotDisturbARun) {
  const std::string file = node();
  Background msc = start({"mt-v3", "--node", file, "--as", "msc"});
  // From the peer's own address: another UDP port, datagrams of every length.
  const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in from{};
  from.sin_family = AF_INET;
  ::inet_pton(AF_INET, network.host(1).c_str(), &from.sin_addr);
  ASSERT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&from), sizeof from), 0);
  sockaddr_in to = from;
  ::inet_pton(AF_INET, network.host(2).c_str(), &to.sin_addr);
  to.sin_port = htons(9899);
  std::string octets;
  for (int i = 0; i < 300; ++i) {
    octets.push_back(static_cast<char>(i * 37 + i / 7));
    (void)::sendto(fd, octets.data(), octets.size(), 0, reinterpret_cast<sockaddr*>(&to), sizeof to);
  }
  ::close(fd);
  Background smsc = start({"mt-v3", "--node", file, "--as", "smsc"});
  EXPECT_EQ(smsc.wait().status, 0);
  EXPECT_EQ(msc.wait().status, 0);
}

TEST_F(Lab, APeerThatDiesInADialogueEndsTheStepThatWaitsForIt) {
  write_file(folder / "long.yaml",
             "title: one that dies\nendpoints:\n  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
             "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\nsteps:\n"
             "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n"
             "  - msc -> smsc: continue\n  - pause: 50s\n  - msc -> smsc: end\n");
  write_file(folder / "short.yaml",
             "title: one that waits\nendpoints:\n  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
             "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\nsteps:\n"
             "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n"
             "  - msc -> smsc: continue\n  - msc -> smsc: end\n");
  const std::string file = node();
  Background msc = start({(folder / "long.yaml").string(), "--node", file, "--as", "msc"});
  Background smsc = start({(folder / "short.yaml").string(), "--node", file, "--as", "smsc", "--wait", "3s"});
  ASSERT_TRUE(smsc.await_output("CONTINUE"));
  msc.signal(SIGKILL);
  const Outcome outcome = smsc.wait();
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("nothing came in 3"));
}

TEST_F(Lab, ForeverAnswersUntilItIsStopped) {
  const std::string file = node();
  Background msc = start({"mt-v3", "--node", file, "--as", "msc", "--times", "forever"});
  Background smsc = start({"mt-v3", "--node", file, "--as", "smsc", "--times", "50", "--summary"});
  EXPECT_EQ(smsc.wait().status, 0);
  Background again = start({"mt-v3", "--node", file, "--as", "smsc", "--times", "2"});
  EXPECT_EQ(again.wait().status, 0);
  msc.signal(SIGINT);
  const Outcome outcome = msc.wait();
  EXPECT_EQ(outcome.status, 0);
  std::size_t received = 0;
  for (std::size_t at = outcome.out.find("BEGIN"); at != std::string::npos;
       at = outcome.out.find("BEGIN", at + 1))
    ++received;
  EXPECT_EQ(received, 52U);
}

TEST_F(Lab, ForeverGoesOnAfterABeginThatItsStackRefuses) {
  const std::string file = node();
  Background msc = start({"mt-v3-to-v2-alternative", "--node", file, "--as", "msc", "--times", "forever"});
  Background smsc = start({"mt-v3-to-v2-alternative", "--node", file, "--as", "smsc", "--times", "3"});
  EXPECT_EQ(smsc.wait().status, 0);
  msc.signal(SIGINT);
  EXPECT_EQ(msc.wait().status, 0);
}

// The HLR is never there, so that the SMSC still waits for its link when the MSC begins.
TEST_F(Lab, SeesABeginThatItsStackRefusesBeforeAllLinksAreUp) {
  const std::string head =
      "title: refused early\nendpoints:\n  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
      "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\", behaviour: auto, versions: [1, 2]}\n";
  const std::string hlr = "  hlr: {role: hlr, pc: 301, gt: \"+15550100003\", behaviour: auto}\n";
  const std::string steps =
      "steps:\n  - msc -> smsc: begin\n    application-context: shortMsgMO-Relay-v3\n    invoke: "
      "mo-ForwardSM\n"
      "    argument:\n      sm-RP-DA: {serviceCentreAddressDA: $smsc.gt}\n      sm-RP-OA: {msisdn: "
      "\"+15550100150\"}\n"
      "      sm-RP-UI: {sms-submit: {tp-da: \"+15550100100\", text: Hello}}\n"
      "  - smsc -> msc: refuse\n    reason: applicationContextNotSupported\n"
      "    alternative: shortMsgMO-Relay-v2\n";
  write_file(folder / "with-hlr.yaml", head + hlr + steps);
  write_file(folder / "without.yaml", head + steps);
  const std::string file = node({"msc", "smsc", "hlr"});
  Background smsc =
      start({(folder / "with-hlr.yaml").string(), "--node", file, "--as", "smsc", "--link-wait", "10s"});
  Background msc = start({(folder / "without.yaml").string(), "--node", file, "--as", "msc"});
  EXPECT_EQ(msc.wait().status, 0);
  const Outcome outcome = smsc.wait();
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("the receiver's stack answers it by itself"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("hlr: our ASP is up")));
}

TEST_F(Lab, ARunKeepsNoPrivilegeOnceItsSocketsAreOpen) {
  const std::string file = node();
  Background msc = start({"mt-v3", "--node", file, "--as", "msc", "--times", "forever"});
  Background smsc = start({"mt-v3", "--node", file, "--as", "smsc"});
  EXPECT_EQ(smsc.wait().status, 0);
  const std::string status = read_file("/proc/" + std::to_string(msc.pid()) + "/status");
  // Root keeps CAP_DAC_OVERRIDE (bit 1), nobody else anything.
  const std::string expected = ::geteuid() == 0 ? "0000000000000002" : "0000000000000000";
  EXPECT_THAT(status, HasSubstr("CapEff:\t" + expected));
  EXPECT_THAT(status, HasSubstr("CapPrm:\t" + expected));
  EXPECT_THAT(status, HasSubstr("NoNewPrivs:\t1"));
}

TEST_F(Lab, NamesOfHostsAreLookedUpAndExplained) {
  if (!test::knows_localhost()) GTEST_SKIP() << test::kNoLocalhost;
  const Outcome found =
      mapsim({"run", "mt-v3", "--transport", "usrsctp", "--lab", "msc=localhost:2906", "--explain"});
  EXPECT_EQ(found.status, 0) << found.err;
  EXPECT_THAT(found.out, ::testing::ContainsRegex("host localhost is (127\\.0\\.0\\.1|::1)"));
  EXPECT_THAT(found.out, ::testing::ContainsRegex("calls (127\\.0\\.0\\.1|\\[::1\\]):2906"));
  const Outcome nowhere =
      mapsim({"run", "mt-v3", "--transport", "usrsctp", "--lab", "msc=name.invalid", "--explain"});
  EXPECT_EQ(nowhere.status, 2);
  EXPECT_THAT(nowhere.err, HasSubstr("'name.invalid' has no address: "));
}

TEST_F(Lab, WhatOnlySimulatedLinksCanDoIsRefusedWithItsPlace) {
  for (const auto& [scenario, reason] :
       {std::pair("reorder", "reorder.yaml:16:5: a message cannot be held back on its way over a network"),
        std::pair("link-down", "link-down.yaml:18:5: a link of a network cannot be cut")}) {
    const Outcome outcome = mapsim({"run", scenario, "--transport", "usrsctp", "--as", "smsc"});
    EXPECT_EQ(outcome.status, 2) << scenario;
    EXPECT_THAT(outcome.err, HasSubstr(reason));
    EXPECT_THAT(outcome.err, HasSubstr("this needs --transport sim"));
  }
}

TEST_F(Lab, WhatGoesWithANetworkOnlyIsAMisuseWithoutOne) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"--lab", "msc=127.0.0.1"},
                                                {"--as", "msc"},
                                                {"--explain"},
                                                {"--times", "2"}}) {
    auto arguments = std::vector<std::string>{"run", "mt-v3"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    const Outcome outcome = mapsim(arguments);
    EXPECT_EQ(outcome.status, 2) << words.front();
    EXPECT_THAT(outcome.err, HasSubstr(words.front())) << outcome.err;
  }
  write_file(folder / "wrong.yaml", "transport: usrsctp\nlinks:\n  - {endpoint: msc}\n");
  const Outcome wrong = mapsim({"run", "mt-v3", "--node", (folder / "wrong.yaml").string()});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("wrong.yaml:3:5: a link has no 'to'"));
}

}  // namespace
}  // namespace mapsim::e2e
