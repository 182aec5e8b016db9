#include "tools/decode/dialogue_tracker.h"

#include <gtest/gtest.h>

namespace mapsim::cli::test {
namespace {

using namespace std::chrono_literals;
using tcap::MessageType;

sccp::Address address(const std::string& digits) {
  sccp::Address a;
  a.gt.emplace().digits = digits;
  return a;
}

class Tracker : public testing::Test {
 protected:
  tcap::Message message(MessageType type, std::optional<std::uint32_t> otid,
                        std::optional<std::uint32_t> dtid) {
    tcap::Message m;
    m.type = type;
    if (otid) m.otid = tcap::TransactionId{*otid, 4};
    if (dtid) m.dtid = tcap::TransactionId{*dtid, 4};
    return m;
  }
  Followed forward(const tcap::Message& m, std::chrono::nanoseconds at = 0ns) {
    return tracker_.follow(m, {b_, a_, {}}, at);
  }
  Followed backward(const tcap::Message& m, std::chrono::nanoseconds at = 0ns) {
    return tracker_.follow(m, {a_, b_, {}}, at);
  }
  static tcap::Message with_invoke(tcap::Message m, tcap::InvokeId id, std::int32_t code) {
    tcap::Component c;
    c.type = tcap::ComponentType::invoke;
    c.invoke_id = id;
    c.code = tcap::Code{code};
    m.components.push_back(c);
    return m;
  }

