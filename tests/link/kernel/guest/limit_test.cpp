// Limits of SctpOptions, held against a peer on a network.
#include <gmock/gmock.h>

#include "tests/link/kernel/guest/pair.h"

namespace mapsim::link::test {
namespace {

using ::testing::HasSubstr;

class KernelLimit : public KernelPair {};

TEST_F(KernelLimit, AnAssociationBeyondTheLimitIsAborted) {
  SctpOptions one = quick_options();
  one.max_associations = 1;
  set_up({"198.51.100.1"}, {"198.51.100.2"}, quick_options(), one);
  EndpointAddress other = h->client_address();
  other.port = 0;
  const auto second = h->client().connect(other, h->server_address(), h->now());
  ASSERT_TRUE(second);
  const auto lost = await<Lost>(left);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->association, *second);
  EXPECT_THAT(diagnostics(right), HasSubstr("no more than 1 associations"));
  EXPECT_EQ(h->right_kernel.counters().refused, 1U);
  ASSERT_TRUE(send("the first one is there"));
  EXPECT_TRUE(await_messages(right, 1));
}

TEST_F(KernelLimit, OnlyAcceptedPeersAreLetIn) {
  SctpOptions some = quick_options();
  some.accepted_peers = {"198.51.100.9"};
  h = std::make_unique<KernelHarness>(std::vector<std::string>{"198.51.100.1"},
                                      std::vector<std::string>{"198.51.100.2"}, quick_options(), some);
  ASSERT_TRUE(h->server().listen(h->server_address(), h->now()));
  ASSERT_TRUE(h->client().connect(h->client_address(), h->server_address(), h->now()));
  ASSERT_TRUE(await<Lost>(left));
  while (h->right_kernel.counters().refused == 0 && step()) {
  }
  EXPECT_EQ(h->right_kernel.counters().refused, 1U);
  EXPECT_THAT(diagnostics(right), HasSubstr("198.51.100.1 port"));
  EXPECT_FALSE(right.find<Established>());
}

TEST_F(KernelLimit, AMessageBeyondTheLimitOfTheReceiverIsDroppedAndTheNextComes) {
  SctpOptions small = quick_options();
  small.max_message = 10'000;
  set_up({"198.51.100.1"}, {"198.51.100.2"}, quick_options(), small);
  ASSERT_TRUE(send(std::string(10'001, 'x')));
  ASSERT_TRUE(send(std::string(10'000, 'y')));
  ASSERT_TRUE(await_messages(right, 1));
  EXPECT_EQ(right.messages[0].text, std::string(10'000, 'y'));
  EXPECT_THAT(diagnostics(right), HasSubstr("more than 10000 octets"));
  EXPECT_EQ(h->right_kernel.counters().dropped, 1U);
}

TEST_F(KernelLimit, ALongMessageComesInPartsThroughASmallReceiveBuffer) {
  SctpOptions narrow = quick_options();
  narrow.receive_buffer = 8 * 1024;  // partial delivery (RFC 9260 6.9): it cannot wait for the whole
  set_up({"198.51.100.1"}, {"198.51.100.2"}, quick_options(), narrow);
  std::string large;
  for (int i = 0; large.size() < 60'000; ++i) large += std::to_string(i) + ' ';
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(send(large + std::to_string(i)));
  ASSERT_TRUE(await_messages(right, 3));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(right.messages[i].text, large + std::to_string(i));
}

TEST_F(KernelLimit, APartlyDeliveredMessageOfALostPeerIsNotToldAsOne) {
  SctpOptions narrow = quick_options();
  narrow.receive_buffer = 8 * 1024;
  set_up({"198.51.100.1"}, {"198.51.100.2"}, quick_options(), narrow);
  ASSERT_TRUE(send(std::string(60'000, 'x')));
  left.take(h->client());
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(step());
  h->client().abort(left_end.association, h->now());
  ASSERT_TRUE(await<Lost>(right));
  EXPECT_TRUE(right.messages.empty() || right.messages[0].text.size() == 60'000U);
}

TEST_F(KernelLimit, AFullQueueIsToldAndIsEmptiedWhenThePeerReads) {
  SctpOptions little = quick_options();
  little.send_queue_octets = 64 * 1024;
  set_up({"198.51.100.1"}, {"198.51.100.2"}, little, quick_options());
  const std::string text(1000, 'x');
  std::size_t sent = 0;
  while (sent < 10'000 && send(text, {}, sent)) ++sent;
  EXPECT_EQ(sent, 65U);
  ASSERT_TRUE(await_messages(right, sent));
  EXPECT_TRUE(send(text));
  EXPECT_TRUE(await_messages(right, sent + 1));
}

TEST_F(KernelLimit, APeerThatDoesNotReadLosesNothing) {
  set_up();
  const std::string text(1000, 'x');
  std::size_t sent = 0;
  // More than both kernels hold; the receiver is not asked meanwhile.
  for (int turn = 0; turn < 200; ++turn) {
    for (int i = 0; i < 25 && send(text); ++i) ++sent;
    h->left_kernel.on_time(h->now());
    left.take(h->client());
  }
  EXPECT_EQ(sent, 5000U);
  ASSERT_TRUE(await_messages(right, sent));
  EXPECT_FALSE(left.find<SendFailed>());
}

}  // namespace
}  // namespace mapsim::link::test
