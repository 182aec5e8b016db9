// What RFC 4666 asks for besides TS 102 381, or instead of it. The ids are this project's
// (docs/conformance.md).
#include "tests/conformance/m3ua_support.h"

namespace mapsim::m3ua::conformance {
namespace {

// 3.8.1, 4.3.4.3: routing context and network appearance ----------------------------------------------

TEST(ConformanceM3ua, rfc4666_4_3_4_3_unknown_routing_context) {
  Station s = sgp_inactive();
  s.receive(message(MessageType::aspac, {contexts({99})}));
  const Message e = s.expect_error(ErrorCode::no_configured_as_for_asp);
  EXPECT_EQ(*e.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{99});
  s.expect_silence();
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(ConformanceM3ua, rfc4666_4_3_4_3_no_application_server) {
  Station s = sgp_inactive(registrar());
  s.receive(message(MessageType::aspac));
  expect_only_error(s, ErrorCode::no_configured_as_for_asp);
}

TEST(ConformanceM3ua, rfc4666_4_3_4_4_unknown_routing_context) {
  Station s = sgp_active();
  s.receive(message(MessageType::aspia, {contexts({99})}));
  expect_only_error(s, ErrorCode::invalid_routing_context);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::active);
}

TEST(ConformanceM3ua, rfc4666_3_8_1_data_unknown_routing_context) {
  Station s = sgp_active();
  s.receive(data_message(99), 0, 1);
  const Message e = s.expect_error(ErrorCode::invalid_routing_context);
  EXPECT_EQ(*e.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{99});
  EXPECT_TRUE(s.delivered.empty());
}

TEST(ConformanceM3ua, rfc4666_3_8_1_data_without_routing_context) {
  Station s = sgp_active(two_servers(Role::sgp));
  s.receive(data_message(std::nullopt), 0, 1);
  expect_only_error(s, ErrorCode::no_configured_as_for_asp);
  EXPECT_TRUE(s.delivered.empty());
}

TEST(ConformanceM3ua, rfc4666_3_8_1_data_network_appearance) {
  Config config = one_peer(Role::sgp);
  config.application_servers[0].network_appearance = 3;
  Station s = sgp_active(config);
  s.receive(data_message(7, 4), 0, 1);
  const Message e = s.expect_error(ErrorCode::invalid_network_appearance);
  EXPECT_EQ(*e.find<std::uint32_t>(Tag::network_appearance), 4U);
  EXPECT_TRUE(s.delivered.empty());
}

TEST(ConformanceM3ua, rfc4666_3_8_1_ssnm_unknown_routing_context) {
  Station s = asp_active();
  Message duna = ssnm(MessageType::duna, {{0, 9}});
  duna.parameters.push_back(contexts({7, 99}));
  s.receive(duna);
  const Message e = s.expect_error(ErrorCode::invalid_routing_context);
  EXPECT_EQ(*e.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{99});
  EXPECT_TRUE(s.node.reachable(9));
}

TEST(ConformanceM3ua, rfc4666_3_8_1_ssnm_network_appearance) {
  Station s = asp_active();
  Message duna = ssnm(MessageType::duna, {{0, 9}});
  duna.parameters.push_back({Tag::network_appearance, std::uint32_t{4}});
  s.receive(duna);
  const Message e = s.expect_error(ErrorCode::invalid_network_appearance);
  EXPECT_EQ(*e.find<std::uint32_t>(Tag::network_appearance), 4U);
  EXPECT_TRUE(s.node.reachable(9));
}

TEST(ConformanceM3ua, rfc4666_3_8_1_destination_status_unknown) {
  Config config = one_peer(Role::sgp);
  config.routes = {{.dpc = 5}};
  config.conceal_unknown_destinations = true;
  Station s = sgp_active(config);
  s.receive(ssnm(MessageType::daud, {{0, 9}}));
  const Message e = s.expect_error(ErrorCode::destination_status_unknown);
  EXPECT_EQ(*e.find<std::vector<PointCodeRange>>(Tag::affected_point_code),
            (std::vector<PointCodeRange>{{0, 9}}));
  s.expect_silence();
}

TEST(ConformanceM3ua, rfc4666_3_8_1_diagnostic_information) {
  Station s = sgp_inactive();
  Octets wire(48, 0);
  const Octets start = octets("010004050000003000040028");  // an INFO string of 36 octets
  std::copy(start.begin(), start.end(), wire.begin());
  s.receive(wire);
  const Message e = s.expect_error(ErrorCode::unsupported_message_type);
  EXPECT_EQ(*e.find<Octets>(Tag::diagnostic_information), Octets(wire.begin(), wire.begin() + 40));
}

TEST(ConformanceM3ua, rfc4666_3_8_1_no_error_for_error) {
  Station s = sgp_inactive();
  s.receive(octets("0100000000000008"));  // without its error code
  s.expect_silence();
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
}

// 3.4: what SSNM may hold -------------------------------------------------------------------------------

TEST(ConformanceM3ua, rfc4666_3_4_4_congestion_level) {
  Station s = asp_active();
  Message scon = ssnm(MessageType::scon, {{0, 9}});
  scon.parameters.push_back({Tag::congestion_indications, CongestionLevel{4}});
  s.receive(scon);
  expect_only_error(s, ErrorCode::invalid_parameter_value);
  EXPECT_TRUE(s.statuses().empty());
}

TEST(ConformanceM3ua, rfc4666_3_4_4_scon_of_an_asp) {
  Station s = asp_active();
  s.put(ReportCongestion{.pc = 1, .level = 2, .concerned = 9});
  const Message scon = s.next();
  EXPECT_EQ(scon.type, MessageType::scon);
  EXPECT_EQ(*scon.find<PointCodeRange>(Tag::concerned_destination), (PointCodeRange{0, 9}));
  EXPECT_EQ(scon.find<CongestionLevel>(Tag::congestion_indications)->level, 2U);
}

TEST(ConformanceM3ua, rfc4666_4_5_2_restricted_by_one_sgp) {
  Station s(peers_of_one_as(Role::asp, 2, TrafficMode::loadshare));
  activate_local(s, 0);
  activate_local(s, 1);
  s.receive(ssnm(MessageType::drst, {{0, 9}}), 0);
  for (unsigned sls = 0; sls < 4; ++sls) s.transfer(9, static_cast<std::uint8_t>(sls));
  EXPECT_EQ(s.names(), std::vector<std::string>(4, "2:data"));
  s.receive(ssnm(MessageType::drst, {{0, 9}}), 1);  // now there is no better one
  s.transfer(9, 0);
  s.transfer(9, 1);
  EXPECT_EQ(s.names(), (std::vector<std::string>{"1:data", "2:data"}));
}

// 4.3: states -------------------------------------------------------------------------------------------

TEST(ConformanceM3ua, rfc4666_4_3_2_pending_then_inactive) {
  Station s = sgp_active();
  s.receive(message(MessageType::aspia));
  s.forget();
  s.transfer(9);
  s.pass(2s);
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_inactive));
  s.expect_silence();
  EXPECT_EQ(s.node.pending_messages(0), 0U);
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
}

