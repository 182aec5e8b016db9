// What the userland transport does beyond the contract of every transport.
#include <gmock/gmock.h>

#include "sigtran/core/crc32c.h"
#include "tests/link/usrsctp/support.h"

namespace mapsim::link::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

INSTANTIATE_TYPED_TEST_SUITE_P(Usrsctp, TransportContract, UsrsctpHarness);

// Keeps packets as they were on the wire.
class PacketTap : public Observer {
 public:
  void on_chunk(Instant, const Flow&, const Chunk&) override { ADD_FAILURE() << "this link has packets"; }
  void on_packet(Instant, const WirePacket& packet) override {
    packets.emplace_back(packet.octets.begin(), packet.octets.end());
    told.push_back(packet);
    told.back().octets = {};
    if (packets.back()[12] == 0) ++data_packets;
    largest = std::max(largest, packet.octets.size());
  }
  std::vector<Octets> packets;
  std::vector<WirePacket> told;
  std::size_t data_packets = 0;  // that begin with DATA
  std::size_t largest = 0;
};

class Usrsctp : public UsrsctpTest {
 protected:
  ~Usrsctp() override { h.reset(); }  // it tells the tap of its ABORT
  PacketTap tap;
};

TEST_F(Usrsctp, MessagesOfEverySizeGoBothWays) {
  start();
  set_up();
  std::vector<std::string> sent;
  for (std::size_t size : {1U,    2U,    3U,    4U,    5U,    279U,  280U,  1391U,   1440U,   1444U,  1445U,
                           1448U, 1452U, 1453U, 1472U, 1473U, 2904U, 9000U, 30'000U, 65'535U, 65'536U}) {
    sent.push_back(pattern(size, sent.size()));
  }
  for (const std::string& text : sent) {
    ASSERT_TRUE(send(text));
    ASSERT_TRUE(h->server().send(server_end.association, message_of(text), {}, h->now()));
  }
  ASSERT_TRUE(await_messages(server, sent.size()));
  ASSERT_TRUE(await_messages(client, sent.size()));
  for (std::size_t i = 0; i < sent.size(); ++i) {
    EXPECT_EQ(server.messages[i].text, sent[i]) << sent[i].size();
    EXPECT_EQ(client.messages[i].text, sent[i]) << sent[i].size();
  }
}

TEST_F(Usrsctp, ManyStreamsKeepTheirOrderEach) {
  UsrsctpConfig config;
  config.sctp.streams_out = 256;
  config.sctp.streams_in = 256;
  start({}, config, config);
  set_up();
  EXPECT_EQ(client_end.streams_out, 256);
  for (int round = 0; round < 4; ++round) {
    for (std::uint16_t stream = 0; stream < 256; ++stream) {
      ASSERT_TRUE(send(std::to_string(round), {.stream = stream}));
    }
  }
  ASSERT_TRUE(await_messages(server, 1024));
  std::vector<int> next(256);
  for (const Message& m : server.messages) EXPECT_EQ(m.text, std::to_string(next[m.stream]++)) << m.stream;
}

TEST_F(Usrsctp, AnAssociationGetsTheLesserNumberOfStreams) {
  UsrsctpConfig few;
  few.sctp.streams_out = 5;
  few.sctp.streams_in = 3;
  start({}, {}, few);
  set_up();
  EXPECT_EQ(client_end.streams_out, 3);
  EXPECT_EQ(client_end.streams_in, 5);
  EXPECT_EQ(server_end.streams_out, 5);
  EXPECT_EQ(server_end.streams_in, 3);
}

TEST_F(Usrsctp, TheObserverIsToldEveryPacketAsItIsOnTheWire) {
  start();
  h->client_transport.set_observer(&tap);
  set_up();
  ASSERT_TRUE(send("seen"));
  ASSERT_TRUE(await_messages(server, 1));
  h->client().shutdown(client_end.association, h->now());
  ASSERT_TRUE(await<Lost>(client));
  std::string kinds;
  for (std::size_t i = 0; i < tap.packets.size(); ++i) {
    const Octets& p = tap.packets[i];
    const bool out = tap.told[i].outgoing;
    kinds += (out ? ">" : "<") + std::to_string(p[12]) + " ";
    EXPECT_EQ(p[0] << 8U | p[1], 2905) << "source port";
    EXPECT_EQ(p[2] << 8U | p[3], 2905) << "destination port";
    const std::uint32_t checksum = sctp_checksum(p);
    EXPECT_EQ(checksum,
              std::uint32_t{p[8]} << 24U | std::uint32_t{p[9]} << 16U | std::uint32_t{p[10]} << 8U | p[11]);
    EXPECT_EQ(to_text(out ? tap.told[i].from : tap.told[i].to), "192.0.2.1");
    EXPECT_EQ(to_text(out ? tap.told[i].to : tap.told[i].from), "192.0.2.2");
  }
  // INIT, INIT ACK, COOKIE ECHO, COOKIE ACK, DATA, …, SHUTDOWN, SHUTDOWN ACK, SHUTDOWN COMPLETE.
  EXPECT_THAT(kinds, ::testing::StartsWith(">1 <2 >10 <11 >0 "));
  EXPECT_THAT(kinds, ::testing::EndsWith(">7 <8 >14 "));
  const auto& counters = h->client_transport.counters();
  EXPECT_EQ(tap.packets.size(), counters.packets_in + counters.packets_out);
}

TEST_F(Usrsctp, NoPacketIsLargerThanThePath) {
  UsrsctpConfig config;
  config.sctp.path_mtu = 600;
  start({}, config, config);
  h->client_transport.set_observer(&tap);
  set_up();
  ASSERT_TRUE(send(pattern(20'000)));
  ASSERT_TRUE(await_messages(server, 1));
  EXPECT_EQ(tap.largest, 580U);
}

TEST_F(Usrsctp, MessagesOfOneTurnAreBundled) {
  start();
  set_up();
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(send(pattern(120)));  // slow start
  ASSERT_TRUE(await_messages(server, 1000));
  run_for(1s);
  h->client_transport.set_observer(&tap);
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(send(pattern(120)));
  ASSERT_TRUE(await_messages(server, 1100));
  // 10 chunks of 136 octets fit into 1480; the library sends the eleventh, which shows it that a packet is
  // full, in a packet of its own.
  EXPECT_LE(tap.data_packets, 20U);
}

TEST_F(Usrsctp, AMessageOfAnIdleAssociationDoesNotWait) {
  start();
  set_up();
  run_for(1s);
  ASSERT_TRUE(send("now"));
  const Instant sent = h->now();
  ASSERT_TRUE(await_messages(server, 1));
  EXPECT_EQ(h->now() - sent, 1ms);
}

TEST_F(Usrsctp, AFullSendQueueIsAnErrorUntilItDrains) {
  UsrsctpConfig config;
  config.sctp.send_queue_octets = 100'000;
  start({}, config);
  set_up();
  h->network.cut = true;
  int taken = 0;
  Result<void> last;
  EXPECT_FALSE(h->client().is_behind());
  int first_behind = 0;
  for (; taken < 100'000; ++taken) {
    last = send(pattern(1000));
    if (!last) break;
    if (first_behind == 0 && h->client().is_behind()) first_behind = taken;
    step();
  }
  ASSERT_FALSE(last);
  // Half of the queue is left when it is told.
  EXPECT_GE(first_behind, taken - 51);
  EXPECT_LE(first_behind, taken - 49);
  EXPECT_TRUE(h->client().is_behind());
  EXPECT_THAT(last.error().message(), HasSubstr("the send queue is full: 100000 of 100000 octets wait"));
  h->network.cut = false;
  ASSERT_TRUE(await_messages(server, static_cast<std::size_t>(taken)));
  EXPECT_FALSE(h->client().is_behind());
  EXPECT_TRUE(send("again"));
  ASSERT_TRUE(await_messages(server, static_cast<std::size_t>(taken) + 1));
}

TEST_F(Usrsctp, ATooLongMessageIsNotSent) {
  UsrsctpConfig config;
  config.sctp.max_message = 1000;
  start({}, config);
  set_up();
  const auto sent = send(pattern(1001));
  ASSERT_FALSE(sent);
  EXPECT_THAT(sent.error().message(), HasSubstr("1001 octets; at most 1000"));
  EXPECT_TRUE(send(pattern(1000)));
  ASSERT_TRUE(await_messages(server, 1));
}

TEST_F(Usrsctp, ATooLongMessageIsDroppedAndToldAndTheNextArrives) {
  UsrsctpConfig config;
  config.sctp.max_message = 5000;
  start({}, {}, config);
  set_up();
  ASSERT_TRUE(send(pattern(5001)));
  ASSERT_TRUE(send(pattern(60'000)));
  ASSERT_TRUE(send("next"));
  ASSERT_TRUE(await_messages(server, 1));
  EXPECT_EQ(server.messages[0].text, "next");
  EXPECT_EQ(h->server_transport.counters().messages_too_long, 2U);
  const auto told = server.find<Diagnostic>();
  ASSERT_TRUE(told);
  EXPECT_THAT(told->error.message(), HasSubstr("more than the 5000 octets"));
}

TEST_F(Usrsctp, AMessageAboveTheReceiveBufferArrivesWhole) {
  UsrsctpConfig config;
  config.sctp.max_message = 400'000;
  config.sctp.receive_buffer = 100'000;
  start({}, config, config);
  set_up();
  const std::string large = pattern(300'000);
  ASSERT_TRUE(send(large));
  ASSERT_TRUE(await_messages(server, 1));
  EXPECT_EQ(server.messages[0].text, large);
}

TEST_F(Usrsctp, WhatAnAbortCutsOffIsReportedWithTagAndOctets) {
  start();
  set_up();
  h->network.cut = true;
  ASSERT_TRUE(send("first", {}, 7));
  ASSERT_TRUE(send(pattern(5000), {.stream = 2}, (std::uint64_t{1} << 40U) + 8));
  while (h->client_transport.next_deadline() <= h->now()) step();
  ASSERT_TRUE(send("never in the library", {}, 9));
  h->client().abort(client_end.association, h->now());
  const auto lost = await<Lost>(client);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::aborted_locally);
  EXPECT_EQ(client.order.back(), "lost");
  std::map<std::uint64_t, Octets> failed;
  while (const auto event = client.find<SendFailed>()) failed[event->tag] = event->data;
  ASSERT_EQ(failed.size(), 3U);
  EXPECT_EQ(std::string(failed[7].begin(), failed[7].end()), "first");
  const Octets& second = failed[(std::uint64_t{1} << 40U) + 8];
  EXPECT_EQ(std::string(second.begin(), second.end()), pattern(5000));
  EXPECT_EQ(failed[9].size(), 20U);
}

TEST_F(Usrsctp, ASilentPeerIsUnreachableAfterTheInitRetries) {
  UsrsctpConfig config;
  config.sctp.init_retries = 3;
  config.sctp.rto_min = 200ms;
  config.sctp.rto_initial = 200ms;
  config.sctp.rto_max = 1s;
  config.sctp.init_timeout_max = 1s;
  start({}, config);
  h->network.cut = true;
  const auto id = h->client().connect(h->client_address(), h->server_address(), h->now());
  ASSERT_TRUE(id);
  const auto lost = await<Lost>(client);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::unreachable);
  EXPECT_EQ(h->network.counters.sent, 5U);  // INIT, three times more, and the ABORT of the library
  EXPECT_LT(h->now(), Instant::from_start(5s));
}

TEST_F(Usrsctp, APeerThatFallsSilentIsLostAfterTheRetransmissions) {
  UsrsctpConfig config;
  config.sctp.association_max_retransmissions = 3;
  config.sctp.path_max_retransmissions = 3;
  config.sctp.rto_initial = 200ms;
  config.sctp.rto_min = 200ms;
  config.sctp.rto_max = 400ms;
  config.sctp.heartbeat_interval = 1s;
  start({}, config);
  set_up();
  h->network.cut = true;
  const Instant cut = h->now();
  ASSERT_TRUE(send("lost", {}, 5));
  const auto lost = await<Lost>(client);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::unreachable);
  EXPECT_LT(h->now() - cut, 5s);
  const auto failed = client.find<SendFailed>();
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->tag, 5U);
}

TEST_F(Usrsctp, OptionsThatTheLibraryRefusesAreAnError) {
  UsrsctpConfig config;
  config.sctp.rto_initial = 100ms;
  config.sctp.rto_min = 200ms;
  start({}, config);
  const auto id = h->client().connect(h->client_address(), h->server_address(), h->now());
  ASSERT_FALSE(id);
  EXPECT_THAT(id.error().message(), HasSubstr("does not take RTO"));
}

TEST_F(Usrsctp, TheCauseOfAnAbortIsTold) {
  start();
  set_up();
  h->server().abort(server_end.association, h->now());
  ASSERT_TRUE(await<Lost>(client));
  const auto told = client.find<Diagnostic>();
  ASSERT_TRUE(told);
  EXPECT_THAT(told->error.message(), HasSubstr("received from 192.0.2.2, cause 12 (User-Initiated Abort)"));
}

TEST_F(Usrsctp, HeartbeatsKeepWatchOverAnIdlePath) {
  UsrsctpConfig config;
  config.sctp.heartbeat_interval = 1s;
  config.sctp.rto_max = 1s;
  config.sctp.association_max_retransmissions = 2;
  config.sctp.path_max_retransmissions = 1;
  start({}, config);
  set_up();
  h->network.cut = true;
  const auto changed = await<PeerAddressChanged>(client);
  ASSERT_TRUE(changed);
  EXPECT_FALSE(changed->reachable);
  EXPECT_EQ(changed->address, "192.0.2.2");
  EXPECT_TRUE(await<Lost>(client));
}

TEST_F(Usrsctp, SeveralAssociationsBetweenTheSameHostsAreKeptApart) {
  start();
  set_up();
  EndpointAddress other = h->client_address();
  std::vector<AssociationId> ids;
  for (std::uint16_t port = 3000; port < 3020; ++port) {
    other.port = port;
    const auto id = h->client().connect(other, h->server_address(), h->now());
    ASSERT_TRUE(id);
    ids.push_back(*id);
  }
  for (std::size_t i = 0; i < ids.size(); ++i) ASSERT_TRUE(await<Established>(client));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ASSERT_TRUE(h->client().send(ids[i], message_of(std::to_string(3000 + i)), {}, h->now()));
  }
  ASSERT_TRUE(await_messages(server, ids.size()));
  std::map<AssociationId, std::uint16_t> ports;
  while (const auto e = server.find<Established>()) ports[e->association] = e->peer.port;
  for (const Message& m : server.messages) EXPECT_EQ(m.text, std::to_string(ports[m.association]));
  EXPECT_FALSE(h->client().connect(other, h->server_address(), h->now())) << "the same endpoints again";
}

TEST_F(Usrsctp, DestroyingATransportAbortsItsAssociations) {
  start();
  set_up();
  UsrsctpTransport third(std::make_unique<MemoryIo>(h->network));
  const auto id = third.connect({{"192.0.2.3"}, 2905}, h->server_address(), h->now());
  ASSERT_TRUE(id);
  {
    UsrsctpTransport fourth(std::make_unique<MemoryIo>(h->network));
    ASSERT_TRUE(fourth.connect({{"192.0.2.4"}, 2905}, h->server_address(), h->now()));
    while (!server.find<Established>()) {
      ASSERT_TRUE(step());
      fourth.on_time(h->now());
    }
  }
  const auto lost = await<Lost>(server);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::aborted_by_peer);
  EXPECT_NE(lost->association, server_end.association);
}

}  // namespace
}  // namespace mapsim::link::test
