// Load between two processes over userland SCTP, as a user with two shells makes it.
#include <csignal>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/e2e/two_processes.h"

namespace mapsim::e2e {
namespace {

using ::testing::HasSubstr;

class Load : public ::testing::Test {
 protected:
  std::string node() { return write_node_file(folder / "lab.yaml", network, {"smsc", "msc"}); }
  Background start(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"load", "mt-v3", "--node", node()});
    return Background(mapsim_command(arguments));
  }
  nlohmann::json result(const std::string& name) {
    return nlohmann::json::parse(read_file(folder / name / "load.json"));
  }
  TemporaryFolder folder;
  LoopbackNetwork network;
};

TEST_F(Load, HasTheSameBooksOnBothSides) {
  Background msc = start({"--as", "msc", "--report", (folder / "msc").string()});
  ASSERT_TRUE(msc.await_output("answers what comes"));
  Background smsc =
      start({"--as", "smsc", "-r", "300/s", "--duration", "2s", "--report", (folder / "smsc").string()});
  const Outcome called = smsc.wait();
  EXPECT_EQ(called.status, 0) << called.out << called.err;
  EXPECT_THAT(called.out, HasSubstr("started 600 = succeeded 600"));
  msc.signal(SIGINT);
  const Outcome answered = msc.wait();
  EXPECT_EQ(answered.status, 0) << answered.out << answered.err;
  EXPECT_THAT(answered.out, HasSubstr("ended     stopped by a signal"));
  EXPECT_EQ(result("msc")["books"], result("smsc")["books"]);
}

// Whose messages share packets: each has a frame of its own.
TEST_F(Load, CapturesTheSameShareOfDialoguesOnBothSides) {
  const auto capture = [&](const std::string& name) { return (folder / (name + ".pcapng")).string(); };
  Background msc = start({"--as", "msc", "--capture", capture("msc"), "--capture-sample", "1/50"});
  ASSERT_TRUE(msc.await_output("answers what comes"));
  Background smsc = start({"--as", "smsc", "-r", "300/s", "--duration", "1s", "--capture", capture("smsc"),
                           "--capture-sample", "1/50"});
  EXPECT_EQ(smsc.wait().status, 0);
  msc.signal(SIGINT);
  EXPECT_EQ(msc.wait().status, 0);
  for (const char* side : {"smsc", "msc"}) {
    const Outcome flow = mapsim({"flow", capture(side)});
    EXPECT_EQ(flow.status, 0) << flow.err;
    std::size_t dialogues = 0;
    for (std::size_t at = 0; (at = flow.out.find("ended  2 messages", at)) != std::string::npos; ++at)
      ++dialogues;
    EXPECT_EQ(dialogues, 6u) << side << "\n" << flow.out;
  }
}

// Most of these three seconds are spent looking.
TEST_F(Load, DoesNotTakeALookInVainForWork) {
  Background msc = start({"--as", "msc", "--busy-wait", "1ms"});
  ASSERT_TRUE(msc.await_output("answers what comes"));
  Background smsc = start({"--as", "smsc", "-r", "800/s", "--duration", "3s", "--busy-wait", "1ms",
                           "--report", (folder / "smsc").string()});
  const Outcome called = smsc.wait();
  EXPECT_EQ(called.status, 0) << called.out << called.err;
  EXPECT_THAT(called.out, HasSubstr("started 2400 = succeeded 2400"));
  std::istringstream seconds(read_file(folder / "smsc" / "load.csv"));
  std::string line;
  ASSERT_TRUE(std::getline(seconds, line));
  ASSERT_TRUE(line.ends_with(",cpu"));
  while (std::getline(seconds, line)) {
    const double length = std::stod(line.substr(line.find(',') + 1));
    if (length < 0.5) continue;  // the rest of a second, at the end
    EXPECT_LT(std::stod(line.substr(line.rfind(',') + 1)), 0.7) << line;
  }
}

TEST_F(Load, HasBalancedBooksWhenThePeerDiesAndComesBack) {
  Background first = start({"--as", "msc"});
  ASSERT_TRUE(first.await_output("answers what comes"));
  Background smsc = start({"--as", "smsc", "-r", "100/s", "--duration", "8s", "--wait", "1s", "--report",
                           (folder / "smsc").string()});
  ASSERT_TRUE(smsc.await_output("    2.0 s"));
  first.signal(SIGKILL);
  ASSERT_TRUE(smsc.await_output("    4.0 s"));
  Background second = start({"--as", "msc"});
  const Outcome called = smsc.wait();
  EXPECT_EQ(called.status, 1) << called.out << called.err;
  const auto books = result("smsc")["books"];
  EXPECT_EQ(books["balanced"], true);
  EXPECT_EQ(books["started"], 800);
  EXPECT_GE(books["timed-out"].get<int>() + books["no-way"].get<int>(), 50) << called.out;
  // Two seconds before, and two at least since it came back.
  EXPECT_GE(books["passed"], 300) << called.out;
  EXPECT_EQ(books["open"], 0) << called.out;
  EXPECT_THAT(called.out, HasSubstr("the association was lost"));
}

}  // namespace
}  // namespace mapsim::e2e
