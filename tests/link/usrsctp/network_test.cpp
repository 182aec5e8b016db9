// A network that loses, repeats, disorders and damages packets, and one that sends garbage.
#include <gmock/gmock.h>

#include "sigtran/core/crc32c.h"
#include "tests/link/usrsctp/support.h"

namespace mapsim::link::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class UsrsctpNetwork : public UsrsctpTest {
 protected:
  // Both ways, with everything that arrives compared to what was sent.
  void exchange(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const SendOptions options{.stream = static_cast<std::uint16_t>(i % 4)};
      ASSERT_TRUE(send(std::to_string(i) + pattern(i * 37 % 3000, i), options));
      ASSERT_TRUE(h->server().send(server_end.association, message_of(std::to_string(i)), options, h->now()));
      if (i % 8 == 0) step();
    }
    ASSERT_TRUE(await_messages(server, count));
    ASSERT_TRUE(await_messages(client, count));
    run_for(20s);  // what is repeated late must not come
    ASSERT_EQ(server.messages.size(), count);
    ASSERT_EQ(client.messages.size(), count);
    std::vector<std::size_t> next{0, 1, 2, 3};
    for (const Message& m : server.messages) {
      std::size_t& i = next[m.stream];
      ASSERT_EQ(m.text, std::to_string(i) + pattern(i * 37 % 3000, i));
      i += 4;
    }
  }
};

TEST_F(UsrsctpNetwork, LossLosesNothing) {
  start({.loss = 0.1});
  set_up();
  exchange(400);
  EXPECT_GT(h->network.counters.lost, 20U);
}

TEST_F(UsrsctpNetwork, DuplicationRepeatsNothing) {
  start({.duplication = 0.3});
  set_up();
  exchange(400);
  EXPECT_GT(h->network.counters.duplicated, 50U);
}

TEST_F(UsrsctpNetwork, ReorderingDisordersNothing) {
  start({.reordering = 0.3});
  set_up();
  exchange(400);
  EXPECT_GT(h->network.counters.reordered, 50U);
}

TEST_F(UsrsctpNetwork, DamageIsFoundByTheChecksumAndRepaired) {
  start({.corruption = 0.1});
  set_up();
  exchange(200);
  const auto bad = h->client_transport.counters().packets_bad + h->server_transport.counters().packets_bad;
  EXPECT_EQ(bad, h->network.counters.corrupted);
  EXPECT_GT(bad, 10U);
  const auto told = server.find<Diagnostic>();
  ASSERT_TRUE(told);
  EXPECT_THAT(told->error.message(), HasSubstr("wrong CRC32c"));
}

TEST_F(UsrsctpNetwork, EverythingAtOnceForSeveralSeeds) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    client = {};
    server = {};
    start({.seed = seed, .loss = 0.05, .duplication = 0.05, .reordering = 0.1, .corruption = 0.02});
    set_up();
    exchange(150);
  }
}

TEST_F(UsrsctpNetwork, ACutThatHealsLosesNothing) {
  start();
  set_up();
  ASSERT_TRUE(send("before"));
  ASSERT_TRUE(await_messages(server, 1));
  h->network.cut = true;
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(send(std::to_string(i)));
  run_for(2s);
  EXPECT_EQ(server.messages.size(), 1U);
  h->network.cut = false;
  ASSERT_TRUE(await_messages(server, 101));
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(server.messages[i + 1].text, std::to_string(i));
}

// Garbage -------------------------------------------------------------------------------------------

PacketAddress stranger() {
  return {*parse_ip("198.51.100.7"), 0};
}
PacketAddress server_host() {
  return {*parse_ip("192.0.2.2"), 0};
}

void sign(Octets& packet) {
  const std::uint32_t checksum = sctp_checksum(packet);
  for (std::size_t i = 0; i < 4; ++i) packet[8 + i] = static_cast<std::uint8_t>(checksum >> (24 - 8 * i));
}

TEST_F(UsrsctpNetwork, RandomOctetsHarmNothing) {
  start();
  set_up();
  Random random(4);
  for (int i = 0; i < 3000; ++i) {
    Octets packet(random.below(200));
    for (auto& octet : packet) octet = static_cast<std::uint8_t>(random.next());
    if (packet.size() >= 16 && i % 2 == 0) {
      // Right up to its chunks, and from the peer's address and port in half of the cases.
      packet[0] = packet[2] = 0x0B;
      packet[1] = packet[3] = 0x59;
      packet[12] &= 0x0F;
      packet[14] = 0;
      sign(packet);
    }
    const PacketAddress from = i % 4 < 2 ? PacketAddress{*parse_ip("192.0.2.1"), 0} : stranger();
    h->network.inject(from, server_host(), packet, h->now());
    if (i % 50 == 0) step();
  }
  run_for(2s);
  ASSERT_TRUE(send("still there"));
  ASSERT_TRUE(await_messages(server, 1));
  EXPECT_EQ(server.messages[0].text, "still there");
  EXPECT_GT(h->server_transport.counters().packets_bad, 1000U);
}

