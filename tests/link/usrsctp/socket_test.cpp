// Userland SCTP over sockets of this host: inside UDP and directly over IP, both families, and over a network
// that loses, repeats and disorders.
#include <gmock/gmock.h>

#include "tests/link/usrsctp/socket_support.h"
#include "tests/link/usrsctp/support.h"

namespace mapsim::link::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

template <class Hosts>
struct SocketHarness : SocketPair {
  SocketHarness() : SocketPair(Hosts::hosts()) {
    if (!skip_reason().empty()) return;
    // A host that is there answers, even where nobody listens.
    const auto there = server().listen({server_address().hosts, 9}, now());
    EXPECT_TRUE(there) << there.error().message();
  }
};

INSTANTIATE_TYPED_TEST_SUITE_P(OverUdp, TransportContract, SocketHarness<Udp4>);
INSTANTIATE_TYPED_TEST_SUITE_P(OverUdpAndIpv6, TransportContract, SocketHarness<Udp6>);
INSTANTIATE_TYPED_TEST_SUITE_P(OverIp, TransportContract, SocketHarness<Raw4>);
INSTANTIATE_TYPED_TEST_SUITE_P(OverIpv6, TransportContract, SocketHarness<Raw6>);

class BadNetwork : public ::testing::Test {
 protected:
  void start(const SocketHosts& hosts, FaultyIoConfig faults, const UsrsctpConfig& config = quick()) {
    pair = std::make_unique<SocketPair>(hosts, config, faults);
    const auto there = pair->server().listen(pair->server_address(), pair->now());
    ASSERT_TRUE(there) << there.error().message();
    const auto id = pair->client().connect(pair->client_address(), pair->server_address(), pair->now());
    ASSERT_TRUE(id) << id.error().message();
    while (!client_end || !server_end) {
      ASSERT_TRUE(step());
      if (auto up = client.find<Established>()) client_end = up->association;
      if (auto up = server.find<Established>()) server_end = up->association;
    }
  }
  bool step() {
    const bool more = pair->step();
    client.take(pair->client());
    server.take(pair->server());
    return more;
  }
  // So many each way over four streams; whatever the network does, all of them come, once, in the order of
  // their streams.
  void exchange(std::size_t count) {
    std::size_t sent = 0;
    while (client.messages.size() < count || server.messages.size() < count) {
      for (std::size_t i = 0; i < 10 && sent < count; ++i, ++sent) {
        const SendOptions options{.stream = static_cast<std::uint16_t>(sent % 4)};
        const std::string text = std::to_string(sent) + " " + pattern(sent * 37 % 3000, sent);
        ASSERT_TRUE(pair->client().send(*client_end, message_of(text), options, pair->now()));
        ASSERT_TRUE(pair->server().send(*server_end, message_of(text), options, pair->now()));
      }
      ASSERT_TRUE(step()) << client.messages.size() << " and " << server.messages.size() << " of " << count
                          << " came";
    }
    // What is repeated late must not come.
    const Instant quiet = pair->now() + 100ms;
    while (pair->now() < quiet) ASSERT_TRUE(step());
    for (const Log* log : {&client, &server}) {
      ASSERT_EQ(log->messages.size(), count);
      std::vector<std::size_t> next{0, 1, 2, 3};
      for (const Message& m : log->messages) {
        std::size_t& i = next[m.stream];
        ASSERT_EQ(m.text, std::to_string(i) + " " + pattern(i * 37 % 3000, i));
        i += 4;
      }
    }
  }
  std::uint64_t faults(std::uint64_t FaultyIo::Counters::*which) const {
    return pair->client_faults->counters.*which + pair->server_faults->counters.*which;
  }

  std::unique_ptr<SocketPair> pair;
  Log client;
  Log server;
  std::optional<AssociationId> client_end;
  std::optional<AssociationId> server_end;
};

TEST_F(BadNetwork, LossLosesNothing) {
  start(Udp4::hosts(), {.loss = 0.05});
  exchange(300);
  EXPECT_GT(faults(&FaultyIo::Counters::lost), 10U);
}

TEST_F(BadNetwork, DuplicationRepeatsNothing) {
  start(Udp4::hosts(), {.duplication = 0.3});
  exchange(300);
  EXPECT_GT(faults(&FaultyIo::Counters::duplicated), 50U);
}

TEST_F(BadNetwork, ReorderingAndDelayDisorderNothing) {
  start(Udp4::hosts(), {.reordering = 0.2, .delaying = 0.1});
  exchange(300);
  EXPECT_GT(faults(&FaultyIo::Counters::reordered), 20U);
  EXPECT_GT(faults(&FaultyIo::Counters::delayed), 10U);
}

