// Routing key management (RFC 4666 4.4): purposes of docs/conformance.md.
#include "tests/conformance/m3ua_support.h"

namespace mapsim::m3ua::conformance {
namespace {

TEST(ConformanceM3ua, sgp_rkm_v_001) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {dpc(9)})}));
  EXPECT_EQ(registration(s).status, RegistrationStatus::successfully_registered);
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_inactive));
}

TEST(ConformanceM3ua, sgp_rkm_v_002) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(77, {dpc(9)})}));
  const RegistrationResult result = registration(s);
  EXPECT_EQ(result.status, RegistrationStatus::successfully_registered);
  EXPECT_EQ(result.local_identifier, 77U);
  EXPECT_EQ(result.routing_context, 100U);
}

TEST(ConformanceM3ua, sgp_rkm_v_003) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {dpc(9)})}));
  const std::uint32_t context = registration(s).routing_context;
  s.forget();
  s.receive(dereg_req({context}));
  const DeregistrationResult result = deregistration(s);
  EXPECT_EQ(result.status, DeregistrationStatus::successfully_deregistered);
  EXPECT_EQ(result.routing_context, context);
}

TEST(ConformanceM3ua, sgp_rkm_v_004) {
  Station s = sgp_inactive();
  s.receive(reg_req({key(1, {dpc(9)})}));
  expect_only_error(s, ErrorCode::unsupported_message_class);
}

TEST(ConformanceM3ua, sgp_rkm_i_003) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {})}));
  expect_status(s, RegistrationStatus::invalid_routing_key);
}

TEST(ConformanceM3ua, sgp_rkm_i_004) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {dpc(0x4000)})}));
  expect_status(s, RegistrationStatus::invalid_dpc);
}

TEST(ConformanceM3ua, sgp_rkm_i_005) {
  Config config = registrar();
  config.registration.network_appearances = {3};
  Station s = sgp_inactive(config);
  s.receive(reg_req({key(1, {dpc(9), {Tag::network_appearance, std::uint32_t{4}}})}));
  expect_status(s, RegistrationStatus::invalid_network_appearance);
}

TEST(ConformanceM3ua, sgp_rkm_i_007) {
  Config config = registrar();
  config.peers[0].registrable = {10, 11};
  Station s = sgp_inactive(config);
  s.receive(reg_req({key(1, {dpc(9)})}));
  expect_status(s, RegistrationStatus::permission_denied);
}

TEST(ConformanceM3ua, sgp_rkm_i_008) {
  Config config = registrar();
  config.registration.dynamic = false;
  Station s = sgp_inactive(config);
  s.receive(reg_req({key(1, {dpc(9)})}));
  expect_status(s, RegistrationStatus::routing_key_not_provisioned);
}

TEST(ConformanceM3ua, sgp_rkm_i_009) {
  Config config = registrar();
  config.limits.registered_keys = 1;
  Station s = sgp_inactive(config);
  s.receive(reg_req({key(1, {dpc(8)})}));
  s.forget();
  s.receive(reg_req({key(1, {dpc(9)})}));
  expect_status(s, RegistrationStatus::insufficient_resources);
}

TEST(ConformanceM3ua, sgp_rkm_i_010) {
  constexpr auto kCircuitRange = static_cast<Tag>(0x020F);  // of RFC 3332; RFC 4666 has reserved it
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {dpc(9), {kCircuitRange, octets("0000000900000000")}})}));
  expect_status(s, RegistrationStatus::unsupported_rk_parameter_field);
}

// A key of one traffic mode is registered, and then again with another.
void expect_other_mode_refused(TrafficMode first, TrafficMode second) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {mode(first), dpc(9)})}));
  EXPECT_EQ(registration(s).status, RegistrationStatus::successfully_registered);
  s.forget();
  s.receive(reg_req({key(2, {mode(second), dpc(9)})}));
  const RegistrationResult result = registration(s);
  EXPECT_EQ(result.status, RegistrationStatus::unsupported_traffic_handling_mode);
  EXPECT_EQ(result.local_identifier, 2U);
  s.expect_silence();
}

