// Two nodes wired to each other: the procedures of RFC 4666 seen from both ends.
#include <gtest/gtest.h>
#include <map>

#include "tests/m3ua/station.h"

namespace mapsim::m3ua::test {
namespace {

// Carries everything from one node to the other, in order, without delay.
class Pair {
 public:
  Pair(Config one, Config two) : a(std::move(one)), b(std::move(two)) {}

  void connect(std::uint16_t streams = 4) {
    a.up(0, streams);
    b.up(0, streams);
    settle();
  }
  void settle() {
    for (int turns = 0; !a.sent.empty() || !b.sent.empty(); ++turns) {
      ASSERT_LT(turns, 1000) << "the two do not come to rest";
      carry(a, b);
      carry(b, a);
    }
  }
  void pass(Duration time) {
    a.pass(time);
    b.pass(time);
    settle();
  }

  Station a;
  Station b;
  std::map<std::string, int> carried;  // how many of each message

 private:
  void carry(Station& from, Station& to) {
    while (!from.sent.empty()) {
      const Sent message = from.sent.front();
      from.sent.pop_front();
      ++carried[std::string(find_message(read(message.octets).value().type)->name)];
      to.receive(message.octets, 0, message.stream);
    }
  }
};

void expect_data_both_ways(Pair& p) {
  p.a.transfer(9, 3);
  p.b.transfer(9, 4);
  p.settle();
  ASSERT_EQ(p.a.delivered.size(), 1U);
  ASSERT_EQ(p.b.delivered.size(), 1U);
  EXPECT_EQ(p.b.delivered[0].data, octets("abcdef"));
  EXPECT_EQ(p.carried["err"], 0);
}

TEST(M3uaPair, AnAspAndAnSgpComeUpAndCarryData) {
  Pair p(one_peer(Role::asp), one_peer(Role::sgp));
  p.connect();
  EXPECT_EQ(p.a.node.asp_state(0, 0, Side::local), AspState::active);
  EXPECT_EQ(p.b.node.asp_state(0, 0, Side::remote), AspState::active);
  EXPECT_EQ(p.b.node.as_state(0), AsState::active);
  const std::map<std::string, int> expected{
      {"aspup", 1}, {"aspup-ack", 1}, {"aspac", 1}, {"aspac-ack", 1}, {"ntfy", 2}};
  EXPECT_EQ(p.carried, expected);
  const auto notified = p.a.told<NotifyReceived>();
  ASSERT_EQ(notified.size(), 2U);
  EXPECT_EQ(notified[0].status, as_change(AsStateStatus::as_inactive));
  EXPECT_EQ(notified[1].status, as_change(AsStateStatus::as_active));
  expect_data_both_ways(p);
}

TEST(M3uaPair, WorksWithOneStreamAndWithoutRoutingContext) {
  Pair p(one_peer(Role::asp, std::nullopt), one_peer(Role::sgp, std::nullopt));
  p.connect(1);
  expect_data_both_ways(p);
}

TEST(M3uaPair, WorksWithSeveralApplicationServersOnOneAssociation) {
  Pair p(two_servers(Role::asp), two_servers(Role::sgp));
  p.connect();
  EXPECT_EQ(p.b.node.as_state(0), AsState::active);
  EXPECT_EQ(p.b.node.as_state(1), AsState::active);
  expect_data_both_ways(p);
}

TEST(M3uaPair, TwoIpspsInASingleExchange) {
  Config passive = one_peer(Role::ipsp_single_exchange);
  passive.peers[0].automatic_up = false;
  passive.peers[0].automatic_active = false;
  Pair p(one_peer(Role::ipsp_single_exchange), passive);
  p.connect();
  EXPECT_EQ(p.carried["aspup"], 1);
  EXPECT_EQ(p.carried["aspac"], 1);
  expect_data_both_ways(p);
}

TEST(M3uaPair, TwoIpspsInADoubleExchange) {
  Pair p(one_peer(Role::ipsp_double_exchange), one_peer(Role::ipsp_double_exchange));
  p.connect();
  EXPECT_EQ(p.carried["aspup"], 2);
  EXPECT_EQ(p.carried["aspac"], 2);
  expect_data_both_ways(p);
}

TEST(M3uaPair, InADoubleExchangeEachSideActivatesTheTrafficTowardsItself) {
  Config quiet = one_peer(Role::ipsp_double_exchange);
  quiet.peers[0].automatic_active = false;
  Pair p(one_peer(Role::ipsp_double_exchange), quiet);
  p.connect();
  p.b.transfer(9);  // a is active: b may send to it
  p.a.transfer(9);  // b is not
  p.settle();
  EXPECT_EQ(p.a.delivered.size(), 1U);
  EXPECT_TRUE(p.b.delivered.empty());
}

TEST(M3uaPair, LeavesAndComesBack) {
  Pair p(one_peer(Role::asp), one_peer(Role::sgp));
  p.connect();
  p.a.put(AspDown{0});
  p.settle();
  EXPECT_EQ(p.b.node.asp_state(0, 0, Side::remote), AspState::down);
  EXPECT_EQ(p.b.node.as_state(0), AsState::pending);
  p.pass(2s);
  EXPECT_EQ(p.b.node.as_state(0), AsState::down);
  p.a.put(AspActive{0});
  p.settle();
  expect_data_both_ways(p);
}

TEST(M3uaPair, WhatWasQueuedWhilePendingArrivesAfterAShortAbsence) {
  Pair p(one_peer(Role::asp), one_peer(Role::sgp));
  p.connect();
  p.a.down(0);
  p.b.down(0);
  p.b.transfer(9, 1);
  p.pass(1s);
  EXPECT_TRUE(p.a.delivered.empty());
  p.connect();
  EXPECT_EQ(p.a.delivered.size(), 1U);
}

TEST(M3uaPair, ALostAcknowledgementIsMadeUpForByTack) {
  Pair p(one_peer(Role::asp), one_peer(Role::sgp));
  p.a.up();
  p.b.up();
  const Message up = p.a.next();
  p.b.receive(up);
  p.b.forget();  // ASPUP ACK and NOTIFY are lost
  p.pass(2s);
  expect_data_both_ways(p);
}

TEST(M3uaPair, HeartbeatsOfBothSidesKeepThemUp) {
  Config one = one_peer(Role::asp);
  Config two = one_peer(Role::sgp);
  one.timers.heartbeat = 30s;
  two.timers.heartbeat = 30s;
  Pair p(one, two);
  p.connect();
  for (int i = 0; i < 10; ++i) p.pass(30s);
  EXPECT_EQ(p.carried["beat"], 20);
  EXPECT_EQ(p.carried["beat-ack"], 20);
  EXPECT_EQ(p.a.node.asp_state(0, 0, Side::local), AspState::active);
}

TEST(M3uaPair, ACopyOfANodeIsASecondFuture) {
  Pair p(one_peer(Role::asp), one_peer(Role::sgp));
  p.connect();
  Pair other = p;
  other.a.put(AspInactive{0});
  other.settle();
  EXPECT_EQ(other.b.node.asp_state(0, 0, Side::remote), AspState::inactive);
  expect_data_both_ways(p);
}

}  // namespace
}  // namespace mapsim::m3ua::test