TEST_F(BadNetwork, EverythingAtOnceForSeveralSeeds) {
  for (std::uint64_t seed = 1; seed <= 6; seed += 2) {
    SCOPED_TRACE(seed);
    client = {};
    server = {};
    client_end = server_end = std::nullopt;
    start(Udp4::hosts(),
          {.seed = seed, .loss = 0.03, .duplication = 0.05, .reordering = 0.1, .delaying = 0.05});
    exchange(150);
  }
}

TEST_F(BadNetwork, EverythingAtOnceDirectlyOverIp) {
  const SocketHosts hosts = Raw4::hosts();
  if (!hosts.skip.empty()) GTEST_SKIP() << hosts.skip;
  start(hosts, {.loss = 0.03, .duplication = 0.05, .reordering = 0.1, .delaying = 0.05});
  exchange(150);
}

TEST_F(BadNetwork, ACutIsTold) {
  UsrsctpConfig config = quick();
  config.sctp.association_max_retransmissions = 3;
  start(Udp4::hosts(), {}, config);
  pair->client_faults->cut = true;
  ASSERT_TRUE(pair->client().send(*client_end, message_of("never", 7), {}, pair->now()));
  std::optional<Lost> lost;
  while (!(lost = client.find<Lost>())) ASSERT_TRUE(step());
  EXPECT_EQ(lost->reason, LossReason::unreachable);
  const auto failed = client.find<SendFailed>();
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->tag, 7U);
}

TEST_F(BadNetwork, GarbageFromAnotherSocketEndsNothing) {
  start(Udp4::hosts(), {});
  const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(pair->server_faults->local().udp_port);
  to.sin_addr.s_addr = ::inet_addr("127.0.0.2");
  Random random(1);
  for (int i = 0; i < 500; ++i) {
    Octets garbage(random.below(200));
    for (auto& octet : garbage) octet = static_cast<std::uint8_t>(random.next());
    ::sendto(fd, garbage.data(), garbage.size(), 0, reinterpret_cast<sockaddr*>(&to), sizeof(to));
    if (i % 50 == 0) {
      ASSERT_TRUE(step());
    }
  }
  ::close(fd);
  exchange(50);
  EXPECT_GT(pair->server().counters().packets_bad, 400U);
}

// So that the peer has answers before the last of its packets was looked at.
TEST(SocketIo, OfManyPacketsATurnTakesHalfAndOfFewEight) {
  SocketIoConfig config;
  config.local_port = 0;
  auto io = std::make_unique<SocketIo>(config);
  const SocketIo& socket = *io;
  UsrsctpTransport transport(std::move(io), quick());
  const Instant at = real_time();
  ASSERT_TRUE(transport.listen({{"127.0.0.1"}, 2905}, at));
  const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(socket.local().udp_port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (int i = 0; i < 40; ++i) ::sendto(fd, "?", 1, 0, reinterpret_cast<sockaddr*>(&to), sizeof(to));
  ::close(fd);
  for (const std::uint64_t seen : {20U, 30U, 38U, 40U}) {
    transport.on_time(at);
    EXPECT_EQ(transport.counters().packets_in, seen);
    EXPECT_EQ(socket.at_hand(), 40 - seen);
    // What is at hand is no reason to wait.
    EXPECT_EQ(transport.next_deadline() <= at, seen < 40);
  }
}

TEST(SocketIo, WhatThisHostDoesNotSendIsToldOnce) {
  SocketIoConfig io;
  io.local_port = 0;
  UsrsctpTransport transport(std::make_unique<SocketIo>(io), quick());
  Instant at = real_time();
  // From the loopback there is no way to another host.
  ASSERT_TRUE(transport.connect({{"127.0.0.1"}, 2905}, {{"192.0.2.77"}, 2905}, at));
  std::vector<std::string> told;
  for (int i = 0; i < 20; ++i) {
    at = at + 100ms;  // several INITs
    transport.on_time(at);
    while (const auto event = transport.poll()) {
      if (const auto* d = std::get_if<Diagnostic>(&*event)) told.push_back(d->error.message());
    }
  }
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told[0], HasSubstr("this host does not send packets to 192.0.2.77 (UDP port 9899): "));
}

TEST(SocketIo, AUdpPortInUseIsAnError) {
  SocketIoConfig config;
  config.local_port = 0;
  SocketIo first(config);
  const auto host = parse_ip("127.0.0.1");
  ASSERT_TRUE(first.open(*host));
  config.local_port = first.local().udp_port;
  SocketIo second(config);
  const auto opened = second.open(*host);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message(), HasSubstr("another program"));
}

TEST(SocketIo, AnAddressOfAnotherHostIsAnError) {
  SocketIo io;
  const auto opened = io.open(*parse_ip("192.0.2.77"));
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message(), HasSubstr("cannot bind on 192.0.2.77"));
}

}  // namespace
}  // namespace mapsim::link::test
