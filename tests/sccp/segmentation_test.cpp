// Long messages: segmentation at one node, reassembly at the other (Q.714 4.1.1).
#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

using test::arrive;
using test::ask;
using test::at;
using test::kFar;
using test::kNear;
using test::node_101;
using test::node_201;
using test::Outcome;
using test::pattern;
using test::request;

UnitdataRequest forced(std::size_t size, std::size_t segment_size) {
  UnitdataRequest r = request(kFar, kNear, pattern(size));
  r.overrides.segment_size = segment_size;
  return r;
}

TEST(Segmentation, SegmentsCountDownUnderOneReference) {
  Sccp sccp(node_101(), Random(1));
  const std::size_t capacity = sccp.xudt_segment_capacity(kFar, kNear);
  const Outcome out = ask(sccp, request(kFar, kNear, pattern(2 * capacity + 1)));
  ASSERT_EQ(out.sent.size(), 3U);
  Octets all;
  for (std::size_t i = 0; i < 3; ++i) {
    const Message m = out.message(i);
    EXPECT_EQ(m.header.type, MessageType::xudt);
    ASSERT_TRUE(m.header.segmentation);
    EXPECT_EQ(m.header.segmentation->first, i == 0);
    EXPECT_EQ(m.header.segmentation->remaining, 2 - i);
    EXPECT_EQ(m.header.segmentation->reference, out.message(0).header.segmentation->reference);
    EXPECT_EQ(m.header.called, kFar);
    EXPECT_EQ(m.header.calling, kNear);
    EXPECT_LE(out.sent[i].data.size() + kRoutingLabelSize, kMtpMaxSif);
    all.insert(all.end(), m.data.begin(), m.data.end());
  }
  EXPECT_EQ(out.message(0).data.size(), capacity);
  EXPECT_EQ(out.message(2).data.size(), 1U);
  EXPECT_EQ(all, pattern(2 * capacity + 1));
}

TEST(Segmentation, TravelsInClassOneWithOneSlsAndRemembersTheClass) {
  Sccp sccp(node_101(), Random(1));
  for (const std::uint8_t protocol_class : std::initializer_list<std::uint8_t>{0, 1}) {
    UnitdataRequest r = forced(100, 30);
    r.protocol_class = protocol_class;
    r.sequence_control = 9;
    const Outcome out = ask(sccp, std::move(r));
    ASSERT_EQ(out.sent.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_EQ(out.message(i).header.protocol_class, 1);
      EXPECT_EQ(out.message(i).header.segmentation->class1, protocol_class == 1);
      EXPECT_EQ(out.sent[i].label.sls, out.sent[0].label.sls);
    }
    if (protocol_class == 1) {
      EXPECT_EQ(out.sent[0].label.sls, 9);
    }
  }
}

TEST(Segmentation, LudtIsCutWhereASegmentSizeIsAskedFor) {
  for (const std::size_t segment_size : std::initializer_list<std::size_t>{200, 1000}) {
    Sccp sccp(node_101(), Random(1));
    UnitdataRequest r = forced(2001, segment_size);
    r.form = Form::ludt;
    const Outcome out = ask(sccp, std::move(r));
    const std::size_t count = (2001 + segment_size - 1) / segment_size;
    ASSERT_EQ(out.sent.size(), count);
    Sccp peer(node_201(), Random(2));
    Outcome there;
    for (std::size_t i = 0; i < count; ++i) {
      const Message m = out.message(i);
      EXPECT_EQ(m.header.type, MessageType::ludt);
      ASSERT_TRUE(m.header.segmentation);
      EXPECT_EQ(m.header.segmentation->first, i == 0);
      EXPECT_EQ(m.header.segmentation->remaining, count - 1 - i);
      there = arrive(peer, out.sent[i].data.view(), at(0s), 101);
    }
    ASSERT_EQ(there.unitdata.size(), 1U);
    EXPECT_EQ(there.unitdata[0].data, pattern(2001));
    EXPECT_EQ(there.unitdata[0].transit.segments, count);
  }
}

TEST(Segmentation, LudtOfMoreThanSixteenSegmentsIsRefused) {
  Sccp sccp(node_101(), Random(1));
  for (const std::size_t size : std::initializer_list<std::size_t>{1600, 1601}) {
    UnitdataRequest r = forced(size, 100);
    r.form = Form::ludt;
    const Outcome out = ask(sccp, std::move(r));
    EXPECT_EQ(out.sent.size(), size == 1600 ? 16U : 0U);
    EXPECT_EQ(out.notices.size(), size == 1600 ? 0U : 1U);
  }
}

TEST(Segmentation, ReturnIsAskedForTheFirstSegmentOnly) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = ask(sccp, forced(90, 30));
  EXPECT_TRUE(out.message(0).header.return_on_error());
  EXPECT_FALSE(out.message(1).header.return_on_error());
  EXPECT_FALSE(out.message(2).header.return_on_error());
}

TEST(Segmentation, EachMessageHasItsOwnReference) {
  Sccp sccp(node_101(), Random(1));
  const auto a = ask(sccp, forced(90, 30)).message().header.segmentation->reference;
  const auto b = ask(sccp, forced(90, 30)).message().header.segmentation->reference;
  EXPECT_EQ(b, (a + 1) & 0xFFFFFF);
}

