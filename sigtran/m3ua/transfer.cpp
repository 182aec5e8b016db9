// MTP-TRANSFER (RFC 4666 4.1): which association a message takes, and what is accepted from one.
#include <algorithm>
#include <utility>

#include "sigtran/m3ua/m3ua.h"

namespace mapsim::m3ua {

namespace {

const Route& default_route() {
  static const Route route;
  return route;
}

}  // namespace

const Route* M3ua::find_static_route(mtp::PointCode dpc) const {
  if (config_.routes.empty()) return has_default_route_ ? &default_route() : nullptr;
  for (const Route& route : config_.routes) {
    if (!route.dpc || *route.dpc == dpc) return &route;
  }
  return nullptr;
}

// Routing keys first: nothing says more exactly what an application server takes.
const Route* M3ua::find_route(const mtp::RoutingLabel& label) const {
  for (const std::size_t server : keyed_) {
    if (covers(*config_.application_servers[server].routing_key, label)) return &*servers_[server].route;
  }
  return find_static_route(label.dpc);
}

TrafficMode M3ua::mode_of(std::size_t server) const {
  return servers_[server].mode.value_or(TrafficMode::loadshare);
}

// RFC 4666 4.3.1: an ASP sends while it is active; towards an ASP, while that is and its AS is. DATA that
// overtook the ASPAC ACK on its own stream (4.3.4.3) tells as much as that, and may ask for an answer before
// it comes.
bool M3ua::may_send(std::size_t peer, const Binding& binding) const {
  if (!peers_[peer].id) return false;
  const bool from_asp = binding.local_active || (binding.acknowledged_by_data && binding.requested &&
                                                 peers_[peer].request == MessageType::aspac);
  const bool towards_asp = binding.remote_active && servers_[binding.server].state == AsState::active;
  switch (config_.peers[peer].role) {
    case Role::asp:
      return from_asp;
    case Role::sgp:
    case Role::ipsp_double_exchange:
      return towards_asp;
    case Role::ipsp_single_exchange:
      return from_asp || towards_asp;
  }
  return false;
}

bool M3ua::may_receive(std::size_t peer, const Binding& binding) const {
  // RFC 4666 4.3.4.3: on its own stream, DATA may overtake the ASPAC ACK.
  const bool local =
      binding.local_active || (binding.requested && peers_[peer].request == MessageType::aspac);
  switch (config_.peers[peer].role) {
    case Role::sgp:
      return binding.remote_active;
    case Role::asp:
    case Role::ipsp_double_exchange:
      return local;
    case Role::ipsp_single_exchange:
      return local || binding.remote_active;
  }
  return false;
}

bool M3ua::is_way(const Route& route, mtp::PointCode dpc, const Member& member) const {
  const bool listed = route.peers.empty() ||
                      std::find(route.peers.begin(), route.peers.end(), member.peer) != route.peers.end();
  const Binding& binding = peers_[member.peer].bindings[member.binding];
  return listed && may_send(member.peer, binding) &&
         (binding.unavailable.empty() ||
          !std::binary_search(binding.unavailable.begin(), binding.unavailable.end(), dpc));
}

bool M3ua::route_reachable(const Route& route, mtp::PointCode dpc) const {
  const Server& server = servers_[route.application_server];
  return server.state == AsState::pending ||
         std::any_of(server.members.begin(), server.members.end(),
                     [&](const Member& member) { return is_way(route, dpc, member); });
}

bool M3ua::reachable(mtp::PointCode dpc) const {
  bool keyed = false;
  for (const std::size_t server : keyed_) {
    if (!has_destination(*config_.application_servers[server].routing_key, dpc)) continue;
    if (route_reachable(*servers_[server].route, dpc)) return true;
    keyed = true;
  }
  const Route* route = keyed ? nullptr : find_static_route(dpc);
  return route != nullptr && route_reachable(*route, dpc);
}

// RFC 4666 3.4.6, 4.5.2: another SGP is preferred to one for which the destination is restricted.
void M3ua::prefer_unrestricted(mtp::PointCode dpc) {
  const auto restricted = [&](const Member& way) {
    const auto& list = peers_[way.peer].bindings[way.binding].restricted;
    return std::binary_search(list.begin(), list.end(), dpc);
  };
  if (!std::all_of(ways_.begin(), ways_.end(), restricted)) std::erase_if(ways_, restricted);
}

void M3ua::discard(const mtp::TransferRequest& request, std::string text) {
  tell(Severity::error, "MTP-TRANSFER request", "RFC 4666 4.1",
       "to " + std::to_string(request.label.dpc) + " is discarded: " + std::move(text));
}

void M3ua::handle(mtp::TransferRequest request, Instant) {
  const Route* route = find_route(request.label);
  if (route == nullptr) return discard(request, "no route");
  Server& server = servers_[route->application_server];
  ways_.clear();
  for (const Member& member : server.members) {
    if (is_way(*route, request.label.dpc, member)) ways_.push_back(member);
  }
  if (ways_.empty()) {
    if (server.state != AsState::pending) return discard(request, "no ASP or SGP is active for it");
    if (server.pending.size() >= config_.limits.pending_messages)
      return discard(request, "the queue of its AS is full");
    server.pending.push_back(std::move(request));
    return;
  }
  if (restrictions_ > 0) prefer_unrestricted(request.label.dpc);
  const bool towards_asps = config_.peers[ways_.front().peer].role != Role::asp;
  switch (mode_of(route->application_server)) {
    case TrafficMode::broadcast:
      if (towards_asps) return broadcast(route->application_server, std::move(request));
      [[fallthrough]];  // an ASP does not send one message to several SGPs: it shares the load among them
    case TrafficMode::loadshare:
      return send_data(ways_[request.label.sls % ways_.size()], std::move(request));
    case TrafficMode::override_:
      return send_data(ways_.front(), std::move(request));
  }
}

// RFC 4666 4.3.4.3: since an ASP became active, the first message of each traffic flow carries a correlation
// id of its own, the same for all ASPs, so that the new one can fall in step.
void M3ua::broadcast(std::size_t server, mtp::TransferRequest request) {
  auto& correlated = servers_[server].correlated;
  if (!correlated[request.label.sls] && !request.overrides.correlation_id) {
    correlated.set(request.label.sls);
    request.overrides.correlation_id = ++correlation_id_;
  }
  for (std::size_t i = 1; i < ways_.size(); ++i) send_data(ways_[i], request);
  send_data(ways_.front(), std::move(request));
}

void M3ua::send_data(const Member& way, mtp::TransferRequest request) {
  const Association& a = peers_[way.peer];
  const Binding& binding = a.bindings[way.binding];
  const ApplicationServer& server = config_.application_servers[binding.server];
  DataParameters parameters{.network_appearance = request.overrides.network_appearance,
                            .routing_context = request.overrides.routing_context,
                            .correlation_id = request.overrides.correlation_id};
  if (!parameters.network_appearance) parameters.network_appearance = server.network_appearance;
  if (!parameters.routing_context) parameters.routing_context = binding.routing_context;
  if (auto done = encode_data(request.data, request.label, parameters); !done) {
    return emit(Diagnostic{Severity::error, std::move(done.error())});
  }
  // RFC 4666 1.4.7: never on stream 0 where there are others; messages of one SLS stay in order.
  const int others = a.streams_out - 1;
  const auto stream = static_cast<std::uint16_t>(others > 0 ? 1 + request.label.sls % others : 0);
  emit(SendMessage{*a.id, stream, std::move(request.data)});
}

// Which application server a DATA message is for. nullptr: it was answered.
M3ua::Binding* M3ua::data_binding(const Incoming& in, const mtp::TransferIndication& data) {
  Association& a = peers_[in.peer];
  if (data.routing_context) {
    Binding* binding = find_binding(in.peer, *data.routing_context);
    if (binding == nullptr) {
      answer(in, ErrorCode::invalid_routing_context, "RFC 4666 3.8.1",
             "routing context " + std::to_string(*data.routing_context) + " is not configured for " +
                 peer_name(in.peer),
             {*data.routing_context});
    }
    return binding;
  }
  if (a.bindings.size() == 1) return &a.bindings.front();
  answer(in, ErrorCode::no_configured_as_for_asp, "RFC 4666 3.8.1",
         "no routing context, but several application servers");
  return nullptr;
}

void M3ua::receive_data(const Incoming& in) {
  auto data = decode_data(in.octets);
  if (!data) return answer(in, std::move(data.error()));
  const Association& a = peers_[in.peer];
  if (in.stream == 0 && a.streams_in > 1) {
    if (config_.strict_streams) {
      return answer(in, ErrorCode::invalid_stream_identifier, "RFC 4666 1.4.7", "DATA on stream 0");
    }
    tell(Severity::warning, "stream", "RFC 4666 1.4.7", "DATA on stream 0");
  }
  Binding* binding = data_binding(in, *data);
  if (binding == nullptr) return;
  const ApplicationServer& server = config_.application_servers[binding->server];
  if (data->network_appearance && data->network_appearance != server.network_appearance) {
    return answer(in, Fault{.code = ErrorCode::invalid_network_appearance,
                            .error = {.layer = "m3ua",
                                      .field = "network-appearance",
                                      .clause = "RFC 4666 3.8.1",
                                      .text = std::to_string(*data->network_appearance) +
                                              " is not configured for " + server.name},
                            .network_appearance = data->network_appearance});
  }
  if (!may_receive(in.peer, *binding)) {
    return answer(in, ErrorCode::unexpected_message, "RFC 4666 4.3.1",
                  "DATA, but " + peer_name(in.peer) + " is not active for " + server.name);
  }
  if (!binding->local_active && binding->requested) binding->acknowledged_by_data = true;
  if (is_copy(in, *binding, *data)) return;
  emit(mtp::Indication(*data));
}

// Several ASPs of one application server are this node: what is broadcast to them comes once.
bool M3ua::is_copy(const Incoming& in, const Binding& binding, const mtp::TransferIndication& data) {
  Server& server = servers_[binding.server];
  if (server.mode != TrafficMode::broadcast || server.members.size() < 2 ||
      config_.peers[in.peer].role == Role::sgp || !server.copies.is_copy(in.peer, data, in.now))
    return false;
  if (!std::exchange(server.told_copies, true)) {
    tell(Severity::warning, "DATA", "RFC 4666 4.3.4.3",
         config_.application_servers[binding.server].name + " is broadcast to: " + peer_name(in.peer) +
             " sends each message to several of our ASPs; the first copy counts, the others are discarded");
  }
  return true;
}

void M3ua::handle(const Undelivered& undelivered, Instant now) {
  const auto data = is_data(undelivered.octets) ? decode_data(undelivered.octets) : tl::unexpected(Fault{});
  // What is lost with its association begins anew on the next one (4.3.3).
  if (!data) return tell(Severity::info, "SCTP", "", "a management message was not delivered");
  mtp::TransferRequest request;
  request.label = data->label;
  request.overrides.correlation_id = data->correlation_id;
  request.data.prepend(data->data);
  request.data.tag = undelivered.tag;
  tell(Severity::warning, "SCTP", "",
       "DATA to " + std::to_string(data->label.dpc) + " was not delivered, it is sent again");
  // Before it is told that the association is lost, this would go over it again.
  const auto peer = find_peer(undelivered.association);
  if (peer) return peers_[*peer].undelivered.push_back(std::move(request));
  handle(std::move(request), now);
}

}  // namespace mapsim::m3ua
