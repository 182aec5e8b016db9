// Connectionless transfer, segmentation, message return (Q.714 4). Node 101 under test, node 201 its peer.
#include <set>

#include "tests/sccp/management_support.h"

namespace mapsim::sccp {
namespace {

using test::arrive;
using test::ask;
using test::at;
using test::kFar;
using test::kNear;
using test::node_101;
using test::on_ssn;
using test::Outcome;
using test::pattern;
using test::request;

UnitdataRequest in_class(std::uint8_t protocol_class, std::uint32_t sequence_control) {
  UnitdataRequest r = request(kFar, kNear, {1});
  r.protocol_class = protocol_class;
  r.sequence_control = sequence_control;
  return r;
}

// The segments of a message of 100 octets, 40 octets each, on their way from 201 to 101.
std::vector<Octets> three_segments(bool return_on_error = true) {
  Sccp peer(test::node_201(), Random(7));
  UnitdataRequest r = request(kNear, kFar, pattern(100));
  r.overrides.segment_size = 40;
  r.return_on_error = return_on_error;
  std::vector<Octets> segments;
  for (const auto& sent : ask(peer, std::move(r)).sent) segments.push_back(test::copy(sent.data.view()));
  EXPECT_EQ(segments.size(), 3U);
  return segments;
}

ReturnCause cause_of(const Outcome& out) {
  EXPECT_EQ(out.message().header.type, MessageType::xudts);
  return out.message().header.return_cause;
}

TEST(ConformanceSccp, Q_714_4_1_1) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = ask(sccp, request(kFar, kNear, {1, 2, 3}));
  ASSERT_EQ(out.sent.size(), 1U);
  const Message m = out.message();
  EXPECT_EQ(m.header.type, MessageType::udt);
  EXPECT_EQ(m.header.called, kFar);
  EXPECT_EQ(m.header.calling, kNear);
  EXPECT_TRUE(m.header.return_on_error());
  EXPECT_EQ(m.data, (Octets{1, 2, 3}));
}

TEST(ConformanceSccp, Q_714_4_1_2) {
  Sccp sccp(node_101(), Random(1));
  std::set<int> sls;
  for (int i = 0; i < 16; ++i) sls.insert(ask(sccp, in_class(0, 9)).sent.at(0).label.sls);
  EXPECT_EQ(sls.size(), 16U);
}

TEST(ConformanceSccp, Q_714_4_1_3) {
  Sccp sccp(node_101(), Random(1));
  const auto first = ask(sccp, in_class(1, 9)).sent.at(0).label.sls;
  ask(sccp, in_class(0, 9));
  EXPECT_EQ(ask(sccp, in_class(1, 9)).sent.at(0).label.sls, first);
  EXPECT_NE(ask(sccp, in_class(1, 10)).sent.at(0).label.sls, first);
}

TEST(ConformanceSccp, Q_714_4_1_4) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest r = request(kFar, kNear, pattern(2000));
  r.form = Form::ludt;
  r.overrides.importance = 5;
  const Outcome out = ask(sccp, std::move(r));
  ASSERT_EQ(out.sent.size(), 1U);
  EXPECT_EQ(out.message().header.type, MessageType::ludt);
  EXPECT_EQ(out.message().header.importance, 5);
  Sccp peer(test::node_201(), Random(2));
  const Outcome there = arrive(peer, out.sent[0].data.view(), at(0s), 101);
  ASSERT_EQ(there.unitdata.size(), 1U);
  EXPECT_EQ(there.unitdata[0].data, pattern(2000));
  EXPECT_EQ(there.unitdata[0].transit.importance, 5);
}

TEST(ConformanceSccp, Q_714_4_1_1_2_1) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = ask(sccp, request(kFar, kNear, pattern(600)));
  ASSERT_EQ(out.sent.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    const Header h = out.message(i).header;
    EXPECT_EQ(h.type, MessageType::xudt);
    EXPECT_EQ(h.protocol_class, 1);
    ASSERT_TRUE(h.segmentation);
    EXPECT_EQ(h.segmentation->first, i == 0);
    EXPECT_EQ(h.segmentation->remaining, 2 - i);
    EXPECT_FALSE(h.segmentation->class1);
    EXPECT_EQ(h.segmentation->reference, out.message(0).header.segmentation->reference);
    EXPECT_EQ(out.sent[i].label.sls, out.sent[0].label.sls);
    EXPECT_LE(out.message(i).data.size(), out.message(0).data.size());
  }
}