TEST(ConformanceM3ua, rfc4666_4_3_2_pending_then_active) {
  Station s = sgp_active();
  s.receive(message(MessageType::aspia));
  s.forget();
  s.transfer(9);
  s.receive(message(MessageType::aspac));
  EXPECT_EQ(s.names(), (std::vector<std::string>{"1:aspac-ack", "1:ntfy", "1:data"}));
}

TEST(ConformanceM3ua, rfc4666_4_3_4_1_t_ack) {
  Station s(one_peer(Role::asp));
  s.up();
  s.pass(60s);
  EXPECT_EQ(s.names(), std::vector<std::string>(5, "1:aspup"));
  const auto failed = s.told<ProcedureFailed>();
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0].request, MessageType::aspup);
}

TEST(ConformanceM3ua, rfc4666_4_3_4_3_loadshare) {
  Station s = two_asps(TrafficMode::loadshare);
  for (std::size_t peer = 0; peer < 2; ++peer) s.receive(message(MessageType::aspac), peer);
  s.forget();
  for (unsigned i = 0; i < 6; ++i) s.transfer(9, static_cast<std::uint8_t>(i % 3));
  const std::vector<std::string> expected{"1:data", "2:data", "1:data", "1:data", "2:data", "1:data"};
  EXPECT_EQ(s.names(), expected);
}

