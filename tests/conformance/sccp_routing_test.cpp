// Routing control and global title translation (Q.714 2). Node 101 under test.
#include <map>

#include "tests/sccp/management_support.h"

namespace mapsim::sccp {
namespace {

using test::arrive;
using test::ask;
using test::kFar;
using test::kNear;
using test::node_101;
using test::on_gt;
using test::on_ssn;
using test::request;

Octets udt(const Address& called, const Address& calling = kFar) {
  Header h;
  h.message_handling = kReturnOnError;
  h.called = called;
  h.calling = calling;
  return test::encoded(h, {1, 2});
}

ReturnCause returned(Sccp& sccp, const Address& called) {
  const test::Outcome out = arrive(sccp, udt(called));
  EXPECT_TRUE(out.unitdata.empty());
  EXPECT_EQ(out.message().header.type, MessageType::udts);
  return out.message().header.return_cause;
}

Config translating_49(std::vector<mtp::PointCode> destinations) {
  Config c = node_101();
  c.translations.push_back(test::rule("49", 0));
  c.translations.back().destinations = std::move(destinations);
  return c;
}

mtp::PointCode goes_to(Sccp& sccp) {
  return ask(sccp, request(on_gt("4917"), kNear, {1})).sent.at(0).label.dpc;
}

TEST(ConformanceSccp, Q_714_2_3_1_1) {
  Sccp sccp(node_101(), Random(1));
  const auto out = arrive(sccp, udt(on_ssn(101)));
  ASSERT_EQ(out.unitdata.size(), 1U);
  EXPECT_EQ(out.unitdata[0].data, (Octets{1, 2}));
}

TEST(ConformanceSccp, Q_714_2_3_1_2) {
  Sccp sccp(node_101(), Random(1));
  EXPECT_EQ(arrive(sccp, udt(kNear)).unitdata.size(), 1U);
}

TEST(ConformanceSccp, Q_714_2_3_1_3) {
  Sccp sccp(translating_49({301}), Random(1));
  const auto out = arrive(sccp, udt(on_gt("4917")));
  ASSERT_EQ(out.sent.size(), 1U);
  EXPECT_EQ(out.sent[0].label.dpc, 301U);
  EXPECT_EQ(out.sent[0].label.opc, 101U);
  EXPECT_EQ(out.sent[0].label.sls, 5);
  EXPECT_EQ(out.message().data, (Octets{1, 2}));
}

TEST(ConformanceSccp, Q_714_2_3_1_4) {
  Sccp sccp(translating_49({301}), Random(1));
  for (const std::uint8_t hops : std::initializer_list<std::uint8_t>{15, 2, 1}) {
    Header h;
    h.type = MessageType::xudt;
    h.message_handling = kReturnOnError;
    h.hop_counter = hops;
    h.called = on_gt("4917");
    h.calling = kFar;
    const Header out = arrive(sccp, test::encoded(h, {1})).message().header;
    if (hops > 1) {
      EXPECT_EQ(out.type, MessageType::xudt);
      EXPECT_EQ(out.hop_counter, hops - 1);
    } else {
      EXPECT_EQ(out.return_cause, ReturnCause::hop_counter_violation);
    }
  }
}

TEST(ConformanceSccp, Q_714_2_4_5_1) {
  Sccp sccp(node_101(), Random(1));
  EXPECT_EQ(returned(sccp, on_gt("777")), ReturnCause::no_translation_for_address);
}

TEST(ConformanceSccp, Q_714_2_4_5_2) {
  Config c = node_101();
  for (auto& rule : c.translations) rule.translation_type = 0;
  Sccp sccp(c, Random(1));
  Address other = kNear;
  other.gt->translation_type = 9;
  EXPECT_EQ(returned(sccp, other), ReturnCause::no_translation_for_address_nature);
}

TEST(ConformanceSccp, Q_714_2_4_3_1) {
  Sccp sccp(translating_49({301, 302}), Random(1));
  EXPECT_EQ(goes_to(sccp), 301U);
  test::pause(sccp, 301);
  EXPECT_EQ(goes_to(sccp), 302U);
  test::resume(sccp, 301);
  EXPECT_EQ(goes_to(sccp), 301U);
}

TEST(ConformanceSccp, Q_714_2_4_3_2) {
  Config c = translating_49({301, 302});
  c.translations.back().load_share = true;
  Sccp sccp(c, Random(1));
  std::map<mtp::PointCode, int> share;
  for (int i = 0; i < 32; ++i) ++share[goes_to(sccp)];
  EXPECT_EQ(share[301], 16);
  EXPECT_EQ(share[302], 16);
  test::pause(sccp, 302);
  for (int i = 0; i < 8; ++i) EXPECT_EQ(goes_to(sccp), 301U);
}

TEST(ConformanceSccp, Q_714_2_4_4_1) {
  Config c = translating_49({301});
  TranslationRule& rule = c.translations.back();
  rule.strip = 2;
  rule.insert = "0049";
  rule.ssn = 6;
  rule.new_translation_type = 3;
  rule.new_numbering_plan = NumberingPlan::isdn_mobile;
  rule.new_nature_of_address = NatureOfAddress::national;
  Sccp sccp(c, Random(1));
  const Address called = arrive(sccp, udt(on_gt("4917"))).message().header.called;
  EXPECT_EQ(called.gt->digits, "004917");
  EXPECT_EQ(called.gt->translation_type, 3);
  EXPECT_EQ(called.gt->numbering_plan, NumberingPlan::isdn_mobile);
  EXPECT_EQ(called.gt->nature_of_address, NatureOfAddress::national);
  EXPECT_EQ(called.ssn, 6);
}

TEST(ConformanceSccp, Q_714_2_4_4_2) {
  Config c = translating_49({301});
  c.translations.back().routing = RoutingIndicator::route_on_ssn;
  Sccp sccp(c, Random(1));
  EXPECT_EQ(arrive(sccp, udt(on_gt("4917"))).message().header.called.routing, RoutingIndicator::route_on_ssn);
}

TEST(ConformanceSccp, Q_714_2_3_2_1) {
  Sccp sccp(node_101(), Random(1));
  EXPECT_EQ(returned(sccp, on_ssn(101, 6)), ReturnCause::unequipped_user);
}

TEST(ConformanceSccp, Q_714_2_3_2_2) {
  Sccp sccp(node_101(), Random(1));
  sccp.set_subsystem(8, SubsystemState::out_of_service);
  EXPECT_EQ(returned(sccp, on_ssn(101)), ReturnCause::subsystem_failure);
}

TEST(ConformanceSccp, Q_714_2_3_2_3) {
  Sccp sccp(node_101(), Random(1));
  sccp.set_subsystem(8, SubsystemState::congested);
  EXPECT_EQ(returned(sccp, on_ssn(101)), ReturnCause::subsystem_congestion);
}

TEST(ConformanceSccp, Q_714_2_3_2_4) {
  Sccp sccp(translating_49({301}), Random(1));
  test::pause(sccp, 301);
  EXPECT_EQ(returned(sccp, on_gt("4917")), ReturnCause::mtp_failure);
}

TEST(ConformanceSccp, Q_714_2_3_2_5) {
  Sccp sccp(translating_49({301}), Random(1));
  test::report(sccp, 301, mtp::StatusCause::user_part_unequipped);
  EXPECT_EQ(returned(sccp, on_gt("4917")), ReturnCause::sccp_failure);
}

TEST(ConformanceSccp, Q_714_2_7_4_1) {
  Sccp sccp(translating_49({301}), Random(1));
  EXPECT_EQ(arrive(sccp, udt(on_gt("4917"), on_ssn(std::nullopt))).message().header.calling, on_ssn(201));
}

}  // namespace
}  // namespace mapsim::sccp