TEST_F(UsrsctpNetwork, EveryTruncationOfAnInitHarmsNothing) {
  start();
  // Common header; INIT with tag 1, window 65536, 10 streams each way, TSN 1.
  const Octets init =
      from_hex("0b590b59 00000000 00000000 01000014 00000001 00010000 000a000a 00000001").value();
  for (std::size_t size = 0; size < init.size(); ++size) {
    Octets packet(init.begin(), init.begin() + static_cast<std::ptrdiff_t>(size));
    if (size >= 12) sign(packet);
    h->network.inject(stranger(), server_host(), packet, h->now());
    step();
  }
  set_up();
  ASSERT_TRUE(send("fine"));
  ASSERT_TRUE(await_messages(server, 1));
}

TEST_F(UsrsctpNetwork, AFloodOfInitsFromEverywhereIsBounded) {
  UsrsctpConfig config;
  config.max_unassociated_peers = 16;
  start({}, {}, config);
  Octets init = from_hex("0b590b59 00000000 00000000 01000014 00000001 00010000 000a000a 00000001").value();
  sign(init);
  for (std::uint32_t i = 0; i < 5000; ++i) {
    PacketAddress from = stranger();
    from.host.octets[2] = static_cast<std::uint8_t>(i >> 8U);
    from.host.octets[3] = static_cast<std::uint8_t>(i);
    h->network.inject(from, server_host(), init, h->now());
    if (i % 100 == 0) step();
  }
  run_for(10ms);
  EXPECT_EQ(h->server_transport.counters().packets_in, 5000U);
  EXPECT_LE(h->server_transport.known_peers(), 16U);
  set_up();
  ASSERT_TRUE(send("fine"));
  ASSERT_TRUE(await_messages(server, 1));
}

// Limits --------------------------------------------------------------------------------------------

TEST_F(UsrsctpNetwork, OnlyAcceptedPeersAreListenedTo) {
  UsrsctpConfig config;
  config.sctp.accepted_peers = {"192.0.2.99"};
  UsrsctpConfig hasty;
  hasty.sctp.init_retries = 1;
  start({}, hasty, config);
  ASSERT_TRUE(h->client().connect(h->client_address(), h->server_address(), h->now()));
  const auto lost = await<Lost>(client);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::unreachable);
  const auto told = server.find<Diagnostic>();
  ASSERT_TRUE(told);
  EXPECT_THAT(told->error.message(), HasSubstr("192.0.2.1, which is none of the accepted peers"));
  EXPECT_EQ(h->server_transport.counters().packets_out, 0U);
}

TEST_F(UsrsctpNetwork, AnAcceptedPeerIsAccepted) {
  UsrsctpConfig config;
  config.sctp.accepted_peers = {"192.0.2.99", "192.0.2.1"};
  start({}, {}, config);
  set_up();
  ASSERT_TRUE(send("welcome"));
  ASSERT_TRUE(await_messages(server, 1));
}

TEST_F(UsrsctpNetwork, AssociationsAboveTheLimitAreRefused) {
  UsrsctpConfig config;
  config.sctp.max_associations = 3;
  start({}, {}, config);
  EndpointAddress local = h->client_address();
  for (local.port = 4000; local.port < 4003; ++local.port) {
    ASSERT_TRUE(h->client().connect(local, h->server_address(), h->now()));
    ASSERT_TRUE(await<Established>(server));
  }
  const auto fourth = h->client().connect(local, h->server_address(), h->now());
  ASSERT_TRUE(fourth);
  const auto lost = await<Lost>(client);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->association, *fourth);
  EXPECT_EQ(lost->reason, LossReason::refused);
  EXPECT_EQ(h->server_transport.counters().associations_refused, 1U);
  const auto told = server.find<Diagnostic>();
  ASSERT_TRUE(told);
  EXPECT_THAT(told->error.message(), HasSubstr("there are 3, and no more are allowed"));
}

TEST_F(UsrsctpNetwork, ConnectionsAtOnceNeverExceedTheLimit) {
  UsrsctpConfig config;
  config.sctp.max_associations = 3;
  start({}, {}, config);
  EndpointAddress local = h->client_address();
  for (local.port = 4000; local.port < 4010; ++local.port) {
    ASSERT_TRUE(h->client().connect(local, h->server_address(), h->now()));
  }
  run_for(5s);
  int established = 0;
  int lost = 0;
  while (server.find<Established>()) ++established;
  while (client.find<Lost>()) ++lost;
  EXPECT_EQ(established, 3);
  EXPECT_EQ(lost, 7);
}

}  // namespace
}  // namespace mapsim::link::test