TEST(Segmentation, ReferenceCanBeSet) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest r = forced(90, 30);
  r.overrides.segmentation_reference = 0xABCDEF;
  EXPECT_EQ(ask(sccp, std::move(r)).message(2).header.segmentation->reference, 0xABCDEFU);
  UnitdataRequest single = request(kFar, kNear, pattern(10));
  single.form = Form::xudt;
  single.overrides.segmentation_reference = 5;
  const Outcome out = ask(sccp, std::move(single));
  ASSERT_EQ(out.sent.size(), 1U);
  EXPECT_EQ(out.message().header.segmentation, (Segmentation{true, false, 0, 5}));
}

TEST(Segmentation, SixteenSegmentsAreTheMost) {
  Sccp sccp(node_101(), Random(1));
  EXPECT_EQ(ask(sccp, forced(16 * 10, 10)).sent.size(), 16U);
  const Outcome out = ask(sccp, forced(16 * 10 + 1, 10));
  EXPECT_TRUE(out.sent.empty());
  ASSERT_EQ(out.notices.size(), 1U);
  EXPECT_EQ(out.notices[0].cause, ReturnCause::segmentation_failure);
  EXPECT_EQ(out.notices[0].transit.called, kNear);
  EXPECT_EQ(out.notices[0].transit.calling, kFar);
  EXPECT_EQ(out.notices[0].data, pattern(161));
}

TEST(Segmentation, SegmentSizeThatFitsLeavesAUdt) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = ask(sccp, forced(30, 30));
  ASSERT_EQ(out.sent.size(), 1U);
  EXPECT_EQ(out.message().header.type, MessageType::udt);
}

TEST(Segmentation, SegmentSizeBeyondWhatAMessageHoldsIsAnError) {
  Sccp sccp(node_101(), Random(1));
  EXPECT_FALSE(sccp.handle(forced(600, 300), at(0s)));
  EXPECT_TRUE(test::drain(sccp).silent());
}

TEST(Segmentation, ImportanceGoesWithEachSegment) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest r = request(kFar, kNear, pattern(600));
  r.overrides.importance = 4;
  const Outcome out = ask(sccp, std::move(r));
  for (std::size_t i = 0; i < out.sent.size(); ++i) {
    EXPECT_EQ(out.message(i).header.importance, 4);
    EXPECT_LE(out.sent[i].data.size() + kRoutingLabelSize, kMtpMaxSif);
  }
}

TEST(Segmentation, EverySizeArrivesWhole) {
  Sccp near(node_101(), Random(1));
  Sccp far(node_201(), Random(2));
  const std::size_t most = 16 * near.xudt_segment_capacity(kFar, kNear);
  for (std::size_t size = 0; size <= most; size += size < 1000 ? 1 : 97) {
    const Outcome out = ask(near, request(kFar, kNear, pattern(size)));
    std::size_t delivered = 0;
    for (std::size_t i = 0; i < out.sent.size(); ++i) {
      const Outcome in = arrive(far, out.sent[i].data.view(), at(0s), 101);
      delivered += in.unitdata.size();
      if (i + 1 != out.sent.size()) continue;
      ASSERT_EQ(in.unitdata.size(), 1U);
      EXPECT_EQ(in.unitdata[0].data, pattern(size));
      EXPECT_EQ(in.unitdata[0].transit.segments, out.sent.size());
      EXPECT_EQ(in.unitdata[0].transit.protocol_class, 0);
      EXPECT_EQ(in.unitdata[0].transit.called, kFar);
      EXPECT_EQ(in.unitdata[0].transit.calling, kNear);
    }
    ASSERT_EQ(delivered, 1U) << size;
  }
  EXPECT_EQ(far.reassembly().messages(), 0U);
  EXPECT_EQ(far.reassembly().octets(), 0U);
}

TEST(Segmentation, MessagesOfTwoOriginatorsInterleave) {
  Sccp near(node_101(), Random(1));
  Sccp far(node_201(), Random(2));
  const auto segments = [&](const Address& calling, std::size_t size) {
    UnitdataRequest r = request(kFar, calling, pattern(size));
    r.overrides.segment_size = 40;
    r.overrides.segmentation_reference = 1;  // the same for both
    return ask(near, std::move(r));
  };
  const Outcome a = segments(kNear, 100);
  const Outcome b = segments(test::on_gt("15550100009"), 90);
  std::vector<Octets> delivered;
  for (std::size_t i = 0; i < 3; ++i) {
    for (const Outcome* out : {&a, &b}) {
      for (auto& u : arrive(far, out->sent[i].data.view(), at(0s), 101).unitdata) delivered.push_back(u.data);
    }
  }
  EXPECT_EQ(delivered, (std::vector<Octets>{pattern(100), pattern(90)}));
}

TEST(Segmentation, CopyOfALayerHasItsOwnFuture) {
  Sccp near(node_101(), Random(1));
  Sccp far(node_201(), Random(2));
  const Outcome out = ask(near, forced(90, 50));
  arrive(far, out.sent[0].data.view(), at(0s), 101);
  Sccp other = far;
  EXPECT_EQ(arrive(far, out.sent[1].data.view(), at(1s), 101).unitdata.size(), 1U);
  other.on_time(at(15s));
  EXPECT_EQ(test::drain(other).sent.size(), 1U);
}

}  // namespace
}  // namespace mapsim::sccp