  DialogueTracker tracker_{3};
  sccp::Address a_ = address("15550100001");
  sccp::Address b_ = address("15550100002");
};

TEST_F(Tracker, MessagesOfBothDirectionsAreOneDialogueAndNothingStaysAfterItsEnd) {
  const auto begin = forward(message(MessageType::begin, 1, {}));
  const auto answer = backward(message(MessageType::continue_, 2, 1));
  const auto next = forward(message(MessageType::continue_, 1, 2));
  EXPECT_EQ(answer.dialogue, begin.dialogue);
  EXPECT_EQ(next.dialogue, begin.dialogue);
  EXPECT_TRUE(begin.by_initiator);
  EXPECT_FALSE(answer.by_initiator);
  EXPECT_TRUE(next.by_initiator);
  EXPECT_EQ(backward(message(MessageType::end, {}, 1)).dialogue, begin.dialogue);
  EXPECT_EQ(begin.dialogue->end, DialogueEnd::end);
  EXPECT_EQ(tracker_.open(), 0U);
  EXPECT_EQ(tracker_.take_ended().size(), 1U);
  // Its ids are free again.
  EXPECT_NE(backward(message(MessageType::end, {}, 1)).dialogue, begin.dialogue);
  EXPECT_NE(forward(message(MessageType::end, {}, 2)).dialogue, begin.dialogue);
}

TEST_F(Tracker, AnAbortEndsADialogueFromEitherSide) {
  const auto first = forward(message(MessageType::begin, 1, {}));
  EXPECT_EQ(backward(message(MessageType::abort, {}, 1)).dialogue, first.dialogue);
  EXPECT_EQ(first.dialogue->end, DialogueEnd::abort);
  const auto second = forward(message(MessageType::begin, 1, {}));
  backward(message(MessageType::continue_, 2, 1));
  EXPECT_EQ(forward(message(MessageType::abort, {}, 2)).dialogue, second.dialogue);
}

TEST_F(Tracker, AReusedTransactionIdIsANewDialogue) {
  const auto first = forward(message(MessageType::begin, 1, {}));
  const auto second = forward(message(MessageType::begin, 1, {}));
  EXPECT_NE(first.dialogue, second.dialogue);
  EXPECT_EQ(first.dialogue->end, DialogueEnd::reused);
  EXPECT_EQ(backward(message(MessageType::end, {}, 1)).dialogue, second.dialogue);
}

TEST_F(Tracker, TheSameIdOfAnotherNodeIsAnotherDialogue) {
  const auto ours = forward(message(MessageType::begin, 1, {}));
  const auto theirs = backward(message(MessageType::begin, 1, {}));
  EXPECT_NE(ours.dialogue, theirs.dialogue);
  EXPECT_EQ(backward(message(MessageType::end, {}, 1)).dialogue, ours.dialogue);
}

TEST_F(Tracker, AContinueWithoutItsBeginIsFollowedInBothDirections) {
  const auto orphan = backward(message(MessageType::continue_, 2, 1));
  EXPECT_FALSE(orphan.dialogue->begun);
  EXPECT_EQ(forward(message(MessageType::continue_, 1, 2)).dialogue, orphan.dialogue);
  EXPECT_EQ(backward(message(MessageType::end, {}, 1)).dialogue, orphan.dialogue);
}

TEST_F(Tracker, NodesWithoutGlobalTitleAreKnownByThePointCodesOfMtp) {
  sccp::Address none;
  mtp::RoutingLabel there{.opc = 1, .dpc = 2};
  mtp::RoutingLabel back{.opc = 2, .dpc = 1};
  mtp::RoutingLabel other{.opc = 2, .dpc = 3};
  const auto begin = tracker_.follow(message(MessageType::begin, 1, {}), {none, none, there}, 0ns);
  EXPECT_NE(tracker_.follow(message(MessageType::end, {}, 1), {none, none, other}, 0ns).dialogue,
            begin.dialogue);
  EXPECT_EQ(tracker_.follow(message(MessageType::end, {}, 1), {none, none, back}, 0ns).dialogue,
            begin.dialogue);
}

TEST_F(Tracker, InvocationsAreKeptApartByTheSideThatInvoked) {
  const auto begin = forward(with_invoke(message(MessageType::begin, 1, {}), 1, 44));
  backward(with_invoke(message(MessageType::continue_, 2, 1), 1, 46));
  EXPECT_EQ(begin.dialogue->operation_code(0, 1), 44);
  EXPECT_EQ(begin.dialogue->operation_code(1, 1), 46);
}

TEST_F(Tracker, ALookAtAMessageChangesNothing) {
  const auto begin = forward(message(MessageType::begin, 1, {}));
  const auto end = message(MessageType::end, {}, 1);
  EXPECT_EQ(tracker_.find(end, {a_, b_, {}})->dialogue, begin.dialogue);
  EXPECT_EQ(tracker_.open(), 1U);
  EXPECT_FALSE(tracker_.find(message(MessageType::end, {}, 9), {a_, b_, {}}));
}

TEST_F(Tracker, AnIdleDialogueIsForgottenByTheTimeOfTheCapture) {
  const auto idle = forward(message(MessageType::begin, 1, {}), 1s);
  const auto busy = forward(message(MessageType::begin, 2, {}), 1s);
  backward(message(MessageType::continue_, 7, 2), 14min);
  forward(message(MessageType::begin, 3, {}), 15min + 2s);
  EXPECT_EQ(idle.dialogue->end, DialogueEnd::idle);
  EXPECT_EQ(busy.dialogue->end, DialogueEnd::none);
  EXPECT_EQ(tracker_.open(), 2U);
}

TEST_F(Tracker, TheDialogueUsedLongestAgoGoesAtTheLimit) {
  const auto first = forward(message(MessageType::begin, 1, {}));
  const auto second = forward(message(MessageType::begin, 2, {}));
  forward(message(MessageType::begin, 3, {}));
  backward(message(MessageType::continue_, 7, 1));
  forward(message(MessageType::begin, 4, {}));
  EXPECT_EQ(first.dialogue->end, DialogueEnd::none);
  EXPECT_EQ(second.dialogue->end, DialogueEnd::limit);
  EXPECT_EQ(tracker_.open(), 3U);
}

}  // namespace
}  // namespace mapsim::cli::test
