// What can go wrong while segments come in (Q.714 4.1.1.3).
#include "sigtran/sccp/reassembly.h"

#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

using test::arrive;
using test::at;
using test::kFar;
using test::kNear;
using test::node_101;
using test::Outcome;
using test::pattern;

// A segment of a message to node 101; the first asks for its return.
Octets segment(bool first, std::uint8_t remaining, const Octets& data, std::uint32_t reference = 1) {
  Header h;
  h.type = MessageType::xudt;
  h.protocol_class = 1;
  h.message_handling = first ? kReturnOnError : std::uint8_t{0};
  h.called = kNear;
  h.calling = kFar;
  h.segmentation = Segmentation{first, true, remaining, reference};
  return test::encoded(h, data);
}

void expect_returned(const Outcome& out, ReturnCause cause, const Octets& data) {
  EXPECT_TRUE(out.unitdata.empty());
  ASSERT_EQ(out.sent.size(), 1U);
  const Message m = out.message();
  EXPECT_EQ(m.header.type, MessageType::xudts);
  EXPECT_EQ(m.header.return_cause, cause);
  EXPECT_EQ(m.header.called, kFar);
  EXPECT_EQ(m.header.calling, kNear);
  EXPECT_EQ(m.data, data);
  EXPECT_EQ(out.sent[0].label.dpc, 201U);
}

void expect_idle(const Sccp& sccp) {
  EXPECT_EQ(sccp.reassembly().messages(), 0U);
  EXPECT_EQ(sccp.reassembly().octets(), 0U);
  EXPECT_TRUE(sccp.next_deadline().is_never());
}

TEST(Reassembly, ReceivedClassIsThatOfTheParameter) {
  Sccp sccp(node_101(), Random(1));
  arrive(sccp, segment(true, 1, pattern(5)));
  const Outcome out = arrive(sccp, segment(false, 0, pattern(3)));
  ASSERT_EQ(out.unitdata.size(), 1U);
  EXPECT_EQ(out.unitdata[0].transit.protocol_class, 1);
  EXPECT_EQ(out.unitdata[0].transit.message_type, 0x11);
  EXPECT_EQ(out.unitdata[0].transit.segments, 2);
  expect_idle(sccp);
}

TEST(Reassembly, SingleSegmentIsDeliveredAtOnce) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = arrive(sccp, segment(true, 0, pattern(5)));
  ASSERT_EQ(out.unitdata.size(), 1U);
  EXPECT_EQ(out.unitdata[0].transit.segments, 1);
  expect_idle(sccp);
}

TEST(Reassembly, TimerEndsItAndReturnsTheFirstSegment) {
  Sccp sccp(node_101(), Random(1));
  arrive(sccp, segment(true, 2, pattern(10)), at(100s));
  arrive(sccp, segment(false, 1, pattern(9)), at(110s));
  EXPECT_EQ(sccp.next_deadline(), at(115s));
  sccp.on_time(at(115s - 1ns));
  EXPECT_TRUE(test::drain(sccp).silent());
  sccp.on_time(at(115s));
  const Outcome out = test::drain(sccp);
  expect_returned(out, ReturnCause::error_in_message_transport, pattern(10));
  EXPECT_EQ(out.message().header.segmentation, (Segmentation{true, true, 2, 1}));
  expect_idle(sccp);
}

TEST(Reassembly, TimerIsConfigurable) {
  Config c = node_101();
  c.reassembly.timer = 20s;
  Sccp sccp(c, Random(1));
  arrive(sccp, segment(true, 2, pattern(10)), at(0s));
  EXPECT_EQ(sccp.next_deadline(), at(20s));
}

TEST(Reassembly, MissingSegmentEndsIt) {
  Sccp sccp(node_101(), Random(1));
  arrive(sccp, segment(true, 3, pattern(10)));
  expect_returned(arrive(sccp, segment(false, 1, pattern(10))), ReturnCause::error_in_message_transport,
                  pattern(10));
  expect_idle(sccp);
}

TEST(Reassembly, RepeatedSegmentEndsIt) {
  Sccp sccp(node_101(), Random(1));
  arrive(sccp, segment(true, 3, pattern(10)));
  arrive(sccp, segment(false, 2, pattern(10)));
  expect_returned(arrive(sccp, segment(false, 2, pattern(10))), ReturnCause::error_in_message_transport,
                  pattern(10));
}

TEST(Reassembly, MoreRemainingThanAnnouncedEndsIt) {
  Sccp sccp(node_101(), Random(1));
  arrive(sccp, segment(true, 1, pattern(10)));
  expect_returned(arrive(sccp, segment(false, 15, pattern(10))), ReturnCause::error_in_message_transport,
                  pattern(10));
}

TEST(Reassembly, SegmentLongerThanTheFirstEndsIt) {
  Sccp sccp(node_101(), Random(1));
  arrive(sccp, segment(true, 2, pattern(10)));
  EXPECT_TRUE(arrive(sccp, segment(false, 1, pattern(10))).silent());
  expect_returned(arrive(sccp, segment(false, 0, pattern(11))), ReturnCause::error_in_message_transport,
                  pattern(10));
}

