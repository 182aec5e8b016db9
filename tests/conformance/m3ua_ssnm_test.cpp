// Signalling network management (RFC 4666 4.5): purposes of docs/conformance.md.
#include "tests/conformance/m3ua_support.h"

namespace mapsim::m3ua::conformance {
namespace {

// What an SGP answers to DAUD for this destination.
std::vector<std::string> audit(Destination destination, PointCodeRange range) {
  Config config = one_peer(Role::sgp);
  config.destinations = {destination};
  Station s = sgp_active(config);
  s.receive(ssnm(MessageType::daud, {range}));
  return s.names();
}

using Names = std::vector<std::string>;

TEST(ConformanceM3ua, sgp_ssnm_001) {
  EXPECT_EQ(audit({.pc = 9, .congestion_level = 2}, {0, 9}), (Names{"1:scon", "1:dava"}));
}
TEST(ConformanceM3ua, sgp_ssnm_002) {
  EXPECT_EQ(audit({.pc = 9, .availability = Availability::restricted}, {0, 9}), Names{"1:drst"});
}
TEST(ConformanceM3ua, sgp_ssnm_003) {
  EXPECT_EQ(audit({.pc = 9, .availability = Availability::unavailable}, {0, 9}), Names{"1:duna"});
}
TEST(ConformanceM3ua, sgp_ssnm_004) {
  EXPECT_EQ(audit({.pc = 9}, {0, 9}), Names{"1:dava"});
  EXPECT_EQ(audit({.pc = 9}, {255, 9}), Names{"1:dava"});
}

// An ASP that audits is told something of the network; T(audit) later it asks after just that.
void expect_audit(Message told) {
  Config config = one_peer(Role::asp);
  config.timers.audit = 30s;
  Station s = asp_active(config);
  const auto range = *told.find<std::vector<PointCodeRange>>(Tag::affected_point_code);
  s.receive(told);
  s.pass(29s);
  s.expect_silence();
  s.pass(1s);
  const Message daud = s.next();
  EXPECT_EQ(daud.type, MessageType::daud);
  EXPECT_EQ(*daud.find<std::vector<PointCodeRange>>(Tag::affected_point_code), range);
  EXPECT_EQ(*daud.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{7});
  s.receive(ssnm(MessageType::dava, range));
  s.pass(60s);
  s.expect_silence();
}

TEST(ConformanceM3ua, asp_ssnm_001) {
  expect_audit(ssnm(MessageType::duna, {{0, 9}}));
}
TEST(ConformanceM3ua, asp_ssnm_002) {
  expect_audit(ssnm(MessageType::duna, {{255, 9}}));
}
TEST(ConformanceM3ua, asp_ssnm_003) {
  expect_audit(ssnm(MessageType::drst, {{0, 9}}));
}
TEST(ConformanceM3ua, asp_ssnm_004) {
  expect_audit(ssnm(MessageType::drst, {{255, 9}}));
}
TEST(ConformanceM3ua, asp_ssnm_005) {
  expect_audit(ssnm(MessageType::scon, {{0, 9}}));
}
TEST(ConformanceM3ua, asp_ssnm_006) {
  expect_audit(ssnm(MessageType::scon, {{255, 9}}));
}

TEST(ConformanceM3ua, asp_ssnm_008) {
  Station s = asp_active();
  Message dupu = ssnm(MessageType::dupu, {{255, 9}});
  dupu.parameters.push_back({Tag::user_cause, UserCause{1, 3}});
  s.receive(dupu);
  expect_only_error(s, ErrorCode::invalid_parameter_value);
  EXPECT_TRUE(s.statuses().empty());
}

}  // namespace
}  // namespace mapsim::m3ua::conformance
