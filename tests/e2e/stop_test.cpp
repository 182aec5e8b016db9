// Ctrl-C and kill(1): the first ends a run in order, the second at once.
#include <chrono>
#include <csignal>
#include <gmock/gmock.h>

#include "tests/e2e/two_processes.h"

namespace mapsim::e2e {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class Stop : public ::testing::Test {
 protected:
  Stop() {
    write_file(folder_ / "long.yaml",
               "title: one that is stopped\nendpoints:\n"
               "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
               "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\nsteps:\n"
               "  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n"
               "  - msc -> smsc: continue\n  - pause: 50s\n  - msc -> smsc: end\n");
    node_ = write_node_file(folder_ / "lab.yaml", network_, {"smsc", "msc"});
  }
  Background start(const std::string& as, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"run", (folder_ / "long.yaml").string(), "--node", node_, "--as", as};
    words.insert(words.end(), more.begin(), more.end());
    return Background(mapsim_command(words));
  }
  // In the middle of the dialogue the smsc is stopped, while its peer answers nothing: the association's
  // shutdown would go on for seconds. Its exit status.
  std::optional<int> stop_twice(int first, int second) {
    Background msc = start("msc");
    Background smsc = start("smsc");
    EXPECT_TRUE(smsc.await_output("CONTINUE"));
    msc.signal(SIGSTOP);
    smsc.signal(first);
    EXPECT_TRUE(smsc.await_output("stopped by a signal"));
    smsc.signal(second);
    return smsc.wait(2s);
  }
  TemporaryFolder folder_;
  LoopbackNetwork network_;
  std::string node_;
};

TEST_F(Stop, TheFirstSignalEndsDialoguesByAbortAssociationsByShutdownAndClosesTheCapture) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const std::string capture = (folder_ / ("c" + std::to_string(signal) + ".pcapng")).string();
    Background msc = start("msc");
    Background smsc = start("smsc", {"--capture", capture});
    ASSERT_TRUE(smsc.await_output("CONTINUE"));
    smsc.signal(signal);
    const Outcome stopped = smsc.wait();
    EXPECT_EQ(stopped.status, 1);
    EXPECT_THAT(stopped.out, HasSubstr("stopped by a signal"));
    const Outcome decoded = mapsim({"decode", capture});
    EXPECT_EQ(decoded.status, 0);
    EXPECT_THAT(decoded.out, HasSubstr("abort"));
    const Outcome shark = run({"tshark", "-r", capture, "-Y", "sctp.chunk_type == 14"});
    if (shark.status != 127) {
      EXPECT_THAT(shark.out, HasSubstr("SHUTDOWN_COMPLETE"));
    }
  }
}

// As a shell tells the end by a signal.
TEST_F(Stop, ASecondSignalEndsARunAtOnceByTheSignal) {
  EXPECT_EQ(stop_twice(SIGINT, SIGINT), 130);
  EXPECT_EQ(stop_twice(SIGTERM, SIGTERM), 143);
  EXPECT_EQ(stop_twice(SIGINT, SIGTERM), 143);
}

TEST_F(Stop, ASecondSignalEndsServeAtOnceByTheSignal) {
  write_file(folder_ / "serve.yaml",
             "title: one that is served\nendpoints:\n"
             "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
             "  msc: {role: msc, pc: 201, gt: \"+15550100002\", behaviour: auto}\n");
  Background served(mapsim_command({"serve", (folder_ / "serve.yaml").string(), "--node", node_}));
  Background smsc = start("smsc");
  ASSERT_TRUE(served.await_output("its ASP is active"));
  smsc.signal(SIGSTOP);
  served.signal(SIGINT);
  ASSERT_TRUE(served.await_output("attempts:"));  // the books
  served.signal(SIGINT);
  EXPECT_EQ(served.wait(2s), 130);
}

}  // namespace
}  // namespace mapsim::e2e
