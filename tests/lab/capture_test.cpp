// Captures of kernel SCTP: from the interface by libpcap, and of messages where that is not allowed.
#include <gmock/gmock.h>

#include "tests/lab/play.h"
#include "tests/support/paths.h"
#include "tests/support/process.h"

namespace mapsim::lab {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t kPlays = 20;

std::size_t count_of(const std::string& part, const std::string& text) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

class KernelCapture : public ::testing::Test {
 protected:
  void play(const std::vector<std::string>& prefix) {
    const std::string scenario = (test::source_dir() / "tests/lab/paced-mt-v3.yaml").string();
    const std::vector<std::string> times = {"--times", std::to_string(kPlays)};
    const auto with_capture = [&](const char* side) {
      auto options = times;
      options.insert(options.end(), {"--capture", file(side)});
      return options;
    };
    play_.start_msc(scenario, with_capture("msc"), prefix);
    ASSERT_TRUE(await_listening(Host::right, 2905, std::chrono::seconds(10))) << play_.outputs();
    play_.start_smsc(scenario, with_capture("smsc"), prefix);
    ASSERT_TRUE(play_.both_pass()) << play_.outputs();
  }
  std::string file(const std::string& side) const { return (folder_ / (side + ".pcapng")).string(); }

  test::TemporaryFolder folder_;
  Play play_{{}};
};

TEST_F(KernelCapture, OfTheInterfaceHasEveryPacketWithTheStepsAndReadsClean) {
  play({});
  for (const char* side : {"msc", "smsc"}) {
    EXPECT_THAT(play_.outputs(), Not(HasSubstr("made of messages")));
    const auto malformed =
        test::run({"tshark", "-r", file(side), "-Y", "_ws.malformed || _ws.expert.severity >= 0x800000"});
    if (malformed.status == 127) GTEST_SKIP() << "tshark is not installed";
    EXPECT_EQ(malformed.out, "") << side;
    const auto steps =
        test::run({"tshark", "-r", file(side), "-Y", "gsm_map", "-T", "fields", "-e", "frame.comment"}).out;
    // The name of the scenario first: the frame is that of the message.
    EXPECT_EQ(count_of("\npaced-mt-v3 step 1, ", "\n" + steps), kPlays) << side << "\n" << steps;
    EXPECT_EQ(count_of("\npaced-mt-v3 step 2, ", "\n" + steps), kPlays) << side << "\n" << steps;
    // Each chunk once: the association from its INIT (1) and INIT ACK to its SHUTDOWN COMPLETE (14).
    for (const char* chunk : {"1", "2", "14"}) {
      const auto found =
          test::run({"tshark", "-r", file(side), "-Y", std::string("sctp.chunk_type == ") + chunk});
      EXPECT_EQ(count_of("\n", found.out), 1U) << side << " " << chunk << "\n" << found.out;
    }
  }
  record("none: a capture on the interface by libpcap", "kernel",
         "every message of the transport is in it, with its step; tshark reads it clean");
}

// RFC 6951: what the kernel sends and receives are datagrams of UDP.
TEST_F(KernelCapture, InsideUdpHasEveryMessageWithItsStepToo) {
  Play play{{.smsc = Sctp::kernel, .msc = Sctp::userland}};
  const std::string scenario = (test::source_dir() / "tests/lab/paced-mt-v3.yaml").string();
  const std::string times = std::to_string(kPlays);
  play.start_msc(scenario, {"--times", times});
  play.start_smsc(scenario, {"--times", times, "--capture", file("smsc")});
  ASSERT_TRUE(play.both_pass()) << play.outputs();
  const std::string capture = test::read_file(file("smsc"));
  EXPECT_EQ(count_of("paced-mt-v3 step 1, ", capture), kPlays);
  EXPECT_EQ(count_of("paced-mt-v3 step 2, ", capture), kPlays);
  record("none: a capture on the interface by libpcap", "kernel to usrsctp over UDP",
         "every message of the transport is in it, with its step");
}

TEST_F(KernelCapture, WithoutTheRightIsMadeOfMessagesAndSaysSo) {
  play({"setpriv", "--bounding-set=-net_raw"});
  EXPECT_EQ(count_of("the capture is made of messages: ", play_.outputs()), 2U) << play_.outputs();
  for (const char* side : {"msc", "smsc"}) {
    EXPECT_THAT(test::read_file(file(side)), HasSubstr("made of messages: SCTP was not captured"));
  }
  record("no right to capture on the interface (CAP_NET_RAW)", "kernel",
         "told; the capture is made of messages, and the file says so");
}

}  // namespace
}  // namespace mapsim::lab