TEST(ConformanceM3ua, rfc4666_4_3_4_3_failover) {
  Station s = two_asps(TrafficMode::loadshare);
  for (std::size_t peer = 0; peer < 2; ++peer) s.receive(message(MessageType::aspac), peer);
  s.down(0);
  s.forget();
  for (unsigned sls = 0; sls < 4; ++sls) s.transfer(9, static_cast<std::uint8_t>(sls));
  EXPECT_EQ(s.names(), std::vector<std::string>(4, "2:data"));
  EXPECT_EQ(s.node.as_state(0), AsState::active);
}

TEST(ConformanceM3ua, rfc4666_4_3_4_3_correlation_id) {
  Station s = two_asps(TrafficMode::broadcast);
  s.receive(message(MessageType::aspac), 0);
  const auto ids = [&s](std::uint8_t sls) {  // of the copies of one message
    s.forget();
    s.transfer(9, sls);
    std::vector<std::optional<std::uint32_t>> out;
    while (!s.sent.empty()) {
      const Message data = s.next();
      const auto* id = data.find<std::uint32_t>(Tag::correlation_id);
      out.push_back(id != nullptr ? std::optional(*id) : std::nullopt);
    }
    return out;
  };
  using Ids = std::vector<std::optional<std::uint32_t>>;
  EXPECT_EQ(ids(3), Ids{1U});
  EXPECT_EQ(ids(3), Ids{std::nullopt});
  s.receive(message(MessageType::aspac), 1);
  EXPECT_EQ(ids(3), (Ids{2U, 2U}));
  EXPECT_EQ(ids(4), (Ids{3U, 3U}));
  EXPECT_EQ(ids(3), (Ids{std::nullopt, std::nullopt}));
}

TEST(ConformanceM3ua, rfc4666_4_3_4_6_heartbeat) {
  Config config = one_peer(Role::sgp);
  config.timers.heartbeat = 30s;
  Station s = sgp_active(config);
  s.pass(60s);
  EXPECT_EQ(s.names(), (std::vector<std::string>{"1:beat", "1:beat"}));
  EXPECT_TRUE(s.told<PeerUnavailable>().empty());
  s.pass(30s);
  EXPECT_EQ(s.told<PeerUnavailable>().size(), 1U);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::down);
}

TEST(ConformanceM3ua, rfc4666_1_4_7_registration_stream) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {dpc(9)})}), 0, 1);
  expect_only_error(s, ErrorCode::invalid_stream_identifier);
}

// 4.4: routing keys -------------------------------------------------------------------------------------

TEST(ConformanceM3ua, rfc4666_4_4_1_already_registered) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {dpc(9)})}));
  s.forget();
  s.receive(reg_req({key(2, {dpc(9)})}));
  const RegistrationResult result = registration(s);
  EXPECT_EQ(result.status, RegistrationStatus::routing_key_already_registered);
  EXPECT_EQ(result.routing_context, 100U);
}

TEST(ConformanceM3ua, rfc4666_4_4_1_overlap) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {dpc(9)})}));
  s.forget();
  s.receive(reg_req({key(1, {dpc(9), {Tag::service_indicators, ServiceIndicators{{3}}}})}));
  expect_status(s, RegistrationStatus::cannot_support_unique_routing);
}

TEST(ConformanceM3ua, rfc4666_4_4_1_change_refused) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {dpc(9)})}));
  s.forget();
  s.receive(reg_req({key(1, {contexts({100}), dpc(10)})}));
  expect_status(s, RegistrationStatus::routing_key_change_refused);
}

