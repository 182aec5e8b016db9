#include "tests/e2e/player.h"

#include <atomic>
#include <future>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <thread>

namespace mapsim::e2e {

namespace {

constexpr unsigned kWorkers = 4;

Played play(const Shipped& scenario) {
  const TemporaryFolder folder;
  Played result;
  const auto once = [&](const std::string& capture) {
    return mapsim({"run", scenario.file.string(), "--quiet", "--capture", (folder / capture).string()});
  };
  result.first = once("1.pcapng");
  result.second = once("2.pcapng");
  result.capture = read_file(folder / "1.pcapng");
  result.capture_again = read_file(folder / "2.pcapng");
  result.lint = mapsim({"lint", "--json", (folder / "1.pcapng").string()});
#ifndef MAPSIM_SANITIZED
  if (tshark_is_installed()) result.dissection = dissect(folder / "1.pcapng");
#endif
  return result;
}

// The tests that --gtest_filter leaves end in "/" and the scenario's test name.
std::set<std::string> wanted() {
  std::set<std::string> names;
  const auto& all = *::testing::UnitTest::GetInstance();
  for (int i = 0; i < all.total_test_suite_count(); ++i) {
    const auto& suite = *all.GetTestSuite(i);
    for (int j = 0; j < suite.total_test_count(); ++j) {
      const auto& test = *suite.GetTestInfo(j);
      const std::string name = test.name();
      if (test.should_run() && name.find('/') != std::string::npos)
        names.insert(name.substr(name.rfind('/') + 1));
    }
  }
  return names;
}

class Workers {
 public:
  Workers() {
    const auto names = wanted();
    for (const Shipped& scenario : shipped_scenarios()) {
      if (!names.contains(test_name(scenario))) continue;
      scenarios_.push_back(scenario);
      results_[scenario.file] = promises_.emplace_back().get_future().share();
    }
    for (unsigned i = 0; i < kWorkers; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Workers() {
    next_ = scenarios_.size();  // tests were cut short: begin nothing more
    for (std::thread& thread : threads_) thread.join();
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  const Played& result(const Shipped& scenario) { return results_.at(scenario.file).get(); }

 private:
  void work() {
    for (std::size_t i = next_++; i < scenarios_.size(); i = next_++) {
      try {
        promises_[i].set_value(play(scenarios_[i]));
      } catch (...) {
        promises_[i].set_exception(std::current_exception());
      }
    }
  }

  std::vector<Shipped> scenarios_;
  std::vector<std::promise<Played>> promises_;
  std::map<std::filesystem::path, std::shared_future<Played>> results_;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace

const Played& played(const Shipped& scenario) {
  static Workers workers;
  return workers.result(scenario);
}

}  // namespace mapsim::e2e