TEST(ConformanceSccp, Q_714_4_1_1_2_2) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest r = request(kFar, kNear, pattern(17 * 10));
  r.overrides.segment_size = 10;
  const Outcome out = ask(sccp, std::move(r));
  EXPECT_TRUE(out.sent.empty());
  EXPECT_EQ(out.notices.at(0).cause, ReturnCause::segmentation_failure);
}

TEST(ConformanceSccp, Q_714_4_1_1_2_3) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest r = request(kFar, kNear, pattern(600));
  r.form = Form::ludt;
  r.overrides.segment_size = 200;
  const Outcome out = ask(sccp, std::move(r));
  ASSERT_EQ(out.sent.size(), 3U);
  Sccp peer(test::node_201(), Random(2));
  Outcome there;
  for (std::size_t i = 0; i < 3; ++i) {
    const Header h = out.message(i).header;
    EXPECT_EQ(h.type, MessageType::ludt);
    ASSERT_TRUE(h.segmentation);
    EXPECT_EQ(h.segmentation->first, i == 0);
    EXPECT_EQ(h.segmentation->remaining, 2 - i);
    there = arrive(peer, out.sent[i].data.view(), at(0s), 101);
  }
  ASSERT_EQ(there.unitdata.size(), 1U);
  EXPECT_EQ(there.unitdata[0].data, pattern(600));
}

TEST(ConformanceSccp, Q_714_4_1_1_3_1) {
  Sccp sccp(node_101(), Random(1));
  const auto segments = three_segments();
  EXPECT_TRUE(arrive(sccp, segments[0]).silent());
  EXPECT_TRUE(arrive(sccp, segments[1]).silent());
  const Outcome out = arrive(sccp, segments[2]);
  ASSERT_EQ(out.unitdata.size(), 1U);
  EXPECT_EQ(out.unitdata[0].data, pattern(100));
  EXPECT_EQ(out.unitdata[0].transit.segments, 3);
}

TEST(ConformanceSccp, Q_714_4_1_1_3_2) {
  Sccp sccp(node_101(), Random(1));
  const auto segments = three_segments();
  arrive(sccp, segments[0]);
  EXPECT_EQ(cause_of(arrive(sccp, segments[2])), ReturnCause::error_in_message_transport);
  EXPECT_EQ(sccp.reassembly().messages(), 0U);
}

TEST(ConformanceSccp, Q_714_4_1_1_3_3) {
  Sccp sccp(node_101(), Random(1));
  const auto segments = three_segments();
  arrive(sccp, segments[0], at(1s));
  EXPECT_EQ(sccp.next_deadline(), at(16s));
  EXPECT_EQ(cause_of(test::wait_until(sccp, at(16s))), ReturnCause::error_in_message_transport);
  EXPECT_EQ(sccp.reassembly().messages(), 0U);
}

TEST(ConformanceSccp, Q_714_4_1_1_3_4) {
  Config c = node_101();
  c.reassembly.max_messages = 0;
  Sccp sccp(c, Random(1));
  EXPECT_EQ(cause_of(arrive(sccp, three_segments()[0])), ReturnCause::destination_cannot_perform_reassembly);
}

TEST(ConformanceSccp, Q_714_4_1_1_3_5) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = arrive(sccp, three_segments(false)[1]);
  EXPECT_TRUE(out.silent());
  EXPECT_FALSE(out.diagnostics.empty());
}

TEST(ConformanceSccp, Q_714_4_1_1_3_6) {
  Sccp sccp(node_101(), Random(1));
  const auto segments = three_segments();
  arrive(sccp, segments[0]);
  arrive(sccp, segments[1]);
  const Outcome again = arrive(sccp, segments[0]);
  EXPECT_TRUE(again.sent.empty()) << "the message may still arrive";
  arrive(sccp, segments[1]);
  EXPECT_EQ(arrive(sccp, segments[2]).unitdata.at(0).data, pattern(100));
}