TEST(ConformanceM3ua, sgp_rkm_i_011) {
  expect_other_mode_refused(TrafficMode::override_, TrafficMode::loadshare);
}
TEST(ConformanceM3ua, sgp_rkm_i_012) {
  expect_other_mode_refused(TrafficMode::override_, TrafficMode::broadcast);
}
TEST(ConformanceM3ua, sgp_rkm_i_013) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {{Tag::traffic_mode_type, std::uint32_t{4}}, dpc(9)})}));
  expect_status(s, RegistrationStatus::unsupported_traffic_handling_mode);
}
TEST(ConformanceM3ua, sgp_rkm_i_014) {
  expect_other_mode_refused(TrafficMode::loadshare, TrafficMode::override_);
}
TEST(ConformanceM3ua, sgp_rkm_i_015) {
  expect_other_mode_refused(TrafficMode::loadshare, TrafficMode::broadcast);
}
TEST(ConformanceM3ua, sgp_rkm_i_017) {
  expect_other_mode_refused(TrafficMode::broadcast, TrafficMode::override_);
}
TEST(ConformanceM3ua, sgp_rkm_i_018) {
  expect_other_mode_refused(TrafficMode::broadcast, TrafficMode::loadshare);
}

TEST(ConformanceM3ua, sgp_rkm_i_020) {
  Config config = registrar();
  config.application_servers = {{.name = "other", .routing_context = 7}};  // of no ASP yet
  Station s = sgp_inactive(config);
  s.receive(dereg_req({7}));
  EXPECT_EQ(deregistration(s).status, DeregistrationStatus::not_registered);
  s.expect_silence();
}

TEST(ConformanceM3ua, sgp_rkm_i_021) {
  Config config = registrar();
  config.peers[0].may_deregister = false;
  Station s = sgp_inactive(config);
  s.receive(reg_req({key(1, {dpc(9)})}));
  s.forget();
  s.receive(dereg_req({100}));
  EXPECT_EQ(deregistration(s).status, DeregistrationStatus::permission_denied);
  EXPECT_EQ(s.node.routing_context(0, 0), 100U);
}

TEST(ConformanceM3ua, sgp_rkm_i_022) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {dpc(9)})}));
  s.receive(message(MessageType::aspac, {contexts({100})}));
  s.forget();
  s.receive(dereg_req({100}));
  EXPECT_EQ(deregistration(s).status, DeregistrationStatus::asp_currently_active);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::active);
}

TEST(ConformanceM3ua, sgp_rkm_i_023) {
  Station s = sgp_inactive(registrar());
  s.receive(header(1, 9, 5));
  expect_only_error(s, ErrorCode::unsupported_message_type);
}

TEST(ConformanceM3ua, asp_rkm_v_002) {
  Station s = asp(registrant());
  s.receive(message(MessageType::aspup_ack));
  const Message request = s.next();
  EXPECT_EQ(request, reg_req({key(1, {dpc(9), {Tag::service_indicators, ServiceIndicators{{3}}}})}));
  s.expect_silence();
}

TEST(ConformanceM3ua, asp_rkm_v_003) {
  Station s = asp(registrant());
  s.receive(message(MessageType::aspup_ack));
  s.receive(reg_rsp(1, RegistrationStatus::successfully_registered, 55));
  s.forget();
  s.put(DeregisterKey{.peer = 0, .application_server = 0});
  EXPECT_EQ(s.next().type, MessageType::dereg_req);
}

TEST(ConformanceM3ua, asp_rkm_v_004) {
  Station s = asp(registrant());
  s.receive(message(MessageType::aspup_ack));
  s.receive(reg_rsp(1, RegistrationStatus::successfully_registered, 55));
  s.forget();
  s.put(DeregisterKey{.peer = 0, .application_server = 0});
  EXPECT_EQ(s.next(), dereg_req({55}));
  s.receive(dereg_rsp(55, DeregistrationStatus::successfully_deregistered));
  EXPECT_EQ(s.node.routing_context(0, 0), std::nullopt);
  s.expect_silence();
}

TEST(ConformanceM3ua, asp_rkm_i_001) {
  Station s = asp(registrant());
  s.receive(message(MessageType::aspup_ack));
  EXPECT_EQ(s.next().type, MessageType::reg_req);
  s.receive(header(1, 9, 5));
  expect_only_error(s, ErrorCode::unsupported_message_type);
}

}  // namespace
}  // namespace mapsim::m3ua::conformance
