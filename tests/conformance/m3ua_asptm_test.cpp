// ASP traffic maintenance (RFC 4666 4.3.4.3, 4.3.4.4) and BEAT (4.3.4.6): purposes of docs/conformance.md.
#include "tests/conformance/m3ua_support.h"

namespace mapsim::m3ua::conformance {
namespace {

TEST(ConformanceM3ua, sgp_asptm_v_001) {
  Station s = sgp_inactive();
  s.receive(message(MessageType::aspac));
  EXPECT_EQ(s.next().type, MessageType::aspac_ack);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::active);
}

TEST(ConformanceM3ua, sgp_asptm_v_003) {
  Station s = sgp_inactive();
  s.receive(message(MessageType::aspac));
  EXPECT_EQ(s.next().type, MessageType::aspac_ack);
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_active));
}

TEST(ConformanceM3ua, sgp_asptm_v_005) {
  Station s = sgp_inactive();
  s.receive(message(MessageType::aspac, {contexts({7})}));
  EXPECT_EQ(s.next(), message(MessageType::aspac_ack, {contexts({7})}));
}

TEST(ConformanceM3ua, sgp_asptm_v_006) {
  Station s = sgp_active();
  s.receive(message(MessageType::aspia));
  EXPECT_EQ(s.next().type, MessageType::aspia_ack);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(ConformanceM3ua, sgp_asptm_v_008) {
  Station s = sgp_active();
  s.receive(message(MessageType::aspia));
  EXPECT_EQ(s.next().type, MessageType::aspia_ack);
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_pending));
}

TEST(ConformanceM3ua, sgp_asptm_v_010) {
  Station s = sgp_active();
  s.receive(message(MessageType::beat, {{Tag::heartbeat_data, octets("4d335541")}}));
  EXPECT_EQ(s.next().type, MessageType::beat_ack);
  s.expect_silence();
}

TEST(ConformanceM3ua, sgp_asptm_v_011) {
  Station s = sgp_active();
  const Parameter data{Tag::heartbeat_data, octets("000102030405060708090a0b0c")};
  s.receive(message(MessageType::beat, {data}));
  EXPECT_EQ(s.next(), message(MessageType::beat_ack, {data}));
}

TEST(ConformanceM3ua, sgp_asptm_v_013) {
  Station s = two_asps(TrafficMode::broadcast, 2);
  s.receive(message(MessageType::aspac, {mode(TrafficMode::broadcast)}), 0);
  s.receive(message(MessageType::aspac, {mode(TrafficMode::broadcast)}), 1);
  s.forget();
  s.receive(message(MessageType::aspia), 0);
  EXPECT_EQ(s.next().type, MessageType::aspia_ack);
  EXPECT_EQ(status_of(s.next()), other(OtherStatus::insufficient_asp_resources));
  EXPECT_EQ(s.last.association, 1U);
}

// ASP 22 is active when ASP 21 overrides it.
Message overridden(Station& s) {
  s.receive(message(MessageType::aspac, {mode(TrafficMode::override_)}), 1);
  s.forget();
  s.receive(message(MessageType::aspac, {mode(TrafficMode::override_)}), 0);
  EXPECT_EQ(s.next().type, MessageType::aspac_ack);
  EXPECT_EQ(s.last.association, 1U);
  const Message ntfy = s.next();
  EXPECT_EQ(s.last.association, 2U);
  return ntfy;
}

TEST(ConformanceM3ua, sgp_asptm_v_014) {
  Station s = two_asps(TrafficMode::override_);
  EXPECT_EQ(status_of(overridden(s)), other(OtherStatus::alternate_asp_active));
  EXPECT_EQ(s.node.asp_state(1, 0, Side::remote), AspState::inactive);
}

TEST(ConformanceM3ua, sgp_asptm_v_015) {
  Station s = two_asps(TrafficMode::override_);
  const Message ntfy = overridden(s);
  ASSERT_NE(ntfy.find<std::uint32_t>(Tag::asp_identifier), nullptr);
  EXPECT_EQ(*ntfy.find<std::uint32_t>(Tag::asp_identifier), 21U);
}

