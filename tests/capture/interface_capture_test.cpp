// Captures on an interface: the filter, what is said where they are not possible, and the loopback.
#include "sigtran/capture/interface_capture.h"

#include <cstdio>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sigtran/core/crc32c.h"
#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using ::testing::HasSubstr;

link::IpAddress ip(std::string_view text) {
  return *link::parse_ip(text);
}

TEST(CaptureFilter, NamesHostsAndPorts) {
  EXPECT_EQ(capture_filter({}), "sctp");
  EXPECT_EQ(capture_filter({.local = {ip("192.0.2.1"), ip("198.51.100.1")},
                            .peers = {ip("192.0.2.2")},
                            .ports = {2905, 2906}}),
            "sctp and (port 2905 or port 2906) and (host 192.0.2.1 or host 198.51.100.1) and "
            "(host 192.0.2.2)");
  EXPECT_EQ(capture_filter({.local = {ip("2001:db8::1")}, .peers = {}, .ports = {2905}, .udp_port = 9899}),
            "((sctp and (port 2905)) or udp port 9899) and (host 2001:db8::1)");
}

class KeptPackets : public link::Observer {
 public:
  void on_chunk(Instant, const link::Flow&, const link::Chunk&) override {}
  void on_packet(Instant, const link::WirePacket& packet) override {
    packets.push_back(packet);
    frames.emplace_back(packet.frame.begin(), packet.frame.end());
    octets.emplace_back(packet.octets.begin(), packet.octets.end());
  }
  std::vector<link::WirePacket> packets;  // without their views
  std::vector<Octets> frames;
  std::vector<Octets> octets;
};

TEST(InterfaceCapture, SaysThatThereIsNoSuchInterface) {
  InterfaceCaptureOptions options;
  options.interface = "nowhere0";
  const auto capture = InterfaceCapture::open(options);
  ASSERT_FALSE(capture);
  EXPECT_THAT(capture.error().message(), HasSubstr("interface nowhere0"));
}

// In a process of its own, which gives its rights up.
TEST(InterfaceCaptureDeathTest, SaysWhichRightIsMissing) {
  GTEST_FLAG_SET(death_test_style, "fast");
  const auto without_rights = [] {
    if (::geteuid() == 0 && ::setuid(65'534) != 0) std::_Exit(2);
    const auto capture = InterfaceCapture::open({});
    std::fputs(capture ? "captures" : capture.error().message().c_str(), stderr);
    std::_Exit(0);
  };
  EXPECT_EXIT(without_rights(), ::testing::ExitedWithCode(0), "CAP_NET_RAW|without libpcap");
}

class OnLoopback : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    raw = ::socket(AF_INET, SOCK_RAW, IPPROTO_SCTP);
    if (raw < 0) GTEST_SKIP() << "no CAP_NET_RAW";
  }
  void TearDown() override {
    if (raw >= 0) ::close(raw);
  }
  void open(LinkType type) {
    auto opened =
        InterfaceCapture::open({.interface = GetParam(),
                                .scope = {.local = {ip("127.0.0.77")}, .peers = {}, .ports = {2905}},
                                .link_type = type,
                                .epoch = std::chrono::nanoseconds(0)});
    if (!opened) GTEST_SKIP() << opened.error().message();
    capture = std::move(*opened);
  }
  void send(const char* packet, std::uint32_t host) const {
    Octets octets = hex(packet);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(host);
    ASSERT_EQ(::sendto(raw, octets.data(), octets.size(), 0, reinterpret_cast<sockaddr*>(&to), sizeof(to)),
              static_cast<ssize_t>(octets.size()));
  }
  void await(std::size_t count) {
    for (int i = 0; i < 100 && kept.packets.size() < count; ++i) {
      pollfd fd{capture->fd(), POLLIN, 0};
      ::poll(&fd, 1, 50);
      capture->poll(kept);
    }
    ASSERT_EQ(kept.packets.size(), count);
  }
  int raw = -1;
  std::unique_ptr<InterfaceCapture> capture;
  KeptPackets kept;
};

constexpr const char* kShutdownAck = "0b590b5a a1a2a3a4 00000000 08000004";

TEST_P(OnLoopback, TellsThePacketsOfItsScopeOnce) {
  open(LinkType::ethernet);
  if (capture == nullptr) return;
  send(kShutdownAck, 0x7F00004D);                           // to 127.0.0.77
  send("0b5b0b5b a1a2a3a4 00000000 08000004", 0x7F00004D);  // other ports
  send(kShutdownAck, 0x7F00004E);                           // another host
  send("0b5a0b59 a1a2a3a5 00000000 0e000004", 0x7F00004D);
  await(2);
  EXPECT_EQ(kept.octets[0], hex(kShutdownAck));
  EXPECT_EQ(kept.packets[0].to, ip("127.0.0.77"));
  EXPECT_FALSE(kept.packets[0].outgoing);
  // The kernel's IP header is the frame's, behind an Ethernet header.
  ASSERT_EQ(kept.frames[0].size(), 14U + 20 + 16);
  EXPECT_EQ(to_hex(OctetView(kept.frames[0]).subspan(12, 3)), "080045");
  EXPECT_EQ(capture->counters().frames, 2U);
  EXPECT_EQ(capture->counters().dropped_by_kernel, 0U);
}

TEST_P(OnLoopback, LeavesTheFrameToTheRecorderWhereItIsNoFrameOfIp) {
  open(LinkType::sctp);
  if (capture == nullptr) return;
  send(kShutdownAck, 0x7F00004D);
  await(1);
  EXPECT_TRUE(kept.frames[0].empty());
  EXPECT_EQ(kept.octets[0], hex(kShutdownAck));
}

INSTANTIATE_TEST_SUITE_P(Interfaces, OnLoopback, ::testing::Values("lo", "any"));

}  // namespace
}  // namespace mapsim::capture::test
