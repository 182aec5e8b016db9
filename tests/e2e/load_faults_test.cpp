// What may happen to a load run beside its peer's death: the wall clock jumps, an engine is killed, nobody
// wants to wait for its end.
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unistd.h>

#include "tests/e2e/two_processes.h"

namespace mapsim::e2e {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class LoadFaults : public ::testing::Test {
 protected:
  std::vector<std::string> command(std::vector<std::string> arguments) {
    const std::string node = write_node_file(folder / "lab.yaml", network, {"smsc", "msc"});
    arguments.insert(arguments.begin(), {"load", "mt-v3", "--node", node});
    return mapsim_command(arguments);
  }
  // By ports, as hosts that a node file states are those of one system for all parts.
  Background side(const std::string& who, std::vector<std::string> more) {
    const int first = 20'000 + ::getpid() % 2000 * 10;
    const int own = who == "msc" ? first + 5 : first;
    const int peers = who == "msc" ? first : first + 5;
    const std::vector<std::string> all = {
        "load", "mt-v3", "--transport", "usrsctp",
        "--as", who,     "--udp-port",  std::to_string(own) + ":" + std::to_string(peers)};
    more.insert(more.begin(), all.begin(), all.end());
    return Background(mapsim_command(more));
  }
  nlohmann::json result(const std::string& name) {
    return nlohmann::json::parse(read_file(folder / name / "load.json"));
  }
  // The values of a column of load.csv.
  std::vector<double> series(const std::string& name, std::size_t column) {
    std::istringstream in(read_file(folder / name / "load.csv"));
    std::vector<double> values;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
      std::istringstream cells(line);
      std::string cell;
      for (std::size_t i = 0; i <= column; ++i) std::getline(cells, cell, ',');
      values.push_back(std::strtod(cell.c_str(), nullptr));
    }
    return values;
  }
  TemporaryFolder folder;
  LoopbackNetwork network;
};

std::vector<pid_t> children_of(pid_t process) {
  const std::string id = std::to_string(process);
  std::istringstream in(read_file("/proc/" + id + "/task/" + id + "/children"));
  return {std::istream_iterator<pid_t>(in), {}};
}

#ifdef MAPSIM_STEPPING_CLOCK
const std::string kPreload = "LD_PRELOAD=" MAPSIM_STEPPING_CLOCK;

TEST_F(LoadFaults, AWallClockThatJumpsChangesNeitherRatesNorBooksNorTimes) {
  const bool jumps = test::await(
      [] {
        const long shown = std::atol(run({"env", kPreload, "date", "+%s"}).out.c_str());
        return std::labs(shown - static_cast<long>(::time(nullptr))) > 80'000;
      },
      10s);
  ASSERT_TRUE(jumps) << "the preloaded clock does not jump";
  const auto preloaded = [&](const std::vector<std::string>& arguments) {
    auto words = command(arguments);
    words.insert(words.begin() + 1, kPreload);
    return Background(words);
  };
  Background msc = preloaded({"--as", "msc"});
  ASSERT_TRUE(msc.await_output("answers what comes"));
  Background smsc =
      preloaded({"--as", "smsc", "-r", "300/s", "--duration", "3s", "--report", (folder / "out").string()});
  const Outcome called = smsc.wait();
  ASSERT_EQ(called.status, 0) << called.out << called.err;
  const auto json = result("out");
  EXPECT_EQ(json["books"]["started"], 900);
  EXPECT_EQ(json["books"]["passed"], 900);
  EXPECT_NEAR(json["seconds"].get<double>(), 3, 0.01);
  EXPECT_NEAR(json["wanted"].get<double>(), 900, 1);
  const auto from = series("out", 0);
  const auto length = series("out", 1);
  const auto begun = series("out", 3);
  ASSERT_GE(from.size(), 3u);
  double sum = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    EXPECT_NEAR(from[i], i == 0 ? 0 : from[i - 1] + length[i - 1], 1e-6);
    EXPECT_LT(length[i], 60);
    sum += begun[i] * length[i];
  }
  EXPECT_NEAR(sum, 900, 0.5);
  for (const double latency : series("out", 11)) EXPECT_LT(latency, 60e3) << "ms";
  msc.signal(SIGINT);
  EXPECT_THAT(msc.wait().out, HasSubstr("started 900 = succeeded 900"));
}
#endif

// Takes longer than the run: the engine whose peer was killed waits five seconds for its association to end.
TEST_F(LoadFaults, AnEngineThatIsKilledIsNamedAndTheOthersGoOn) {
  Background msc = side("msc", {"--threads", "3"});
  ASSERT_TRUE(msc.await_output("answers what comes"));
  Background smsc = side(
      "smsc", {"--threads", "3", "-r", "300/s", "--duration", "3s", "--report", (folder / "out").string()});
  ASSERT_TRUE(smsc.await_output("    1.0 s"));
  const auto engines = children_of(smsc.pid());
  ASSERT_EQ(engines.size(), 3u);
  ::kill(engines[1], SIGKILL);
  const Outcome called = smsc.wait();
  EXPECT_EQ(called.status, 1) << called.out << called.err;
  EXPECT_THAT(called.err, HasSubstr("engine 2 of 3 has no result: killed by Killed"));
  const auto books = result("out")["books"];
  EXPECT_EQ(books["balanced"], true);
  EXPECT_EQ(books["started"], 600) << "two thirds, of the whole time";
  EXPECT_EQ(books["passed"], 600) << called.out;
  msc.signal(SIGINT);
  const Outcome answered = msc.wait();
  EXPECT_THAT(answered.err, Not(HasSubstr("has no result"))) << "whose peer was killed goes on";
}

// The peer stands still, so that an association would take five seconds to end.
class LoadInterrupted : public LoadFaults {
 protected:
  void interrupt_twice(const std::string& threads) {
    Background msc = side("msc", {"--threads", threads});
    ASSERT_TRUE(msc.await_output("answers what comes"));
    Background smsc = side("smsc", {"--threads", threads, "-r", "50/s"});
    ASSERT_TRUE(smsc.await_output("    1.0 s"));
    for (const pid_t engine : children_of(msc.pid())) ::kill(engine, SIGSTOP);
    msc.signal(SIGSTOP);
    smsc.signal(SIGINT);
    const auto engines = children_of(smsc.pid());
    EXPECT_FALSE(smsc.wait(1s)) << "it has not waited for its peer: the test shows nothing";
    smsc.signal(SIGINT);
    const auto status = smsc.wait(1s);
    for (const pid_t engine : children_of(msc.pid())) ::kill(engine, SIGCONT);
    msc.signal(SIGCONT);
    EXPECT_EQ(status, 128 + SIGINT);
    const bool gone = test::await(
        [&] { return std::ranges::none_of(engines, [](pid_t e) { return ::kill(e, 0) == 0; }); }, 10s);
    EXPECT_TRUE(gone) << "an engine has outlived its run";
  }
};

TEST_F(LoadInterrupted, ASecondTimeEndsAtOnce) {
  interrupt_twice("1");
}

TEST_F(LoadInterrupted, ASecondTimeEndsAtOnceWithSeveralEngines) {
  interrupt_twice("2");
}

}  // namespace
}  // namespace mapsim::e2e
