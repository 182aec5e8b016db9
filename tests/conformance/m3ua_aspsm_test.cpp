// ASP state maintenance (RFC 4666 4.3.4.1, 4.3.4.2): purposes of docs/conformance.md.
#include "tests/conformance/m3ua_support.h"

namespace mapsim::m3ua::conformance {
namespace {

TEST(ConformanceM3ua, sgp_aspsm_v_001) {
  Station s = sgp();
  s.receive(message(MessageType::aspup));
  EXPECT_EQ(s.next().type, MessageType::aspup_ack);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(ConformanceM3ua, sgp_aspsm_v_003) {
  Station s = sgp();
  s.receive(message(MessageType::aspup));
  EXPECT_EQ(s.next().type, MessageType::aspup_ack);
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_inactive));
  EXPECT_EQ(s.node.as_state(0), AsState::inactive);
}

TEST(ConformanceM3ua, sgp_aspsm_v_005) {
  Station s = sgp_inactive();
  s.receive(message(MessageType::aspdn));
  EXPECT_EQ(s.next().type, MessageType::aspdn_ack);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::down);
}

TEST(ConformanceM3ua, sgp_aspsm_v_009) {
  Config config = one_peer(Role::sgp);
  config.peers[0].blocked = true;
  Station s = sgp(config);
  s.receive(message(MessageType::aspup));
  expect_only_error(s, ErrorCode::refused_management_blocking);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::down);
}

TEST(ConformanceM3ua, sgp_aspsm_i_001) {
  Station s = sgp();
  s.receive(header(2, 3, 1));
  expect_only_error(s, ErrorCode::invalid_version);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::down);
}

TEST(ConformanceM3ua, sgp_aspsm_i_002) {
  Station s = sgp();
  s.receive(header(1, 3, 7));
  expect_only_error(s, ErrorCode::unsupported_message_type);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::down);
}

TEST(ConformanceM3ua, sgp_aspsm_i_003) {
  Station s = sgp();
  s.receive(message(MessageType::aspac));
  expect_only_error(s, ErrorCode::unexpected_message);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::down);
}

TEST(ConformanceM3ua, sgp_aspsm_i_004) {
  Station s = sgp_inactive();
  s.receive(header(1, 3, 7));
  expect_only_error(s, ErrorCode::unsupported_message_type);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(ConformanceM3ua, sgp_aspsm_o_001) {
  Station s = sgp_inactive();
  s.receive(message(MessageType::aspup));
  EXPECT_EQ(s.next().type, MessageType::aspup_ack);
  s.expect_silence();
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(ConformanceM3ua, sgp_aspsm_o_003) {
  Station s = sgp_active();
  s.receive(message(MessageType::aspup));
  s.expect_error(ErrorCode::unexpected_message);
  EXPECT_EQ(s.next().type, MessageType::aspup_ack);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
  // RFC 4666 4.3.2: the last ASP leaves an active AS; it is pending first.
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_pending));
  s.pass(2s);
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_inactive));
}

TEST(ConformanceM3ua, sgp_aspsm_o_004) {
  Station s = sgp();
  s.receive(message(MessageType::aspdn));
  EXPECT_EQ(s.next().type, MessageType::aspdn_ack);
  s.expect_silence();
}

TEST(ConformanceM3ua, asp_aspsm_v_002) {
  Station s(one_peer(Role::asp));
  s.up();
  const Message up = s.next();
  EXPECT_EQ(up.type, MessageType::aspup);
  EXPECT_EQ(up.version, 1U);
}

TEST(ConformanceM3ua, asp_aspsm_v_005) {
  Config config = one_peer(Role::asp);
  config.peers[0].automatic_active = false;
  Station s = asp(config);
  s.receive(message(MessageType::aspup_ack));
  s.put(AspDown{0});
  const Message down = s.next();
  EXPECT_EQ(down.type, MessageType::aspdn);
  EXPECT_EQ(down.version, 1U);
}

TEST(ConformanceM3ua, asp_aspsm_v_005_alternate) {
  Station s = asp_active();
  s.put(AspDown{0});
  const Message inactive = s.next();
  EXPECT_EQ(inactive.type, MessageType::aspia);
  EXPECT_EQ(inactive.version, 1U);
  s.receive(message(MessageType::aspia_ack, inactive.parameters));
  EXPECT_EQ(s.next().type, MessageType::aspdn);
  s.receive(message(MessageType::aspdn_ack));
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::down);
}

TEST(ConformanceM3ua, asp_aspsm_i_001) {
  Station s = asp();
  s.receive(header(2, 3, 4));
  expect_only_error(s, ErrorCode::invalid_version);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::down);
}

TEST(ConformanceM3ua, asp_aspsm_i_002) {
  Config config = one_peer(Role::asp);
  config.peers[0].automatic_active = false;
  Station s = asp(config);
  s.receive(message(MessageType::aspup_ack));
  s.put(AspDown{0});
  EXPECT_EQ(s.next().type, MessageType::aspdn);
  s.receive(header(2, 3, 5));
  expect_only_error(s, ErrorCode::invalid_version);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
}

TEST(ConformanceM3ua, asp_aspsm_i_002_alternate) {
  Station s = asp_active();
  s.put(AspDown{0});
  EXPECT_EQ(s.next().type, MessageType::aspia);
  s.receive(message(MessageType::aspia_ack));
  EXPECT_EQ(s.next().type, MessageType::aspdn);
  s.receive(header(2, 3, 5));
  expect_only_error(s, ErrorCode::invalid_version);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
}

TEST(ConformanceM3ua, asp_aspsm_i_003) {
  Station s = asp();
  s.receive(header(1, 3, 7));
  expect_only_error(s, ErrorCode::unsupported_message_type);
}

TEST(ConformanceM3ua, asp_aspsm_o_001) {
  Station s = asp();
  s.receive(message(MessageType::aspdn_ack));
  s.pass(2s);
  for (const std::string& name : s.names()) EXPECT_EQ(name, "1:aspup");  // repeated, but no ASPAC
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::down);
}

TEST(ConformanceM3ua, asp_aspsm_o_002) {
  Station s = asp();
  s.receive(message(MessageType::aspac_ack));
  expect_only_error(s, ErrorCode::unexpected_message);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::down);
}

}  // namespace
}  // namespace mapsim::m3ua::conformance
