// Routing keys that this node registers as an ASP (RFC 4666 4.4): steer() asks for a routing context before
// ASPAC and gives it back before ASPDN.
#include <algorithm>

#include "sigtran/m3ua/m3ua.h"

namespace mapsim::m3ua {

namespace {

// The answer's results, and the other way round: the local identifier of a key is its application server,
// which is unique at this node (3.6.1) and is not 0.
std::uint32_t identifier_of(std::size_t server) {
  return static_cast<std::uint32_t>(server + 1);
}

bool grants(RegistrationStatus status) {
  // 4.4.1: the routing context of a key that is registered already comes with the answer.
  return status == RegistrationStatus::successfully_registered ||
         status == RegistrationStatus::routing_key_already_registered;
}

}  // namespace

void M3ua::handle(const RegisterKey& request, Instant now) {
  Association& a = peers_.at(request.peer);
  a.wanted_up = true;
  for (Binding& binding : a.bindings) {
    if (binding.server != request.application_server) continue;
    binding.registration_wanted = config_.application_servers[binding.server].registers;
    if (binding.registration_wanted) return restart_procedures(request.peer, now);
  }
  tell(Severity::error, "layer management", "RFC 4666 4.4.1",
       "this application server registers no routing key");
}

void M3ua::handle(const DeregisterKey& request, Instant now) {
  for (Binding& binding : peers_.at(request.peer).bindings) {
    if (binding.server != request.application_server) continue;
    binding.registration_wanted = false;
    binding.wanted = false;
    return restart_procedures(request.peer, now);
  }
  tell(Severity::error, "layer management", "RFC 4666 4.4.2",
       "this application server registers no routing key");
}

// Whether steer() has to name the application server in a request of this type.
bool M3ua::needs(const Association& a, const Binding& binding, MessageType type) const {
  const bool registers = config_.application_servers[binding.server].registers;
  switch (type) {
    case MessageType::aspac:
      return binding.wanted && !binding.local_active && (!registers || binding.registered);
    case MessageType::aspia:
      return !binding.wanted && binding.local_active;
    case MessageType::reg_req:
      return registers && binding.registration_wanted && !binding.registered && !binding.registration_refused;
    case MessageType::dereg_req:
      return binding.registered && !binding.registration_refused &&
             (!binding.registration_wanted || !a.wanted_up);
    default:
      return false;
  }
}

ParameterGroup M3ua::registration_parameters(std::size_t peer) const {
  const Association& a = peers_[peer];
  ParameterGroup keys;
  std::vector<std::uint32_t> contexts;
  for (const Binding& binding : a.bindings) {
    if (!binding.requested) continue;
    if (a.request == MessageType::dereg_req) {
      contexts.push_back(binding.routing_context.value_or(0));
      continue;
    }
    const ApplicationServer& server = config_.application_servers[binding.server];
    RegistrationRequest request{.local_identifier = identifier_of(binding.server),
                                .network_appearance = server.network_appearance,
                                .key = *server.routing_key};
    if (server.traffic_mode) request.traffic_mode = static_cast<std::uint32_t>(*server.traffic_mode);
    keys.push_back(to_parameter(request));
  }
  if (!contexts.empty()) keys.push_back({Tag::routing_context, std::move(contexts)});
  return keys;
}

// RFC 4666 4.4.1: the results may come in several messages.
void M3ua::on_reg_rsp(const Incoming& in, const Message& message) {
  Association& a = peers_[in.peer];
  if (a.request != MessageType::reg_req) {
    return answer(in, ErrorCode::unexpected_message, "RFC 4666 4.4.1", "REG RSP without REG REQ");
  }
  for (const Parameter& parameter : message.parameters) {
    const auto* group = std::get_if<ParameterGroup>(&parameter.value);
    if (group == nullptr || parameter.tag != Tag::registration_result) continue;
    const RegistrationResult result = read_registration_result(*group);
    const auto binding = std::find_if(a.bindings.begin(), a.bindings.end(), [&](const Binding& b) {
      return b.requested && identifier_of(b.server) == result.local_identifier;
    });
    if (binding == a.bindings.end()) {
      answer(
          in, ErrorCode::invalid_parameter_value, "RFC 4666 3.6.2",
          "local routing key identifier " + std::to_string(result.local_identifier) + " was not asked for");
      continue;
    }
    binding->requested = false;
    binding->registered = grants(result.status);
    binding->registration_refused = !binding->registered;
    if (binding->registered) binding->routing_context = result.routing_context;
    if (binding->registration_refused) {
      tell(Severity::error, "registration-result", "RFC 4666 4.4.1",
           peer_name(in.peer) + " refused the routing key of " +
               config_.application_servers[binding->server].name + ": " +
               std::string(enum_name(result.status).value_or("a status that does not exist")));
    }
    emit(KeyRegistered{in.peer, binding->server, result.status, result.routing_context});
  }
  end_registration_request(in);
}

void M3ua::on_dereg_rsp(const Incoming& in, const Message& message) {
  Association& a = peers_[in.peer];
  if (a.request != MessageType::dereg_req) {
    return answer(in, ErrorCode::unexpected_message, "RFC 4666 4.4.2", "DEREG RSP without DEREG REQ");
  }
  for (const Parameter& parameter : message.parameters) {
    const auto* group = std::get_if<ParameterGroup>(&parameter.value);
    if (group == nullptr || parameter.tag != Tag::deregistration_result) continue;
    const DeregistrationResult result = read_deregistration_result(*group);
    const auto binding = std::find_if(a.bindings.begin(), a.bindings.end(), [&](const Binding& b) {
      return b.requested && b.routing_context == result.routing_context;
    });
    if (binding == a.bindings.end()) {
      answer(in, ErrorCode::invalid_routing_context, "RFC 4666 3.8.1",
             "a result for what was not deregistered", {result.routing_context});
      continue;
    }
    binding->requested = false;
    // What the SGP does not know as registered is gone all the same.
    const bool stays = result.status == DeregistrationStatus::permission_denied ||
                       result.status == DeregistrationStatus::asp_currently_active ||
                       result.status == DeregistrationStatus::unknown;
    binding->registered = stays;
    binding->registration_refused = stays;
    if (!stays) binding->routing_context.reset();
    if (stays) {
      tell(Severity::error, "deregistration-result", "RFC 4666 4.4.2",
           peer_name(in.peer) + " keeps routing context " + std::to_string(result.routing_context) + ": " +
               std::string(enum_name(result.status).value_or("")));
    }
    emit(KeyDeregistered{in.peer, binding->server, result.status});
  }
  end_registration_request(in);
}

void M3ua::end_registration_request(const Incoming& in) {
  const auto& bindings = peers_[in.peer].bindings;
  if (std::any_of(bindings.begin(), bindings.end(), [](const Binding& b) { return b.requested; })) return;
  finish_request(in.peer);
  steer(in.peer, in.now);
}

}  // namespace mapsim::m3ua
