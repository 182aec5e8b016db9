// Two paths between the same endpoints (RFC 9260 6.4, 8.2).
#include <gmock/gmock.h>

#include "tests/link/kernel/guest/pair.h"

namespace mapsim::link::test {
namespace {

using ::testing::UnorderedElementsAreArray;

class Multihoming : public KernelPair {
 protected:
  // What is told of an address, once it is what is wanted; the confirmation of a path is told as reachable
  // too.
  bool await_path(Log& log, const std::string& address, bool reachable) {
    while (const auto change = await<PeerAddressChanged>(log)) {
      if (change->address == address && change->reachable == reachable) return true;
    }
    return false;
  }
  void expect_in_order(std::size_t count) {
    ASSERT_TRUE(await_messages(right, count)) << right.messages.size();
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(right.messages[i].text, std::to_string(i));
  }
};

TEST_F(Multihoming, EachEndTellsAllAddressesOfTheOther) {
  set_up(kLeftPaths, kRightPaths);
  EXPECT_THAT(left_end.peer.hosts, UnorderedElementsAreArray(kRightPaths));
  EXPECT_THAT(right_end.peer.hosts, UnorderedElementsAreArray(kLeftPaths));
}

TEST_F(Multihoming, MessagesGoOnOverTheOtherPathWhenOneIsCut) {
  set_up(kLeftPaths, kRightPaths);
  std::size_t sent = 0;
  for (; sent < 50; ++sent) ASSERT_TRUE(send(std::to_string(sent)));
  expect_in_order(50);
  Network::get().cut(1);
  for (; sent < 100; ++sent) ASSERT_TRUE(send(std::to_string(sent)));
  expect_in_order(100);
  EXPECT_TRUE(await_path(left, "198.51.100.2", false));
  EXPECT_TRUE(await_path(right, "198.51.100.1", false));
  EXPECT_FALSE(left.find<Lost>());
}

TEST_F(Multihoming, APathThatCameBackIsTold) {
  set_up(kLeftPaths, kRightPaths);
  Network::get().cut(1);
  ASSERT_TRUE(send("0"));
  ASSERT_TRUE(await_path(left, "198.51.100.2", false));
  Network::get().mend(1);
  EXPECT_TRUE(await_path(left, "198.51.100.2", true));
  ASSERT_TRUE(send("1"));
  expect_in_order(2);
}

TEST_F(Multihoming, TheOtherPathServesAloneToo) {
  set_up(kLeftPaths, kRightPaths);
  Network::get().cut(2);
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(send(std::to_string(i)));
  expect_in_order(50);
  EXPECT_TRUE(await_path(left, "203.0.113.2", false));
}

TEST_F(Multihoming, ASetUpTriesTheOtherAddress) {
  Network::get().cut(1);
  set_up(kLeftPaths, kRightPaths);
  ASSERT_TRUE(send("0"));
  expect_in_order(1);
}

TEST_F(Multihoming, WithBothPathsCutTheAssociationIsLost) {
  set_up(kLeftPaths, kRightPaths);
  Network::get().cut(1);
  Network::get().cut(2);
  ASSERT_TRUE(send("0", {}, 7));
  const auto lost = await<Lost>(left);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::unreachable);
  const auto failed = left.find<SendFailed>();
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->tag, 7U);
}

TEST_F(Multihoming, PathsMayBeOfBothFamilies) {
  set_up({"2001:db8:1::1", "203.0.113.1"}, {"2001:db8:1::2", "203.0.113.2"});
  EXPECT_THAT(right_end.peer.hosts, UnorderedElementsAreArray({"2001:db8:1::1", "203.0.113.1"}));
  ASSERT_TRUE(send("0"));
  expect_in_order(1);
  Network::get().cut(1);
  for (int i = 1; i < 50; ++i) ASSERT_TRUE(send(std::to_string(i)));
  expect_in_order(50);
  EXPECT_TRUE(await_path(left, "2001:db8:1::2", false));
}

TEST_F(Multihoming, NothingIsLostWhilePathsComeAndGo) {
  set_up(kLeftPaths, kRightPaths);
  std::size_t sent = 0;
  for (const int path : {1, 2, 1}) {
    Network::get().cut(path);
    for (int i = 0; i < 100; ++i, ++sent) ASSERT_TRUE(send(std::to_string(sent)));
    expect_in_order(sent);
    Network::get().mend(path);
    run_for(std::chrono::milliseconds(800));  // heartbeats find it again
  }
  EXPECT_FALSE(left.find<Lost>());
}

}  // namespace
}  // namespace mapsim::link::test