TEST(ConformanceM3ua, rfc4666_4_4_1_change) {
  Config config = registrar();
  config.registration.change = true;
  Station s = sgp_inactive(config);
  s.receive(reg_req({key(1, {dpc(9)})}));
  s.forget();
  s.receive(reg_req({key(1, {contexts({100}), dpc(10)})}));
  const RegistrationResult result = registration(s);
  EXPECT_EQ(result.status, RegistrationStatus::successfully_registered);
  EXPECT_EQ(result.routing_context, 100U);
  s.receive(message(MessageType::aspac, {contexts({100})}));
  s.forget();
  s.transfer(10);
  EXPECT_EQ(s.names(), std::vector<std::string>{"1:data"});
}

TEST(ConformanceM3ua, rfc4666_4_4_1_several_keys) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {dpc(9)}), key(2, {dpc(0x4000)}), key(3, {dpc(10)})}));
  const auto results = registrations(s.next());
  ASSERT_EQ(results.size(), 3U);
  EXPECT_EQ(results[0].routing_context, 100U);
  EXPECT_EQ(results[1].status, RegistrationStatus::invalid_dpc);
  EXPECT_EQ(results[2].routing_context, 101U);
}

TEST(ConformanceM3ua, rfc4666_4_4_1_state_down) {
  Station s = sgp(registrar());
  s.receive(reg_req({key(1, {dpc(9)})}));
  expect_only_error(s, ErrorCode::unexpected_message);
}

TEST(ConformanceM3ua, rfc4666_4_4_1_traffic) {
  Station s = sgp_inactive(registrar());
  s.receive(reg_req({key(1, {dpc(9)})}));
  s.receive(message(MessageType::aspac, {contexts({100})}));
  s.forget();
  s.transfer(9);
  const Message data = s.next();
  EXPECT_EQ(data.type, MessageType::data);
  EXPECT_EQ(*data.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{100});
  s.receive(data_message(100), 0, 1);
  EXPECT_EQ(s.delivered.size(), 1U);
}

TEST(ConformanceM3ua, rfc4666_4_4_1_asp_uses_routing_context) {
  Station s = asp(registrant());
  s.receive(message(MessageType::aspup_ack));
  EXPECT_EQ(s.next().type, MessageType::reg_req);
  s.receive(reg_rsp(1, RegistrationStatus::successfully_registered, 55));
  EXPECT_EQ(s.next(), message(MessageType::aspac, {contexts({55})}));
}

TEST(ConformanceM3ua, rfc4666_4_4_2_invalid_routing_context) {
  Station s = sgp_inactive(registrar());
  s.receive(dereg_req({999}));
  EXPECT_EQ(deregistration(s).status, DeregistrationStatus::invalid_routing_context);
}

TEST(ConformanceM3ua, rfc4666_4_4_2_configured) {
  Config config = registrar();
  config.application_servers = {{.name = "as", .routing_context = 7}};
  config.peers[0].application_servers = {0};
  Station s = sgp_inactive(config);
  s.receive(dereg_req({7}));
  EXPECT_EQ(deregistration(s).status, DeregistrationStatus::permission_denied);
}

TEST(ConformanceM3ua, rfc4666_4_4_2_before_aspdn) {
  Station s = asp(registrant());
  s.receive(message(MessageType::aspup_ack));
  s.receive(reg_rsp(1, RegistrationStatus::successfully_registered, 55));
  s.receive(message(MessageType::aspac_ack, {contexts({55})}));
  s.forget();
  s.put(AspDown{0});
  EXPECT_EQ(s.next(), message(MessageType::aspia, {contexts({55})}));
  s.receive(message(MessageType::aspia_ack, {contexts({55})}));
  EXPECT_EQ(s.next(), dereg_req({55}));
  s.receive(dereg_rsp(55, DeregistrationStatus::successfully_deregistered));
  EXPECT_EQ(s.next().type, MessageType::aspdn);
}

}  // namespace
}  // namespace mapsim::m3ua::conformance
