// Nodes in one world: links come up and go down, messages pass through whole stacks, time is virtual.
#include "sigtran/node/world.h"

#include <gmock/gmock.h>

#include "tests/node/two_nodes.h"

namespace mapsim::node {
namespace {

using test::config;

class NodesInAWorld : public testing::Test {
 protected:
  NodesInAWorld() : world_(WorldConfig{}) {
    world_.add(config("a", 1, "192.0.2.1", 2, "192.0.2.2", m3ua::Role::asp));
    world_.add(config("b", 2, "192.0.2.2", 1, "192.0.2.1", m3ua::Role::sgp));
  }
  map::Request begin() { return test::begin(world_.node(0)); }
  // The next event of a kind, with nothing skipped but diagnostics and link events.
  template <class T>
  std::optional<T> next(std::size_t node) {
    while (auto e = world_.next(world_.now() + std::chrono::seconds(1))) {
      if (const auto* wanted = std::get_if<T>(e->event); wanted != nullptr && e->node == node) return *wanted;
    }
    return std::nullopt;
  }
  World world_;
};

TEST_F(NodesInAWorld, BringTheirLinkUpWithinVirtualTime) {
  ASSERT_TRUE(world_.link(0, 1, 0));
  EXPECT_FALSE(world_.node(0).reaches(2));
  ASSERT_TRUE(world_.bring_up());
  EXPECT_TRUE(world_.node(0).reaches(2));
  EXPECT_TRUE(world_.node(1).reaches(1));
  EXPECT_LT(world_.now().since_start(), std::chrono::seconds(1));
}

TEST_F(NodesInAWorld, CarryADialogueThroughBothStacks) {
  ASSERT_TRUE(world_.link(0, 1, 0));
  ASSERT_TRUE(world_.bring_up());
  ASSERT_TRUE(world_.node(0).request(begin(), world_.now()));
  const auto received = next<map::MessageIndication>(1);
  ASSERT_TRUE(received);
  EXPECT_EQ(received->primitive, tcap::Primitive::begin);
  EXPECT_EQ(received->context, (map::ApplicationContext{25, 3}));
  EXPECT_EQ(received->transit.label.opc, 1U);
  EXPECT_EQ(received->transit.called.gt->digits, "2");
}

TEST_F(NodesInAWorld, KeepTheUsersTokenOfADialogue) {
  const auto id = world_.node(0).new_dialogue();
  ASSERT_TRUE(id);
  EXPECT_EQ(world_.node(0).user(*id), 0U);
  world_.node(0).set_user(*id, 7);
  EXPECT_EQ(world_.node(0).user(*id), 7U);
}

TEST_F(NodesInAWorld, KnowTheirPeersTransactionOnlyAfterItsFirstMessage) {
  ASSERT_TRUE(world_.link(0, 1, 0));
  ASSERT_TRUE(world_.bring_up());
  map::Request request = begin();
  const map::DialogueId id = request.dialogue;
  ASSERT_TRUE(world_.node(0).request(std::move(request), world_.now()));
  EXPECT_FALSE(world_.node(0).knows_peer(id));
  const auto received = next<map::MessageIndication>(1);
  ASSERT_TRUE(received);
  map::Request answer;
  answer.action = map::Action::continue_;
  answer.dialogue = received->dialogue;
  ASSERT_TRUE(world_.node(1).request(std::move(answer), world_.now()));
  ASSERT_TRUE(next<map::MessageIndication>(0));
  EXPECT_TRUE(world_.node(0).knows_peer(id));
}

TEST_F(NodesInAWorld, TellWhichLinkDidNotComeUp) {
  ASSERT_TRUE(world_.link(0, 1, 0));
  world_.network().cut_path("192.0.2.1", "192.0.2.2", world_.now());
  const auto up = world_.bring_up(std::chrono::seconds(5));
  ASSERT_FALSE(up);
  EXPECT_THAT(up.error().text, testing::HasSubstr("a - b did not come up"));
  EXPECT_EQ(world_.now().since_start(), std::chrono::seconds(5));
}

TEST_F(NodesInAWorld, TakeTheirLinkDownInOrder) {
  ASSERT_TRUE(world_.link(0, 1, 0));
  ASSERT_TRUE(world_.bring_up());
  world_.close();
  EXPECT_EQ(world_.node(0).associations(), 0U);
  EXPECT_EQ(world_.node(1).associations(), 0U);
}

}  // namespace
}  // namespace mapsim::node
