// Routing keys that ASPs register (RFC 4666 4.4). A registration lasts until DEREG REQ or until the ASP is
// down; an application server that registration made lasts until its last ASP has left and it is AS-DOWN, so
// that an ASP that comes back within T(r) finds its routing context and what was queued for it.
#include <algorithm>

#include "sigtran/m3ua/m3ua.h"

namespace mapsim::m3ua {

namespace {

// An absent network appearance is that of the only network (3.6.1).
bool same_network(const std::optional<std::uint32_t>& a, const std::optional<std::uint32_t>& b) {
  return !a || !b || *a == *b;
}

RegistrationResult result_of(const RegistrationRequest& request, RegistrationStatus status,
                             std::uint32_t routing_context = 0) {
  return {request.local_identifier, status, routing_context};
}

}  // namespace

void M3ua::add_binding(std::size_t peer, std::size_t server) {
  servers_[server].members.push_back({peer, peers_[peer].bindings.size()});
  peers_[peer].bindings.push_back(
      {.server = server, .routing_context = config_.application_servers[server].routing_context});
}

void M3ua::remove_binding(std::size_t peer, std::size_t binding) {
  Association& a = peers_[peer];
  const std::size_t server = a.bindings[binding].server;
  restrictions_ -= a.bindings[binding].restricted.size();
  a.bindings.erase(a.bindings.begin() + static_cast<std::ptrdiff_t>(binding));
  std::erase_if(servers_[server].members, [peer](const Member& m) { return m.peer == peer; });
  for (std::size_t i = binding; i < a.bindings.size(); ++i) {
    for (Member& member : servers_[a.bindings[i].server].members) {
      if (member.peer == peer) member.binding = i;
    }
  }
  emit(RegistrationChanged{peer, server, false});
}

// The ASP is down: what it registered ends.
void M3ua::leave_registered(std::size_t peer) {
  for (std::size_t i = peers_[peer].bindings.size(); i-- > 0;) {
    if (!peers_[peer].bindings[i].joined) continue;
    const std::size_t server = peers_[peer].bindings[i].server;
    remove_binding(peer, i);
    release(server);
  }
}

// Forgets an application server that registration made, where nobody has it any more.
void M3ua::release(std::size_t server) {
  Server& s = servers_[server];
  if (!s.made || !s.members.empty() || s.state != AsState::down) return;
  s.made = false;
  s.route.reset();
  s.mode.reset();
  std::erase(keyed_, server);
  vacant_.push_back(server);
  update_destinations();  // what is forgotten was told to pause before
  const RoutingKey& key = *config_.application_servers[server].routing_key;
  std::erase_if(destinations_, [&](const Reach& destination) {
    return has_destination(key, destination.pc) && !is_routed(destination.pc);
  });
  config_.application_servers[server].routing_context.reset();
  config_.application_servers[server].routing_key.reset();
}

// Whether a route or a routing key names the destination.
bool M3ua::is_routed(mtp::PointCode pc) const {
  return std::any_of(config_.routes.begin(), config_.routes.end(),
                     [pc](const Route& r) { return r.dpc == pc; }) ||
         std::any_of(keyed_.begin(), keyed_.end(), [&](std::size_t server) {
           return has_destination(*config_.application_servers[server].routing_key, pc);
         });
}

// True: the request was answered with an ERROR.
bool M3ua::refuse_registration(const Incoming& in, std::string_view clause) {
  if (!config_.registration.supported || !has_half(in.peer, Side::remote)) {
    answer(in, ErrorCode::unsupported_message_class, clause,
           "routing keys are not registered dynamically here");
    return true;
  }
  if (config_.peers[in.peer].blocked) {
    answer(in, ErrorCode::refused_management_blocking, clause, peer_name(in.peer) + " is blocked");
    return true;
  }
  if (!peers_[in.peer].remote_up) {
    answer(in, ErrorCode::unexpected_message, clause, "routing key management in state ASP-DOWN");
    return true;
  }
  return false;
}

// RFC 4666 4.4.1: one result for each key, in one message.
void M3ua::on_reg_req(const Incoming& in, const Message& message) {
  if (refuse_registration(in, "RFC 4666 4.4.1")) return;
  Message response{.type = MessageType::reg_rsp};
  std::vector<std::size_t> joined;
  for (const Parameter& parameter : message.parameters) {
    const auto* group = std::get_if<ParameterGroup>(&parameter.value);
    if (group == nullptr || parameter.tag != Tag::routing_key) continue;
    const RegistrationResult result = register_key(in.peer, *group, joined);
    response.parameters.push_back(to_parameter(result));
    if (result.status == RegistrationStatus::successfully_registered) continue;
    tell(Severity::warning, "routing-key", "RFC 4666 4.4.1",
         peer_name(in.peer) + " may not register key " + std::to_string(result.local_identifier) + ": " +
             std::string(enum_name(result.status).value_or("")));
  }
  send(in.peer, response);
  // 4.3.4.5: the ASP is inactive in what it joined, and learns the state of it.
  for (const std::size_t server : joined) {
    emit(RegistrationChanged{in.peer, server, true});
    if (!evaluate(server, in.now)) notify_state(in.peer, server);
  }
  update_destinations();
}

RegistrationResult M3ua::register_key(std::size_t peer, const ParameterGroup& group,
                                      std::vector<std::size_t>& joined) {
  auto request = read_request(group, config_.registration.highest_point_code);
  if (!request) return {local_identifier(group), request.error(), 0};
  if (const auto refused = refusal(peer, *request)) return result_of(*request, *refused);
  const auto equal_key = find_key(*request);
  if (request->routing_context && !(equal_key && is_known_by(*equal_key, *request))) {
    return change_key(peer, std::move(*request));
  }
  if (equal_key) return join(peer, *equal_key, *request, joined);
  if (is_overlapped(*request, std::nullopt)) {
    return result_of(*request, RegistrationStatus::cannot_support_unique_routing);
  }
  if (!config_.registration.dynamic) {
    return result_of(*request, RegistrationStatus::routing_key_not_provisioned);
  }
  const auto made = static_cast<std::size_t>(
      std::count_if(servers_.begin(), servers_.end(), [](const Server& s) { return s.made; }));
  if (made >= config_.limits.registered_keys) {
    return result_of(*request, RegistrationStatus::insufficient_resources);
  }
  if (entries(request->key) > config_.limits.routing_key_entries) {
    return result_of(*request, RegistrationStatus::insufficient_resources);
  }
  const RegistrationRequest asked = *request;
  return join(peer, make_server(std::move(*request)), asked, joined);
}

// A request that names the routing context that its key has changes nothing: it is a registration, of an ASP
// that remembers what it was assigned.
bool M3ua::is_known_by(std::size_t server, const RegistrationRequest& request) const {
  const auto& mode = servers_[server].mode;
  return config_.application_servers[server].routing_context == request.routing_context &&
         (!request.traffic_mode || !mode || static_cast<std::uint32_t>(*mode) == *request.traffic_mode);
}

// What is wrong with a request whatever else is registered.
std::optional<RegistrationStatus> M3ua::refusal(std::size_t peer, const RegistrationRequest& request) const {
  if (request.network_appearance && !is_known_appearance(*request.network_appearance)) {
    return RegistrationStatus::invalid_network_appearance;
  }
  if (request.traffic_mode && !enum_name(static_cast<TrafficMode>(*request.traffic_mode))) {
    return RegistrationStatus::unsupported_traffic_handling_mode;
  }
  const Peer& row = config_.peers[peer];
  const bool allowed =
      row.may_register &&
      (row.registrable.empty() ||
       std::all_of(request.key.parts.begin(), request.key.parts.end(), [&row](const RoutingKeyPart& part) {
         return std::find(row.registrable.begin(), row.registrable.end(), part.dpc) != row.registrable.end();
       }));
  if (!allowed) return RegistrationStatus::permission_denied;
  return std::nullopt;
}

bool M3ua::is_known_appearance(std::uint32_t appearance) const {
  const auto& list = config_.registration.network_appearances;
  const auto& servers = config_.application_servers;
  return std::find(list.begin(), list.end(), appearance) != list.end() ||
         std::any_of(servers.begin(), servers.end(),
                     [appearance](const ApplicationServer& s) { return s.network_appearance == appearance; });
}

// RFC 4666 4.4.1: a routing context in REG REQ asks to change the key that has it.
RegistrationResult M3ua::change_key(std::size_t peer, RegistrationRequest request) {
  const Binding* binding = find_binding(peer, *request.routing_context);
  const auto refuse = [&] { return result_of(request, RegistrationStatus::routing_key_change_refused); };
  if (binding == nullptr || !config_.registration.change) return refuse();
  const std::size_t server = binding->server;
  const Server& s = servers_[server];
  ApplicationServer& row = config_.application_servers[server];
  if (!s.made || s.members.size() > 1 || binding->remote_active) return refuse();
  if (entries(request.key) > config_.limits.routing_key_entries) {
    return result_of(request, RegistrationStatus::insufficient_resources);
  }
  if (is_overlapped(request, server)) {
    return result_of(request, RegistrationStatus::cannot_support_unique_routing);
  }
  for (const RoutingKeyPart& part : request.key.parts) learn_destination(part.dpc);
  row.routing_key = std::move(request.key);
  if (request.network_appearance) row.network_appearance = request.network_appearance;
  if (request.traffic_mode) {
    row.traffic_mode = static_cast<TrafficMode>(*request.traffic_mode);
    servers_[server].mode = row.traffic_mode;
  }
  return result_of(request, RegistrationStatus::successfully_registered, *row.routing_context);
}

RegistrationResult M3ua::join(std::size_t peer, std::size_t server, const RegistrationRequest& request,
                              std::vector<std::size_t>& joined) {
  const std::uint32_t context = config_.application_servers[server].routing_context.value_or(0);
  auto& mode = servers_[server].mode;
  if (request.traffic_mode && mode && static_cast<std::uint32_t>(*mode) != *request.traffic_mode) {
    return result_of(request, RegistrationStatus::unsupported_traffic_handling_mode);
  }
  if (find_binding(peer, context) != nullptr) {
    return result_of(request, RegistrationStatus::routing_key_already_registered, context);
  }
  if (request.traffic_mode) mode = static_cast<TrafficMode>(*request.traffic_mode);
  add_binding(peer, server);
  peers_[peer].bindings.back().joined = true;
  joined.push_back(server);
  return result_of(request, RegistrationStatus::successfully_registered, context);
}

// The application server with this very key.
std::optional<std::size_t> M3ua::find_key(const RegistrationRequest& request) const {
  for (const std::size_t server : keyed_) {
    const ApplicationServer& row = config_.application_servers[server];
    if (same_network(row.network_appearance, request.network_appearance) && *row.routing_key == request.key) {
      return server;
    }
  }
  return std::nullopt;
}

// Whether a message may fit this key and another, or a route of the configuration.
bool M3ua::is_overlapped(const RegistrationRequest& request, std::optional<std::size_t> except) const {
  const auto by_key = [&](std::size_t server) {
    const ApplicationServer& row = config_.application_servers[server];
    return server != except && same_network(row.network_appearance, request.network_appearance) &&
           overlap(*row.routing_key, request.key);
  };
  const auto by_route = [&](const Route& route) {
    return route.dpc && !servers_[route.application_server].route &&
           same_network(config_.application_servers[route.application_server].network_appearance,
                        request.network_appearance) &&
           has_destination(request.key, *route.dpc);
  };
  return std::any_of(keyed_.begin(), keyed_.end(), by_key) ||
         std::any_of(config_.routes.begin(), config_.routes.end(), by_route);
}

std::size_t M3ua::make_server(RegistrationRequest request) {
  std::size_t server = servers_.size();
  if (vacant_.empty()) {
    servers_.emplace_back();
    config_.application_servers.emplace_back();
  } else {
    server = vacant_.back();
    vacant_.pop_back();
    servers_[server] = Server{};
    config_.application_servers[server] = ApplicationServer{};
  }
  const std::uint32_t context = free_routing_context();
  ApplicationServer& row = config_.application_servers[server];
  row.name = "registered-" + std::to_string(context);
  row.routing_context = context;
  row.network_appearance = request.network_appearance;
  if (request.traffic_mode) row.traffic_mode = static_cast<TrafficMode>(*request.traffic_mode);
  for (const RoutingKeyPart& part : request.key.parts) learn_destination(part.dpc);
  row.routing_key = std::move(request.key);
  Server& s = servers_[server];
  s.made = true;
  s.mode = row.traffic_mode;
  s.route = Route{.application_server = server};
  keyed_.push_back(server);
  return server;
}

// RFC 4666 4.4.1: unique among all application servers of the SGP.
std::uint32_t M3ua::free_routing_context() const {
  const auto& rows = config_.application_servers;
  std::uint32_t context = config_.registration.first_routing_context;
  while (std::any_of(rows.begin(), rows.end(),
                     [context](const ApplicationServer& row) { return row.routing_context == context; })) {
    ++context;
  }
  return context;
}

void M3ua::on_dereg_req(const Incoming& in, const Message& message) {
  if (refuse_registration(in, "RFC 4666 4.4.2")) return;
  Message response{.type = MessageType::dereg_rsp};
  for (const std::uint32_t context : *message.find<std::vector<std::uint32_t>>(Tag::routing_context)) {
    const DeregistrationStatus status = deregister(in.peer, context, in.now);
    response.parameters.push_back(to_parameter(DeregistrationResult{context, status}));
  }
  send(in.peer, response);
  update_destinations();
}

DeregistrationStatus M3ua::deregister(std::size_t peer, std::uint32_t routing_context, Instant now) {
  auto& bindings = peers_[peer].bindings;
  const auto at = std::find_if(bindings.begin(), bindings.end(), [routing_context](const Binding& b) {
    return b.routing_context == routing_context;
  });
  if (at == bindings.end()) {
    const auto& rows = config_.application_servers;
    const bool known = std::any_of(rows.begin(), rows.end(), [routing_context](const ApplicationServer& row) {
      return row.routing_context == routing_context;
    });
    return known ? DeregistrationStatus::not_registered : DeregistrationStatus::invalid_routing_context;
  }
  // Membership by configuration is not the ASP's to end.
  if (!at->joined || !config_.peers[peer].may_deregister) return DeregistrationStatus::permission_denied;
  if (at->remote_active) return DeregistrationStatus::asp_currently_active;
  const std::size_t server = at->server;
  remove_binding(peer, static_cast<std::size_t>(at - bindings.begin()));
  evaluate(server, now);
  release(server);
  return DeregistrationStatus::successfully_deregistered;
}

}  // namespace mapsim::m3ua