TEST(ConformanceM3ua, sgp_asptm_i_001) {
  Station s = sgp_inactive();
  s.receive(header(2, 4, 1));
  expect_only_error(s, ErrorCode::invalid_version);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(ConformanceM3ua, sgp_asptm_i_003) {
  Config config = one_peer(Role::sgp);
  config.application_servers[0].traffic_mode = TrafficMode::loadshare;
  Station s = sgp_inactive(config);
  s.receive(message(MessageType::aspac, {mode(TrafficMode::broadcast)}));
  expect_only_error(s, ErrorCode::unsupported_traffic_mode_type);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(ConformanceM3ua, sgp_asptm_i_004) {
  Station s = sgp_inactive();
  s.receive(message(MessageType::aspac, {{Tag::traffic_mode_type, std::uint32_t{4}}}));
  expect_only_error(s, ErrorCode::unsupported_traffic_mode_type);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(ConformanceM3ua, sgp_asptm_i_006) {
  Station s = sgp_inactive();
  s.receive(header(1, 4, 5));
  expect_only_error(s, ErrorCode::unsupported_message_type);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(ConformanceM3ua, sgp_asptm_i_008) {
  Station s = sgp_active();
  s.receive(header(1, 4, 5));
  expect_only_error(s, ErrorCode::unsupported_message_type);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::active);
}

TEST(ConformanceM3ua, sgp_asptm_i_009) {
  Station s = two_asps(TrafficMode::override_);
  s.receive(message(MessageType::aspac, {mode(TrafficMode::override_)}), 0);
  s.receive(message(MessageType::aspac, {mode(TrafficMode::override_)}), 1);
  s.forget();
  s.down(0);
  const Message ntfy = s.next();
  EXPECT_EQ(s.last.association, 2U);
  EXPECT_EQ(status_of(ntfy), other(OtherStatus::asp_failure));
  EXPECT_EQ(*ntfy.find<std::uint32_t>(Tag::asp_identifier), 21U);
}

TEST(ConformanceM3ua, sgp_asptm_i_010) {
  Station s = sgp_active();
  s.receive(message(MessageType::aspia, {contexts({7})}));
  EXPECT_EQ(s.next(), message(MessageType::aspia_ack, {contexts({7})}));
}

TEST(ConformanceM3ua, sgp_asptm_o_001) {
  Station s = sgp_active();
  s.receive(message(MessageType::aspac));
  EXPECT_EQ(s.next().type, MessageType::aspac_ack);
  s.expect_silence();
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::active);
}

TEST(ConformanceM3ua, sgp_asptm_o_003) {
  Station s = sgp_inactive();
  s.receive(message(MessageType::aspia));
  EXPECT_EQ(s.next().type, MessageType::aspia_ack);
  s.expect_silence();
}

TEST(ConformanceM3ua, asp_asptm_v_001) {
  Station s = asp();
  s.receive(message(MessageType::aspup_ack));
  EXPECT_EQ(s.next().type, MessageType::aspac);
}

TEST(ConformanceM3ua, asp_asptm_v_002) {
  Station s = asp();
  s.receive(message(MessageType::aspup_ack));
  EXPECT_EQ(s.next().version, 1U);
  s.receive(message(MessageType::aspac_ack));
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::active);
}

TEST(ConformanceM3ua, asp_asptm_v_005) {
  Station s = asp_active();
  s.put(AspInactive{0});
  const Message inactive = s.next();
  EXPECT_EQ(inactive.type, MessageType::aspia);
  EXPECT_EQ(inactive.version, 1U);
  s.receive(message(MessageType::aspia_ack, inactive.parameters));
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
}

TEST(ConformanceM3ua, asp_asptm_v_007) {
  Station s = asp_active();
  s.receive(message(MessageType::beat, {{Tag::heartbeat_data, Octets(5000, 0x5A)}}));
  EXPECT_EQ(s.next().type, MessageType::beat_ack);
  s.expect_silence();
}

TEST(ConformanceM3ua, asp_asptm_v_008) {
  Station s = asp_active();
  Octets data(600);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i * 7);
  s.receive(message(MessageType::beat, {{Tag::heartbeat_data, data}}));
  EXPECT_EQ(s.next(), message(MessageType::beat_ack, {{Tag::heartbeat_data, data}}));
}

TEST(ConformanceM3ua, asp_asptm_i_001) {
  Station s = asp_activating();
  s.receive(of_version(bytes(message(MessageType::aspac_ack, {contexts({7})})), 2));
  expect_only_error(s, ErrorCode::invalid_version);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
}

TEST(ConformanceM3ua, asp_asptm_i_002) {
  Station s = asp_active();
  s.put(AspInactive{0});
  EXPECT_EQ(s.next().type, MessageType::aspia);
  s.receive(of_version(bytes(message(MessageType::aspia_ack, {contexts({7})})), 2));
  expect_only_error(s, ErrorCode::invalid_version);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::active);
}

TEST(ConformanceM3ua, asp_asptm_i_003) {
  Station s = asp_activating();
  s.receive(header(1, 4, 5));
  expect_only_error(s, ErrorCode::unsupported_message_type);
}

TEST(ConformanceM3ua, asp_asptm_o_001) {
  Station s = asp_activating();
  s.receive(message(MessageType::aspup_ack));
  s.transfer(9);
  s.expect_silence();  // neither DATA nor a change of state
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
}

}  // namespace
}  // namespace mapsim::m3ua::conformance
