// The remote half of an association: the peer as an ASP (RFC 4666 4.3.4.1 to 4.3.4.4).
#include <algorithm>

#include "sigtran/m3ua/m3ua.h"

namespace mapsim::m3ua {

void M3ua::set_remote_active(std::size_t peer, Binding& binding, bool active) {
  if (binding.remote_active == active) return;
  binding.remote_active = active;
  emit(AspStateChanged{peer, Side::remote, active ? AspState::active : AspState::inactive, binding.server});
}

// The peer becomes ASP-INACTIVE (`still_up`) or ASP-DOWN in all its application servers.
void M3ua::leave_remote(std::size_t peer, bool still_up, Instant now) {
  Association& a = peers_[peer];
  for (Binding& binding : a.bindings) set_remote_active(peer, binding, false);
  if (a.remote_up != still_up) {
    a.remote_up = still_up;
    emit(AspStateChanged{peer, Side::remote, still_up ? AspState::inactive : AspState::down});
  }
  if (!still_up) a.remote_asp_identifier.reset();
  for (const Binding& binding : a.bindings) {
    if (!evaluate(binding.server, now)) notify_shortage(binding.server);
  }
  if (!still_up) leave_registered(peer);
}

// RFC 4666 3.5.1, 3.8.1. True: the ASPUP was answered with an ERROR.
bool M3ua::refuse_asp_identifier(const Incoming& in, const Message& message) {
  const Peer& row = config_.peers[in.peer];
  const auto* id = message.find<std::uint32_t>(Tag::asp_identifier);
  if (id == nullptr) {
    if (!row.asp_identifier_required) return false;
    answer(in, ErrorCode::asp_identifier_required, "RFC 4666 3.8.1", "ASPUP of " + row.name + " without one");
    return true;
  }
  bool taken = row.peer_asp_identifier && *row.peer_asp_identifier != *id;
  for (std::size_t other = 0; other < peers_.size(); ++other) {
    taken =
        taken || (other != in.peer && peers_[other].remote_up && peers_[other].remote_asp_identifier == *id);
  }
  if (!taken) return false;
  answer(in, ErrorCode::invalid_asp_identifier, "RFC 4666 3.8.1",
         std::to_string(*id) + " is not that of " + row.name + ", or is in use");
  return true;
}

void M3ua::on_aspup(const Incoming& in, const Message& message) {
  Association& a = peers_[in.peer];
  const Peer& row = config_.peers[in.peer];
  if (row.blocked) {
    return answer(in, ErrorCode::refused_management_blocking, "RFC 4666 4.3.4.1", row.name + " is blocked");
  }
  if (refuse_asp_identifier(in, message)) return;
  const bool active =
      std::any_of(a.bindings.begin(), a.bindings.end(), [](const Binding& b) { return b.remote_active; });
  if (active) {
    answer(in, ErrorCode::unexpected_message, "RFC 4666 4.3.4.1", "ASPUP in state ASP-ACTIVE");
  }
  Message ack{.type = MessageType::aspup_ack};
  // RFC 4666 3.5.2: an IPSP says who it is.
  if (row.role != Role::sgp && row.asp_identifier) {
    ack.parameters.push_back({Tag::asp_identifier, *row.asp_identifier});
  }
  send(in.peer, ack);
  if (const auto* id = message.find<std::uint32_t>(Tag::asp_identifier)) a.remote_asp_identifier = *id;
  if (a.remote_up && !active) return;  // 4.3.4.1: acknowledged, nothing changes
  std::vector<AsState> before;
  for (const Binding& binding : a.bindings) before.push_back(servers_[binding.server].state);
  leave_remote(in.peer, true, in.now);
  // RFC 4666 4.3.4.5: an ASP that became inactive learns the state of the AS, where no change of it tells
  // already.
  for (std::size_t i = 0; i < before.size(); ++i) {
    const std::size_t server = a.bindings[i].server;
    if (servers_[server].state == before[i]) notify_state(in.peer, server);
  }
  update_destinations();
}

// RFC 4666 4.3.4.2: acknowledged in every state.
void M3ua::on_aspdn(const Incoming& in, const Message&) {
  send(in.peer, {.type = MessageType::aspdn_ack});
  leave_remote(in.peer, false, in.now);
  update_destinations();
}

// Which application servers an ASPAC or ASPIA means: those that it names, or all of the peer's.
M3ua::Selection M3ua::select(std::size_t peer, const Message& message) {
  Selection out;
  const auto* contexts = message.find<std::vector<std::uint32_t>>(Tag::routing_context);
  out.named = contexts != nullptr;
  if (!out.named) {
    for (Binding& binding : peers_[peer].bindings) out.bindings.push_back(&binding);
    return out;
  }
  for (const std::uint32_t context : *contexts) {
    Binding* binding = find_binding(peer, context);
    if (binding == nullptr) {
      out.unknown.push_back(context);
    } else if (std::find(out.bindings.begin(), out.bindings.end(), binding) == out.bindings.end()) {
      out.bindings.push_back(binding);
      out.accepted.push_back(context);
    }
  }
  return out;
}

// RFC 4666 4.3.4.3: drops the application servers that have another traffic mode, and answers for them.
bool M3ua::refuse_traffic_mode(const Incoming& in, const Message& message, Selection& selection) {
  const auto* mode = message.find<std::uint32_t>(Tag::traffic_mode_type);
  if (mode == nullptr) return false;
  const bool known = enum_name(static_cast<TrafficMode>(*mode)).has_value();
  Selection kept;
  std::vector<std::uint32_t> refused;
  for (Binding* binding : selection.bindings) {
    const auto& has = servers_[binding->server].mode;
    const auto& context = config_.application_servers[binding->server].routing_context;
    const bool fits = known && (!has || static_cast<std::uint32_t>(*has) == *mode);
    if (fits) kept.bindings.push_back(binding);
    if (context) (fits ? kept.accepted : refused).push_back(*context);
  }
  if (kept.bindings.size() == selection.bindings.size()) return false;
  selection.bindings = std::move(kept.bindings);
  if (selection.named) selection.accepted = std::move(kept.accepted);
  answer(in, ErrorCode::unsupported_traffic_mode_type, "RFC 4666 4.3.4.3",
         "traffic mode " + std::to_string(*mode) + " is not that of the application server",
         std::move(refused));
  return true;
}

// RFC 4666 4.3.4.3, override: the new ASP takes the traffic, the former one is told.
void M3ua::override_others(std::size_t peer, std::size_t server) {
  for (const Member& member : servers_[server].members) {
    Binding& other = peers_[member.peer].bindings[member.binding];
    if (member.peer == peer || !other.remote_active) continue;
    set_remote_active(member.peer, other, false);
    notify(member.peer, server,
           {static_cast<std::uint16_t>(StatusType::other),
            static_cast<std::uint16_t>(OtherStatus::alternate_asp_active)},
           peers_[peer].remote_asp_identifier);
  }
}

void M3ua::on_aspac(const Incoming& in, const Message& message) {
  constexpr std::string_view kClause = "RFC 4666 4.3.4.3";
  if (config_.peers[in.peer].blocked) {
    return answer(in, ErrorCode::refused_management_blocking, kClause, peer_name(in.peer) + " is blocked");
  }
  if (!peers_[in.peer].remote_up) {
    return answer(in, ErrorCode::unexpected_message, kClause, "ASPAC in state ASP-DOWN");
  }
  Selection selection = select(in.peer, message);
  // 4.3.4.3 has this code for a routing context that no routing key has; 3.8.1 would have another.
  if (!selection.unknown.empty()) {
    answer(in, ErrorCode::no_configured_as_for_asp, kClause, "no application server has this routing context",
           std::move(selection.unknown));
  }
  // 4.3.4.3: neither configured nor registered for anything.
  if (!selection.named && selection.bindings.empty()) {
    return answer(in, ErrorCode::no_configured_as_for_asp, kClause,
                  peer_name(in.peer) + " has no application server");
  }
  refuse_traffic_mode(in, message, selection);
  if (selection.bindings.empty()) return;

  Message ack{.type = MessageType::aspac_ack};
  const auto* mode = message.find<std::uint32_t>(Tag::traffic_mode_type);
  if (mode != nullptr) ack.parameters.push_back({Tag::traffic_mode_type, *mode});
  if (selection.named) ack.parameters.push_back({Tag::routing_context, std::move(selection.accepted)});
  send(in.peer, ack);
  for (Binding* binding : selection.bindings) {
    Server& server = servers_[binding->server];
    if (!server.mode && mode != nullptr) server.mode = static_cast<TrafficMode>(*mode);
    if (binding->remote_active) continue;
    set_remote_active(in.peer, *binding, true);
    server.correlated.reset();  // 4.3.4.3: the new ASP has to find its place in each traffic flow
    if (server.mode == TrafficMode::override_) override_others(in.peer, binding->server);
    evaluate(binding->server, in.now);
  }
  update_destinations();
}

void M3ua::on_aspia(const Incoming& in, const Message& message) {
  constexpr std::string_view kClause = "RFC 4666 4.3.4.4";
  if (!peers_[in.peer].remote_up) {
    return answer(in, ErrorCode::unexpected_message, kClause, "ASPIA in state ASP-DOWN");
  }
  Selection selection = select(in.peer, message);
  if (!selection.unknown.empty()) {
    answer(in, ErrorCode::invalid_routing_context, kClause, "no application server has this routing context",
           std::move(selection.unknown));
  }
  if (!selection.named && selection.bindings.empty()) {
    return answer(in, ErrorCode::no_configured_as_for_asp, kClause,
                  peer_name(in.peer) + " has no application server");
  }
  if (selection.bindings.empty()) return;
  Message ack{.type = MessageType::aspia_ack};
  if (selection.named) ack.parameters.push_back({Tag::routing_context, std::move(selection.accepted)});
  send(in.peer, ack);
  for (Binding* binding : selection.bindings) {
    const bool was_active = binding->remote_active;
    set_remote_active(in.peer, *binding, false);
    if (!evaluate(binding->server, in.now) && was_active) notify_shortage(binding->server);
  }
  update_destinations();
}

}  // namespace mapsim::m3ua