TEST(ConformanceSccp, Q_714_4_2_1) {
  Sccp sccp(node_101(), Random(1));
  for (const MessageType type : {MessageType::udt, MessageType::xudt, MessageType::ludt}) {
    Header h;
    h.type = type;
    h.message_handling = kReturnOnError;
    h.called = on_ssn(101, 6);
    h.calling = on_ssn(201, 8);
    const Outcome out = arrive(sccp, test::encoded(h, {1, 2}));
    ASSERT_EQ(out.sent.size(), 1U);
    const Message back = out.message();
    EXPECT_EQ(back.header.type, format_of(type).returned_as);
    EXPECT_EQ(back.header.called, h.calling);
    EXPECT_EQ(back.header.calling, h.called);
    EXPECT_EQ(back.data, (Octets{1, 2}));
    EXPECT_EQ(out.sent[0].label.dpc, 201U);
  }
}

TEST(ConformanceSccp, Q_714_4_2_2) {
  Sccp sccp(node_101(), Random(1));
  Header h;
  h.called = on_ssn(101, 6);
  h.calling = on_ssn(201, 8);
  EXPECT_TRUE(arrive(sccp, test::encoded(h, {1})).silent());
}

TEST(ConformanceSccp, Q_714_4_2_3) {
  Sccp sccp(node_101(), Random(1));
  for (const MessageType type : {MessageType::udts, MessageType::xudts, MessageType::ludts}) {
    Header h;
    h.type = type;
    h.return_cause = ReturnCause::network_congestion;
    h.called = on_ssn(101, 8);
    h.calling = on_ssn(201, 8);
    const Outcome out = arrive(sccp, test::encoded(h, {1, 2}));
    ASSERT_EQ(out.notices.size(), 1U);
    EXPECT_EQ(out.notices[0].cause, ReturnCause::network_congestion);
    EXPECT_EQ(out.notices[0].data, (Octets{1, 2}));
    EXPECT_TRUE(out.sent.empty());
  }
}

TEST(ConformanceSccp, Q_714_4_2_4) {
  Sccp sccp(node_101(), Random(1));
  Header h;
  h.type = MessageType::udts;
  h.called = on_ssn(101, 6);  // not equipped
  h.calling = on_ssn(201, 8);
  EXPECT_TRUE(arrive(sccp, test::encoded(h, {1})).silent());
}

TEST(ConformanceSccp, Q_714_1_1_4_3_1) {
  Sccp sccp(node_101(), Random(1));
  Header h;
  h.called = on_ssn(101, 8);
  h.calling = on_ssn(201, 8);
  Octets octets = test::encoded(h, {1});
  for (const auto& [at_octet, value] : {std::pair{0, 0x08}, std::pair{2, 0x00}, std::pair{4, 0xF0}}) {
    Octets damaged = octets;
    damaged[static_cast<std::size_t>(at_octet)] = static_cast<std::uint8_t>(value);
    const Outcome out = arrive(sccp, damaged);
    EXPECT_TRUE(out.silent());
    ASSERT_EQ(out.diagnostics.size(), 1U);
    EXPECT_EQ(out.diagnostics[0].error.layer, "sccp");
    EXPECT_TRUE(out.diagnostics[0].error.offset);
  }
  EXPECT_EQ(arrive(sccp, octets).unitdata.size(), 1U);
}

TEST(ConformanceSccp, Q_714_2_6_1) {
  Config c = node_101();
  c.management.limit_traffic = true;
  Sccp sccp(c, Random(1));
  test::hear(sccp, test::about(test::subsystem_congested, 201, kManagementSsn, 5));
  const auto with = [&](std::uint8_t importance) {
    UnitdataRequest r = request(kFar, kNear, {1});
    r.overrides.importance = importance;
    return ask(sccp, std::move(r));
  };
  EXPECT_EQ(with(4).notices.at(0).cause, ReturnCause::network_congestion);
  EXPECT_EQ(with(6).sent.size(), 1U);
}

}  // namespace
}  // namespace mapsim::sccp
