// The local half of an association: this node as an ASP (RFC 4666 4.3.4.1 to 4.3.4.4). What layer management
// wants is remembered, and steer() sends the next request towards it. So an unexpected acknowledgement needs
// no procedure of its own: the state follows it, as RFC 4666 says, and steer() leads back.
#include <algorithm>

#include "sigtran/m3ua/m3ua.h"

namespace mapsim::m3ua {

void M3ua::handle(const AspUp& request, Instant now) {
  peers_.at(request.peer).wanted_up = true;
  restart_procedures(request.peer, now);
}

void M3ua::handle(const AspDown& request, Instant now) {
  peers_.at(request.peer).wanted_up = false;
  want(request.peer, std::nullopt, false);
  restart_procedures(request.peer, now);
}

void M3ua::handle(const AspActive& request, Instant now) {
  peers_.at(request.peer).wanted_up = true;
  want(request.peer, request.application_server, true);
  restart_procedures(request.peer, now);
}

void M3ua::handle(const AspInactive& request, Instant now) {
  want(request.peer, request.application_server, false);
  restart_procedures(request.peer, now);
}

void M3ua::want(std::size_t peer, std::optional<std::size_t> server, bool active) {
  for (Binding& binding : peers_.at(peer).bindings) {
    if (server && binding.server != *server) continue;
    binding.wanted = active;
    binding.overridden = false;
  }
}

// A new request of layer management takes the place of one that is under way.
void M3ua::restart_procedures(std::size_t peer, Instant now) {
  if (!has_half(peer, Side::local)) {
    return tell(Severity::error, "layer management", "RFC 4666 1.6.3",
                peer_name(peer) + " is no peer of an ASP");
  }
  finish_request(peer);
  peers_[peer].stalled = false;
  for (Binding& binding : peers_[peer].bindings) binding.registration_refused = false;
  steer(peer, now);
}

void M3ua::steer(std::size_t peer, Instant now) {
  const Association& a = peers_[peer];
  if (!a.id || a.stalled || a.request) return;
  if (!a.local_up) {
    if (a.wanted_up) request(peer, MessageType::aspup, now);
    return;
  }
  if (select_requested(peer, MessageType::aspia)) return request(peer, MessageType::aspia, now);
  // RFC 4666 4.4.2: deregistered before ASPDN; 4.4.1: registered before ASPAC.
  if (select_requested(peer, MessageType::dereg_req)) return request(peer, MessageType::dereg_req, now);
  if (!a.wanted_up) return request(peer, MessageType::aspdn, now);
  if (select_requested(peer, MessageType::reg_req)) return request(peer, MessageType::reg_req, now);
  if (select_requested(peer, MessageType::aspac)) request(peer, MessageType::aspac, now);
}

// Marks what one request has to name. One ASPAC has one traffic mode: others follow in the next.
bool M3ua::select_requested(std::size_t peer, MessageType type) {
  Association& a = peers_[peer];
  const auto& servers = config_.application_servers;
  std::optional<std::size_t> first;
  for (Binding& binding : a.bindings) {
    binding.requested = needs(a, binding, type);
    binding.acknowledged_by_data = false;
    if (!binding.requested) continue;
    if (!first) first = binding.server;
    binding.requested =
        type != MessageType::aspac || servers[binding.server].traffic_mode == servers[*first].traffic_mode;
  }
  return first.has_value();
}

void M3ua::request(std::size_t peer, MessageType type, Instant now) {
  peers_[peer].request = type;
  peers_[peer].retries_left = config_.timers.ack_retries;
  transmit_request(peer, now);
}

void M3ua::transmit_request(std::size_t peer, Instant now) {
  Association& a = peers_[peer];
  const bool registers = a.request == MessageType::reg_req || a.request == MessageType::dereg_req;
  send(peer, {.type = *a.request,
              .parameters = registers ? registration_parameters(peer) : request_parameters(peer)});
  a.ack_timer = timers_.arm(now, config_.timers.ack, {TimerKind::ack, peer});
}

ParameterGroup M3ua::request_parameters(std::size_t peer) const {
  const Association& a = peers_[peer];
  ParameterGroup parameters;
  if (a.request == MessageType::aspup && config_.peers[peer].asp_identifier) {
    parameters.push_back({Tag::asp_identifier, *config_.peers[peer].asp_identifier});
  }
  std::vector<std::uint32_t> contexts;
  std::optional<TrafficMode> mode;
  for (const Binding& binding : a.bindings) {
    if (!binding.requested) continue;
    if (binding.routing_context) contexts.push_back(*binding.routing_context);
    mode = config_.application_servers[binding.server].traffic_mode;
  }
  if (a.request == MessageType::aspac && mode) {
    parameters.push_back({Tag::traffic_mode_type, static_cast<std::uint32_t>(*mode)});
  }
  if ((a.request == MessageType::aspac || a.request == MessageType::aspia) && !contexts.empty()) {
    parameters.push_back({Tag::routing_context, std::move(contexts)});
  }
  return parameters;
}

void M3ua::finish_request(std::size_t peer) {
  Association& a = peers_[peer];
  a.request.reset();
  timers_.cancel(a.ack_timer);
  for (Binding& binding : a.bindings) binding.requested = false;
}

void M3ua::fail_request(std::size_t peer, std::optional<ErrorCode> error) {
  Association& a = peers_[peer];
  const MessageType type = *a.request;
  finish_request(peer);
  a.stalled = true;
  emit(ProcedureFailed{peer, type, error});
}

// RFC 4666 4.3.4.1 and the following: the request is repeated each T(ack).
void M3ua::on_ack_timeout(std::size_t peer, Instant now) {
  Association& a = peers_[peer];
  if (!a.request || !a.id) return;
  if (a.retries_left == 0) {
    tell(Severity::error, std::string(find_message(*a.request)->name), "RFC 4666 4.3.4",
         peer_name(peer) + " did not acknowledge it " + std::to_string(config_.timers.ack_retries + 1) +
             " times");
    return fail_request(peer, std::nullopt);
  }
  --a.retries_left;
  transmit_request(peer, now);
}

void M3ua::set_local_up(std::size_t peer, bool up) {
  Association& a = peers_[peer];
  for (Binding& binding : a.bindings) {
    set_local_active(peer, binding, false);
    if (up) continue;
    // What the SGP said or granted does not outlive ASP-DOWN.
    if (config_.application_servers[binding.server].registers) binding.routing_context.reset();
    binding.registered = false;
    binding.unavailable.clear();
    restrictions_ -= binding.restricted.size();
    binding.restricted.clear();
  }
  if (!up) {
    a.audits.clear();
    timers_.cancel(a.audit_timer);
  }
  if (a.local_up == up) return;
  a.local_up = up;
  emit(AspStateChanged{peer, Side::local, up ? AspState::inactive : AspState::down});
}

void M3ua::set_local_active(std::size_t peer, Binding& binding, bool active) {
  if (binding.local_active == active) return;
  binding.local_active = active;
  emit(AspStateChanged{peer, Side::local, active ? AspState::active : AspState::inactive, binding.server});
}

void M3ua::on_aspup_ack(const Incoming& in, const Message&) {
  Association& a = peers_[in.peer];
  const bool expected = a.request == MessageType::aspup;
  const bool was_inactive = a.local_up && std::none_of(a.bindings.begin(), a.bindings.end(),
                                                       [](const Binding& b) { return b.local_active; });
  if (expected) {
    finish_request(in.peer);
  } else if (!was_inactive) {
    answer(in, ErrorCode::unexpected_message, "RFC 4666 4.3.4.1", "ASPUP ACK without ASPUP");
  }
  set_local_up(in.peer, true);
  update_destinations();
  steer(in.peer, in.now);
}

void M3ua::on_aspdn_ack(const Incoming& in, const Message&) {
  Association& a = peers_[in.peer];
  if (a.request != MessageType::aspdn) {
    if (!a.local_up) return tell(Severity::info, "aspdn-ack", "RFC 4666 4.3.4.2", "ASPDN ACK without ASPDN");
    answer(in, ErrorCode::unexpected_message, "RFC 4666 4.3.4.2", "ASPDN ACK without ASPDN");
  }
  finish_request(in.peer);
  set_local_up(in.peer, false);
  update_destinations();
  steer(in.peer, in.now);
}

void M3ua::on_aspac_ack(const Incoming& in, const Message& message) {
  on_traffic_ack(in, message, true);
}
void M3ua::on_aspia_ack(const Incoming& in, const Message& message) {
  on_traffic_ack(in, message, false);
}

// RFC 4666 4.3.4.3, 4.3.4.4: one request may be acknowledged in several messages.
void M3ua::on_traffic_ack(const Incoming& in, const Message& message, bool active) {
  Association& a = peers_[in.peer];
  const std::string_view clause = active ? "RFC 4666 4.3.4.3" : "RFC 4666 4.3.4.4";
  const MessageType awaited = active ? MessageType::aspac : MessageType::aspia;
  if (!a.local_up) {
    return answer(in, ErrorCode::unexpected_message, clause, "an acknowledgement in state ASP-DOWN");
  }
  const auto* contexts = message.find<std::vector<std::uint32_t>>(Tag::routing_context);
  const bool requested = a.request == awaited;
  std::vector<std::uint32_t> unknown;
  std::vector<Binding*> named;
  if (contexts == nullptr) {
    for (Binding& binding : a.bindings) {
      if (!requested || binding.requested) named.push_back(&binding);
    }
  } else {
    for (const std::uint32_t context : *contexts) {
      Binding* binding = find_binding(in.peer, context);
      binding != nullptr ? named.push_back(binding) : unknown.push_back(context);
    }
  }
  if (!unknown.empty()) {
    answer(in, ErrorCode::invalid_routing_context, "RFC 4666 3.8.1",
           "an acknowledgement of what was not requested", std::move(unknown));
  }
  bool unexpected = false;
  for (Binding* binding : named) {
    unexpected = unexpected || (!(requested && binding->requested) && binding->local_active != active);
    if (requested) binding->requested = false;
    set_local_active(in.peer, *binding, active);
  }
  if (unexpected)
    answer(in, ErrorCode::unexpected_message, clause, "an acknowledgement of what was not requested");
  const bool more =
      std::any_of(a.bindings.begin(), a.bindings.end(), [](const Binding& b) { return b.requested; });
  if (requested && !more) finish_request(in.peer);
  update_destinations();
  steer(in.peer, in.now);
}

}  // namespace mapsim::m3ua
