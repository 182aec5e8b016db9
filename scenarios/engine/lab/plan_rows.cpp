#include "scenarios/engine/lab/plan_rows.h"

#include <algorithm>

#include "scenarios/engine/lab/plan_cast.h"

namespace mapsim::scenario::lab {

namespace {

void listen_at(PlannedNode& node, const Link& link) {
  link::EndpointAddress at = node.config.local;
  if (link.local) {
    at.port = link.local->port;
    if (!link.local->hosts.empty()) at.hosts = link.local->hosts;
  }
  if (std::ranges::find(node.listening, at) == node.listening.end()) node.listening.push_back(std::move(at));
}

}  // namespace

std::vector<std::string> hosts_of(const Program& program, std::size_t endpoint) {
  const Endpoint& e = program.endpoints[endpoint];
  if (e.hosts_stated) return e.hosts;
  return {"127.0.0." + std::to_string(endpoint + 1)};
}

void RowPlanner::add(std::size_t own, const Link& link, std::optional<std::size_t> other) {
  PlannedNode& node = plan_.nodes[plan_.cast.node_of(own)];
  node::Config& config = node.config;
  const m3ua::Role role = link.role.value_or(link.connects ? m3ua::Role::asp : m3ua::Role::sgp);
  const std::size_t row = config.peers.size();
  const std::size_t server = server_of(own, link, other, role, config);
  m3ua::Peer peer;
  peer.name = link.to;
  peer.role = role;
  peer.application_servers = {server};
  if (role != m3ua::Role::sgp) peer.asp_identifier = link.asp_identifier;
  if (role == m3ua::Role::sgp) peer.peer_asp_identifier = link.asp_identifier;
  // Of two IPSPs in a single exchange one speaks first (RFC 4666 4.3.4): who connects.
  if (role == m3ua::Role::ipsp_single_exchange && !link.connects)
    peer.automatic_up = peer.automatic_active = false;
  config.m3ua.peers.push_back(std::move(peer));
  config.peers.push_back(place_of(own, link));
  node.links.push_back({link.to, link.connects, role, {}});
  if (!link.connects) listen_at(node, link);
  if (!other) reaches_[{own, row}] = link.reaches;
}

node::PeerAddress RowPlanner::place_of(std::size_t own, const Link& link) const {
  node::PeerAddress place;
  place.remote = link.remote;
  place.from_anywhere = link.from_anywhere || site_.accept_any;
  if (link.connects) {
    // Any port, unless one is stated: the port at which we listen may be taken by that.
    link::EndpointAddress local = link.local.value_or(link::EndpointAddress{{}, 0});
    if (local.hosts.empty()) local.hosts = local_hosts(own, link);
    if (!link.local && program_.endpoints[own].port_stated) local.port = program_.endpoints[own].port;
    place.local = std::move(local);
  }
  return place;
}

// Loopback addresses lead to loopback addresses only; towards others the system knows ours best.
std::vector<std::string> RowPlanner::local_hosts(std::size_t own, const Link& link) const {
  if (program_.endpoints[own].hosts_stated) return program_.endpoints[own].hosts;
  const bool loopback =
      std::ranges::all_of(link.remote.hosts, [](const std::string& h) { return h.starts_with("127."); });
  return loopback ? hosts_of(program_, own) : std::vector<std::string>{};
}

// Links of one application server share a row of it, so that its ASPs are its ways (RFC 4666 4.3.2). At an
// ASP it is ours, at an SGP that of the other.
std::size_t RowPlanner::server_of(std::size_t own, const Link& link, std::optional<std::size_t> other,
                                  m3ua::Role role, node::Config& config) const {
  const Endpoint& ours = program_.endpoints[own];
  m3ua::ApplicationServer server;
  server.name = role == m3ua::Role::sgp ? link.to : ours.name;
  server.traffic_mode = link.traffic_mode;
  if (!server.traffic_mode && role != m3ua::Role::sgp) server.traffic_mode = m3ua::TrafficMode::loadshare;
  server.routing_key = link.routing_key;
  server.registers = link.routing_key.has_value() && role != m3ua::Role::sgp;
  server.network_appearance = link.network_appearance;
  server.routing_context = link.routing_context;
  const auto inherit = [](auto& field, const auto& first, const auto& second) {
    if (!field) field = first ? first : second;
  };
  const Endpoint& theirs = other ? program_.endpoints[*other] : ours;
  const Endpoint& asp = role == m3ua::Role::sgp ? theirs : ours;
  const Endpoint& sgp = role == m3ua::Role::sgp ? ours : theirs;
  if (!server.registers) inherit(server.routing_context, asp.routing_context, sgp.routing_context);
  inherit(server.network_appearance, asp.network_appearance, sgp.network_appearance);
  for (std::size_t i = 0; i < config.m3ua.application_servers.size(); ++i) {
    const m3ua::ApplicationServer& known = config.m3ua.application_servers[i];
    const bool same_way = leads_alike(config, i, link.to);
    if (same_way && known.name == server.name && known.routing_context == server.routing_context &&
        known.network_appearance == server.network_appearance && known.routing_key == server.routing_key) {
      return i;
    }
  }
  config.m3ua.application_servers.push_back(std::move(server));
  return config.m3ua.application_servers.size() - 1;
}

// Two associations to one system are two ways to it; those to different systems lead to different places,
// unless both are gateways.
bool RowPlanner::leads_alike(const node::Config& config, std::size_t server, const std::string& to) const {
  const bool to_gateway = !find_endpoint(program_, to);
  return std::ranges::all_of(config.m3ua.peers, [&](const m3ua::Peer& peer) {
    return peer.application_servers.front() != server || peer.name == to ||
           (to_gateway && !find_endpoint(program_, peer.name));
  });
}

}  // namespace mapsim::scenario::lab
