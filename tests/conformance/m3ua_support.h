// What the purposes of M3UA share: this node as an SGP or an ASP, and the test as its peer.
#pragma once

#include <gtest/gtest.h>

#include "tests/m3ua/station.h"

namespace mapsim::m3ua::conformance {

using namespace m3ua::test;

// The common header alone, as the peer of another version or with a class or type that does not exist.
inline Octets header(std::uint8_t version, std::uint8_t message_class, std::uint8_t type) {
  return {version, 0, message_class, type, 0, 0, 0, 8};
}
inline Octets of_version(Octets octets, std::uint8_t version) {
  octets[0] = version;
  return octets;
}

// Only ERROR with this code came, and the state is what it was.
inline void expect_only_error(Station& s, ErrorCode code) {
  s.expect_error(code);
  s.expect_silence();
}

inline Station sgp(Config config = one_peer(Role::sgp)) {
  Station s(std::move(config));
  s.up();
  return s;
}
inline Station sgp_inactive(Config config = one_peer(Role::sgp)) {
  Station s = sgp(std::move(config));
  s.receive(message(MessageType::aspup));
  s.forget();
  return s;
}
inline Station sgp_active(Config config = one_peer(Role::sgp)) {
  Station s(std::move(config));
  activate_remote(s);
  return s;
}

// An ASP that has sent ASPUP.
inline Station asp(Config config = one_peer(Role::asp)) {
  Station s(std::move(config));
  s.up();
  EXPECT_EQ(s.next().type, MessageType::aspup);
  s.expect_silence();
  return s;
}
// That is ASP-INACTIVE and has sent ASPAC.
inline Station asp_activating(Config config = one_peer(Role::asp)) {
  Station s = asp(std::move(config));
  s.receive(message(MessageType::aspup_ack));
  EXPECT_EQ(s.next().type, MessageType::aspac);
  s.expect_silence();
  return s;
}
inline Station asp_active(Config config = one_peer(Role::asp)) {
  Station s(std::move(config));
  activate_local(s);
  return s;
}

// Two ASPs of one application server, with identifiers 21 and 22, both up.
inline Station two_asps(TrafficMode mode, std::size_t minimum_active = 1) {
  Config config = peers_of_one_as(Role::sgp, 2, mode);
  config.application_servers[0].minimum_active = minimum_active;
  Station s(config);
  for (std::size_t peer = 0; peer < 2; ++peer) {
    s.up(peer);
    const auto id = static_cast<std::uint32_t>(21 + peer);
    s.receive(message(MessageType::aspup, {{Tag::asp_identifier, id}}), peer);
  }
  s.forget();
  return s;
}

// An SGP at which one ASP, which is up, may register routing keys; no application server is configured.
inline Config registrar() {
  Config config;
  config.peers = {{.name = "asp", .role = Role::sgp}};
  config.registration.supported = true;
  config.registration.first_routing_context = 100;
  return config;
}
inline Parameter key(std::uint32_t local_identifier, ParameterGroup rest) {
  rest.insert(rest.begin(), {Tag::local_routing_key_identifier, local_identifier});
  return {Tag::routing_key, std::move(rest)};
}
inline Parameter dpc(mtp::PointCode pc) {
  return {Tag::destination_point_code, PointCodeRange{0, pc}};
}
inline Message reg_req(std::vector<Parameter> keys) {
  return message(MessageType::reg_req, std::move(keys));
}
inline Message dereg_req(std::vector<std::uint32_t> list) {
  return message(MessageType::dereg_req, {contexts(std::move(list))});
}

inline std::vector<RegistrationResult> registrations(const Message& m) {
  EXPECT_EQ(m.type, MessageType::reg_rsp);
  std::vector<RegistrationResult> out;
  for (const Parameter& p : m.parameters)
    out.push_back(read_registration_result(std::get<ParameterGroup>(p.value)));
  return out;
}
// The one result of the next message, a REG RSP.
inline RegistrationResult registration(Station& s) {
  const auto list = registrations(s.next());
  EXPECT_EQ(list.size(), 1U);
  return list.empty() ? RegistrationResult{} : list.front();
}
inline DeregistrationResult deregistration(Station& s) {
  const Message m = s.next();
  EXPECT_EQ(m.type, MessageType::dereg_rsp);
  return m.parameters.size() == 1
             ? read_deregistration_result(std::get<ParameterGroup>(m.parameters[0].value))
             : DeregistrationResult{};
}
inline void expect_status(Station& s, RegistrationStatus status) {
  const RegistrationResult result = registration(s);
  EXPECT_EQ(result.status, status);
  EXPECT_EQ(result.local_identifier, 1U);
  EXPECT_EQ(result.routing_context, 0U);
  s.expect_silence();
}

// An ASP that asks for the routing context of its key: destination 9, SCCP.
inline Config registrant() {
  Config config = one_peer(Role::asp, std::nullopt);
  config.application_servers[0].routing_key = RoutingKey{{{.dpc = 9, .service_indicators = {3}}}};
  config.application_servers[0].registers = true;
  return config;
}
inline Message reg_rsp(std::uint32_t local_identifier, RegistrationStatus status, std::uint32_t context) {
  return message(MessageType::reg_rsp, {to_parameter(RegistrationResult{local_identifier, status, context})});
}
inline Message dereg_rsp(std::uint32_t context, DeregistrationStatus status) {
  return message(MessageType::dereg_rsp, {to_parameter(DeregistrationResult{context, status})});
}

}  // namespace mapsim::m3ua::conformance
