// What is on the wire, seen by a packet socket on the right host's first path.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <linux/if_ether.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/link/kernel/guest/pair.h"

namespace mapsim::link::test {
namespace {

class Tap {
 public:
  Tap() {
    const Inside inside(Host::right);
    fd_ = ::socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, htons(ETH_P_ALL));
    sockaddr_ll device{};
    device.sll_family = AF_PACKET;
    device.sll_protocol = htons(ETH_P_ALL);
    device.sll_ifindex = static_cast<int>(::if_nametoindex("r1"));
    EXPECT_EQ(::bind(fd_, reinterpret_cast<sockaddr*>(&device), sizeof device), 0);
  }
  ~Tap() { ::close(fd_); }
  Tap(const Tap&) = delete;
  Tap& operator=(const Tap&) = delete;

  // IP packets with SCTP, in both directions, that were seen since the last call.
  std::vector<Octets> packets() {
    std::vector<Octets> out;
    for (;;) {
      Octets packet(65'536);
      const ssize_t size = ::recv(fd_, packet.data(), packet.size(), 0);
      if (size < 20) return out;
      packet.resize(static_cast<std::size_t>(size));
      const bool v6 = packet[0] >> 4U == 6;
      if ((v6 ? packet[6] : packet[9]) == IPPROTO_SCTP) out.push_back(packet);
    }
  }

 private:
  int fd_ = -1;
};

unsigned dscp_of(const Octets& packet) {
  const bool v6 = packet[0] >> 4U == 6;
  return v6 ? (packet[0] & 0x0FU) << 2U | packet[1] >> 6U : packet[1] >> 2U;
}

// The payloads of the DATA chunks of a packet (RFC 9260 3.3.1); IPv4 without options.
std::vector<Octets> chunks(const Octets& packet, std::uint8_t type) {
  std::vector<Octets> out;
  for (std::size_t at = 20 + 12; at + 4 <= packet.size();) {
    const std::size_t length = std::size_t{packet[at + 2]} << 8U | packet[at + 3];
    if (length < 4 || at + length > packet.size()) break;
    if (packet[at] == type)
      out.emplace_back(packet.begin() + static_cast<std::ptrdiff_t>(at),
                       packet.begin() + static_cast<std::ptrdiff_t>(at + length));
    at += (length + 3) & ~std::size_t{3};
  }
  return out;
}

class KernelPacket : public KernelPair {
 protected:
  SctpOptions marked() const {
    SctpOptions options = quick_options();
    options.dscp = 46;  // expedited forwarding
    return options;
  }
  void expect_all_marked(const Tap&, const std::vector<Octets>& packets) {
    EXPECT_GE(packets.size(), 6U);
    for (const Octets& packet : packets) EXPECT_EQ(dscp_of(packet), 46U) << to_hex(packet);
  }
};

TEST_F(KernelPacket, TheDscpStandsInEveryPacketOfIpv4) {
  Network::get();
  Tap tap;
  set_up({"198.51.100.1"}, {"198.51.100.2"}, marked(), marked());
  ASSERT_TRUE(send("x"));
  ASSERT_TRUE(await_messages(right, 1));
  run_for(std::chrono::milliseconds(600));  // heartbeats
  expect_all_marked(tap, tap.packets());
}

TEST_F(KernelPacket, TheDscpStandsInEveryPacketOfIpv6) {
  Network::get();
  Tap tap;
  set_up({"2001:db8:1::1"}, {"2001:db8:1::2"}, marked(), marked());
  ASSERT_TRUE(send("x"));
  ASSERT_TRUE(await_messages(right, 1));
  run_for(std::chrono::milliseconds(600));
  expect_all_marked(tap, tap.packets());
}

TEST_F(KernelPacket, MessagesOfOneTurnShareAPacketAndOneAloneDoesNotWait) {
  set_up();
  Tap tap;
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(send("message " + std::to_string(i)));
  ASSERT_TRUE(await_messages(right, 10));
  std::size_t with_data = 0;
  for (const Octets& packet : tap.packets()) with_data += chunks(packet, 0).empty() ? 0U : 1U;
  EXPECT_LE(with_data, 2U);
  run_for(std::chrono::milliseconds(100));  // idle: nothing is unacknowledged
  const Instant before = h->now();
  ASSERT_TRUE(send("alone"));
  ASSERT_TRUE(await_messages(right, 11));
  // Not for a SACK, which comes 20 ms later at the earliest; several system calls of the guest.
  EXPECT_LT(h->now() - before, std::chrono::milliseconds(20));
}

TEST_F(KernelPacket, ThePayloadProtocolIsInNetworkByteOrder) {
  set_up();
  Tap tap;
  ASSERT_TRUE(send("x", {.stream = 2}));
  ASSERT_TRUE(await_messages(right, 1));
  std::vector<Octets> data;
  for (const Octets& packet : tap.packets()) {
    for (Octets& chunk : chunks(packet, 0)) data.push_back(std::move(chunk));
  }
  ASSERT_EQ(data.size(), 1U);
  EXPECT_EQ(to_hex(OctetView(data[0]).subspan(8, 2)), "0002");
  EXPECT_EQ(to_hex(OctetView(data[0]).subspan(12, 4)), "00000003");
}

TEST_F(KernelPacket, AnIdleAssociationSendsHeartbeats) {
  set_up();
  Tap tap;
  run_for(std::chrono::milliseconds(1500));
  std::size_t heartbeats = 0;
  for (const Octets& packet : tap.packets()) heartbeats += chunks(packet, 4).size();
  EXPECT_GE(heartbeats, 2U);
}

}  // namespace
}  // namespace mapsim::link::test
