// How associations end, and begin anew, on a network.
#include <gmock/gmock.h>

#include "tests/link/kernel/guest/pair.h"

namespace mapsim::link::test {
namespace {

using ::testing::HasSubstr;

class KernelEnd : public KernelPair {};

TEST_F(KernelEnd, AnAbortOfThePeerTellsItsCause) {
  set_up();
  h->server().abort(right_end.association, h->now());
  const auto lost = await<Lost>(left);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::aborted_by_peer);
  EXPECT_EQ(diagnostics(left),
            "sctp, ABORT (RFC 9260 3.3.10): received from 198.51.100.2, cause 12 (User-Initiated Abort)\n");
  EXPECT_EQ(left.order.back(), "lost");
}

TEST_F(KernelEnd, AnAbortBehindMessagesComesAfterThem) {
  set_up();
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(send(std::to_string(i)));
  left.take(h->client());
  ASSERT_TRUE(await_messages(right, 100));
  ASSERT_TRUE(h->server().send(right_end.association, message_of("last"), {}, h->now()));
  right.take(h->server());
  h->server().abort(right_end.association, h->now());
  ASSERT_TRUE(await<Lost>(left));
  EXPECT_EQ(left.messages.size(), 1U);
  EXPECT_THAT(diagnostics(left), HasSubstr("User-Initiated Abort"));
}

TEST_F(KernelEnd, ASetUpThatNothingAnswersEndsAsUnreachable) {
  h = std::make_unique<KernelHarness>();
  Network::get().shape(1, "loss 100%");
  ASSERT_TRUE(h->client().connect(h->client_address(), h->server_address(), h->now()));
  const auto lost = await<Lost>(left);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::unreachable);
}

TEST_F(KernelEnd, ASetUpWithoutAWayEndsAsUnreachable) {
  h = std::make_unique<KernelHarness>();
  ASSERT_TRUE(h->client().connect(h->client_address(), {{"192.0.2.1"}, 2905}, h->now()));
  const auto lost = await<Lost>(left);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::unreachable);
}

TEST_F(KernelEnd, WhatWasNotAcknowledgedIsToldMessageByMessageWhenThePeerIsGone) {
  set_up();
  ASSERT_TRUE(send("arrives", {}, 1));
  ASSERT_TRUE(await_messages(right, 1));
  run_for(std::chrono::milliseconds(100));  // its acknowledgement too
  Network::get().cut(1);
  const std::string large(3000, 'x');  // two chunks
  for (std::uint64_t tag = 2; tag <= 101; ++tag) {
    ASSERT_TRUE(send(tag % 10 == 0 ? large : "message " + std::to_string(tag), {}, tag));
  }
  const auto lost = await<Lost>(left);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::unreachable);
  std::uint64_t tag = 2;
  while (const auto failed = left.find<SendFailed>()) {
    EXPECT_EQ(failed->tag, tag);
    EXPECT_EQ(std::string(failed->data.begin(), failed->data.end()),
              tag % 10 == 0 ? large : "message " + std::to_string(tag));
    ++tag;
  }
  EXPECT_EQ(tag, 102U);
  EXPECT_EQ(left.order.back(), "lost");
}

// The peer's host lost its state and connects anew from the same address and port (RFC 9260 5.2.2).
TEST_F(KernelEnd, APeerThatLostItsStateRestartsTheAssociation) {
  set_up();
  ASSERT_TRUE(send("before"));
  ASSERT_TRUE(await_messages(right, 1));
  Network::get().shape(1, "loss 100%");
  h->client().abort(left_end.association, h->now());  // nobody hears it
  ASSERT_TRUE(await<Lost>(left));
  Network::get().restore();
  const auto id = h->client().connect(h->client_address(), h->server_address(), h->now());
  ASSERT_TRUE(id);
  const auto anew = await<Established>(left);
  ASSERT_TRUE(anew);
  const auto restarted = await<Restarted>(right);
  ASSERT_TRUE(restarted);
  EXPECT_EQ(restarted->association, right_end.association);
  ASSERT_TRUE(h->client().send(*id, message_of("after"), {}, h->now()));
  ASSERT_TRUE(await_messages(right, 2));
  EXPECT_EQ(right.messages[1].text, "after");
  EXPECT_EQ(right.messages[1].association, right_end.association);
  ASSERT_TRUE(h->server().send(right_end.association, message_of("back"), {}, h->now()));
  ASSERT_TRUE(await_messages(left, 1));
  EXPECT_FALSE(right.find<Lost>());
}

TEST_F(KernelEnd, AShutdownWhileMessagesAreLostDeliversThemAllTheSame) {
  set_up();
  Network::get().shape(1, "delay 5ms loss 20%");
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(send(std::to_string(i)));
  h->client().shutdown(left_end.association, h->now());
  const auto at_right = await<Lost>(right);
  ASSERT_TRUE(at_right);
  EXPECT_EQ(at_right->reason, LossReason::shutdown_by_peer);
  ASSERT_EQ(right.messages.size(), 100U);
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(right.messages[i].text, std::to_string(i));
  const auto at_left = await<Lost>(left);
  ASSERT_TRUE(at_left);
  EXPECT_EQ(at_left->reason, LossReason::shutdown_complete);
}

TEST_F(KernelEnd, WhatIsSentAgainIsCountedAlsoOfAnAssociationThatIsGone) {
  set_up();
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(send(std::to_string(i)));
  ASSERT_TRUE(await_messages(right, 50));
  EXPECT_EQ(h->left_kernel.retransmissions(), 0U);
  Network::get().shape(1, "delay 5ms loss 20%");
  // Each is a packet.
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(send(std::string(1000, 'x')));
  ASSERT_TRUE(await_messages(right, 90));
  const std::uint64_t sent_again = h->left_kernel.retransmissions();
  EXPECT_GT(sent_again, 0U);
  Network::get().restore();
  h->client().abort(left_end.association, h->now());
  ASSERT_TRUE(await<Lost>(left));
  EXPECT_GE(h->left_kernel.retransmissions(), sent_again);
}

TEST_F(KernelEnd, BothEndsMayShutDownAtOnce) {
  set_up();
  h->client().shutdown(left_end.association, h->now());
  h->server().shutdown(right_end.association, h->now());
  EXPECT_TRUE(await<Lost>(left));
  EXPECT_TRUE(await<Lost>(right));
}

}  // namespace
}  // namespace mapsim::link::test
