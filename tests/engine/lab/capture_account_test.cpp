// A capture that lacks a packet of the run is told.
#include "scenarios/engine/lab/capture_account.h"

#include <gmock/gmock.h>

#include "sigtran/capture/packet_recorder.h"

namespace mapsim::scenario::lab {
namespace {

using ::testing::HasSubstr;

// Packets as a transport tells them, counted by it; a recorder of which one is lost on the way.
class Recording {
 public:
  explicit Recording(int loses) : loses_(loses) {
    account_.add([this] { return counted_; });
  }
  void packet(bool outgoing) {
    ++(outgoing ? counted_.out : counted_.in);
    if (++number_ == loses_) return;
    link::WirePacket packet;
    packet.from = *link::parse_ip(outgoing ? "192.0.2.1" : "192.0.2.2");
    packet.to = *link::parse_ip(outgoing ? "192.0.2.2" : "192.0.2.1");
    packet.outgoing = outgoing;
    packet.octets = octets_;
    recorder_.on_packet(Instant(), packet);
  }
  std::string missing() const {
    return account_.missing({recorder_.counters().packets_in, recorder_.counters().packets_out}, "packets");
  }

 private:
  int loses_;
  int number_ = 0;
  Traffic counted_;
  CaptureAccount account_;
  Octets octets_ = Octets(16);
  capture::NullRecorder file_;
  capture::PacketRecorder recorder_{file_, {}};
};

TEST(CaptureAccount, OfAWholeCaptureNothingIsMissing) {
  Recording recording(0);
  for (int i = 0; i < 10; ++i) recording.packet(i % 2 == 0);
  EXPECT_EQ(recording.missing(), "");
}

TEST(CaptureAccount, OfARecorderThatLosesOneItIsTold) {
  for (const int loses : {1, 4}) {
    Recording recording(loses);
    for (int i = 0; i < 10; ++i) recording.packet(i % 2 == 0);
    EXPECT_THAT(recording.missing(),
                HasSubstr("1 packet is not in the capture: the transport counts 5 in and 5 out"));
  }
}

TEST(CaptureAccount, SeveralTransportsCountTogether) {
  CaptureAccount account;
  account.add([] { return Traffic{3, 4}; });
  account.add([] { return Traffic{10, 20}; });
  EXPECT_EQ(account.missing({13, 24}, "messages"), "");
  EXPECT_THAT(account.missing({12, 23}, "messages"), HasSubstr("2 messages are not"));
}

}  // namespace
}  // namespace mapsim::scenario::lab
