// The scenarios that come with the program, played between two hosts over SCTP of the kernel: the first
// endpoint on the left host, the others in one process on the right one.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <gtest/gtest.h>

#include "scenarios/engine/loader.h"
#include "tests/lab/play.h"
#include "tests/support/paths.h"

namespace mapsim::lab {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct Shown {
  std::string file;  // under scenarios/
  std::vector<std::string> endpoints;
};

// One of each kind.
const std::vector<std::string> kSome = {"mo/mo-v3.yaml",
                                        "mo/mo-concatenated-16bit.yaml",
                                        "mt/mt-v1.yaml",
                                        "mt/mt-v3-more-messages-3.yaml",
                                        "mt/mt-long-segments.yaml",
                                        "errors/mt-v3-absentSubscriberSM.yaml",
                                        "errors/mo-v2-sm-DeliveryFailure-sc-Congestion.yaml",
                                        "negotiation/mt-v3-to-v2-alternative.yaml",
                                        "negotiation/mo-v3-to-v2-automatic.yaml",
                                        "dialogue/interleaved.yaml",
                                        "dialogue/user-abort-userSpecificReason.yaml",
                                        "dialogue/sccp-xudt.yaml",
                                        "life/life-v3.yaml",
                                        "life/life-automatic.yaml"};

bool wants_all() {
  const char* wanted = std::getenv("MAPSIM_GUEST_SCENARIOS");
  return wanted != nullptr && std::string(wanted) == "all";
}

// All of them where MAPSIM_GUEST_SCENARIOS is "all", which takes minutes.
std::vector<Shown> scenarios() {
  const fs::path folder = test::source_dir() / "scenarios";
  std::vector<std::string> files = kSome;
  if (wants_all()) {
    files.clear();
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      // In one a timer of a minute runs out; others are for other files to include.
      const fs::path& file = entry.path();
      if (file.extension() == ".yaml" && file.stem() != "timer-expiry" && file.stem().extension() != ".steps")
        files.push_back(fs::relative(file, folder).string());
    }
    std::sort(files.begin(), files.end());
  }
  std::vector<Shown> out;
  for (const std::string& file : files) {
    const auto loaded = scenario::load_file(folder / file);
    if (!loaded.program || loaded.program->needs_simulated_links()) continue;
    out.push_back({file, {}});
    for (const auto& endpoint : loaded.program->endpoints) out.back().endpoints.push_back(endpoint.name);
  }
  return out;
}

// Endpoints of one host have ports of their own, from `port` on.
fs::path write_node_file(const Shown& scenario, int port) {
  const fs::path file = fs::temp_directory_path() / ("library-" + std::to_string(port) + ".yaml");
  std::ofstream out(file);
  out << "transport: kernel\nreconnect: {first: 100ms, longest: 400ms}\nendpoints:\n";
  for (std::size_t i = 0; i < scenario.endpoints.size(); ++i) {
    out << "  " << scenario.endpoints[i] << ": {hosts: [198.51.100." << (i == 0 ? 1 : 2)
        << "], port: " << port + static_cast<int>(i) << "}\n";
  }
  return file;
}

// Empty: both sides passed.
std::string play(const Shown& scenario, int port) {
  const fs::path node = write_node_file(scenario, port);
  std::vector<std::string> others;
  for (std::size_t i = 2; i < scenario.endpoints.size(); ++i)
    others.insert(others.end(), {"--as", scenario.endpoints[i]});
  const auto right = start_on(Host::right, run_words(scenario.file, scenario.endpoints[1], node, others));
  const auto left = start_on(Host::left, run_words(scenario.file, scenario.endpoints[0], node, {}));
  const auto at_left = left->wait(120s);
  const auto at_right = right->wait(at_left == 0 ? 30s : 0s);
  if (at_left == 0 && at_right == 0) return {};
  return scenario.file + "\n== left\n" + left->output() + "== right\n" + right->output();
}

TEST(LabLibrary, IsPlayedKernelToKernel) {
  link::test::Network::get().restore();
  // They wait for each other most of their time.
  constexpr int kPairs = 3;
  constexpr int kPorts = 20;
  const auto all = scenarios();
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> passed{0};
  const auto worker = [&](int number) {
    std::string failures;
    for (std::size_t i = next++; i < all.size(); i = next++) {
      const std::string failure = play(all[i], 3000 + number * kPorts);
      passed += failure.empty() ? 1U : 0U;
      failures += failure;
    }
    return failures;
  };
  std::vector<std::future<std::string>> workers;
  for (int i = 0; i < kPairs; ++i) workers.push_back(std::async(std::launch::async, worker, i));
  for (auto& w : workers) EXPECT_EQ(w.get(), "");
  record(wants_all() ? "none: the scenario library" : "none: scenarios of each kind", "kernel",
         std::to_string(passed) + " of " + std::to_string(all.size()) + " pass");
}

}  // namespace
}  // namespace mapsim::lab