TEST(Reassembly, WithoutTheOptionNothingIsReturned) {
  Sccp sccp(node_101(), Random(1));
  Octets first = segment(true, 2, pattern(10));
  first[1] = 0x01;
  arrive(sccp, first);
  const Outcome out = arrive(sccp, segment(false, 0, pattern(10)));
  EXPECT_TRUE(out.silent());
  EXPECT_FALSE(out.diagnostics.empty());
}

TEST(Reassembly, SegmentWithoutAFirstOneIsDiscarded) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = arrive(sccp, segment(false, 1, pattern(10)));
  EXPECT_TRUE(out.silent());
  ASSERT_FALSE(out.diagnostics.empty());
  EXPECT_EQ(out.diagnostics[0].error.clause, "Q.714 4.1.1.3");
  expect_idle(sccp);
}

TEST(Reassembly, RepeatedFirstSegmentStartsAnew) {
  Sccp sccp(node_101(), Random(1));
  arrive(sccp, segment(true, 1, pattern(10)), at(0s));
  const Outcome again = arrive(sccp, segment(true, 1, pattern(8)), at(5s));
  EXPECT_TRUE(again.silent());
  EXPECT_EQ(again.diagnostics.size(), 1U);
  EXPECT_EQ(sccp.reassembly().messages(), 1U);
  EXPECT_EQ(sccp.next_deadline(), at(20s));
  const Outcome out = arrive(sccp, segment(false, 0, pattern(4)));
  ASSERT_EQ(out.unitdata.size(), 1U);
  EXPECT_EQ(out.unitdata[0].data.size(), 12U);
}

TEST(Reassembly, SameReferenceFromAnotherNodeIsAnotherMessage) {
  Sccp sccp(node_101(), Random(1));
  arrive(sccp, segment(true, 1, pattern(10)), at(0s), 201);
  arrive(sccp, segment(true, 1, pattern(10)), at(0s), 202);
  EXPECT_EQ(sccp.reassembly().messages(), 2U);
}

TEST(Reassembly, CountOfMessagesIsLimited) {
  Config c = node_101();
  c.reassembly.max_messages = 2;
  Sccp sccp(c, Random(1));
  EXPECT_TRUE(arrive(sccp, segment(true, 1, pattern(10), 1)).silent());
  EXPECT_TRUE(arrive(sccp, segment(true, 1, pattern(10), 2)).silent());
  expect_returned(arrive(sccp, segment(true, 1, pattern(10), 3)),
                  ReturnCause::destination_cannot_perform_reassembly, pattern(10));
  EXPECT_EQ(arrive(sccp, segment(false, 0, pattern(10), 1)).unitdata.size(), 1U);
  EXPECT_TRUE(arrive(sccp, segment(true, 1, pattern(10), 3)).silent());
}

TEST(Reassembly, OctetsThatMessagesMayBecomeAreLimited) {
  Config c = node_101();
  c.reassembly.max_octets = 100;
  Sccp sccp(c, Random(1));
  EXPECT_TRUE(arrive(sccp, segment(true, 3, pattern(20), 1)).silent());
  EXPECT_EQ(sccp.reassembly().octets(), 80U);
  EXPECT_TRUE(arrive(sccp, segment(true, 1, pattern(10), 2)).silent());
  EXPECT_EQ(sccp.reassembly().octets(), 100U);
  expect_returned(arrive(sccp, segment(true, 1, pattern(1), 3)),
                  ReturnCause::destination_cannot_perform_reassembly, pattern(1));
  // Single segments need no room.
  EXPECT_EQ(arrive(sccp, segment(true, 0, pattern(200), 4)).unitdata.size(), 1U);
}

// Segments in any order and number: nothing is kept beyond what the timer allows.
TEST(Reassembly, NothingIsLeftBehindUnderChance) {
  Config c = node_101();
  c.reassembly.max_messages = 50;
  Sccp sccp(c, Random(1));
  Random random(9);
  Instant now = at(0s);
  std::size_t delivered = 0;
  std::size_t returned = 0;
  for (int i = 0; i < 20000; ++i) {
    now = now + Duration(random.below(200'000'000));
    const bool first = random.chance(0.5);
    const auto remaining = static_cast<std::uint8_t>(random.below(3));
    const Outcome out = arrive(
        sccp,
        segment(first, remaining, pattern(random.below(20)), static_cast<std::uint32_t>(random.below(60))),
        now);
    delivered += out.unitdata.size();
    sccp.on_time(now);
    returned += out.sent.size() + test::drain(sccp).sent.size();
    ASSERT_LE(sccp.reassembly().messages(), 50U);
  }
  EXPECT_GT(delivered, 1000U);
  EXPECT_GT(returned, 1000U);
  sccp.on_time(now + 15s);
  test::drain(sccp);
  expect_idle(sccp);
}

}  // namespace
}  // namespace mapsim::sccp
