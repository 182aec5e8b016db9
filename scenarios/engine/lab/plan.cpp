#include "scenarios/engine/lab/plan.h"

#include <algorithm>
#include <map>
#include <set>

#include "scenarios/engine/node_config.h"
#include "sigtran/core/nearest.h"

namespace mapsim::scenario::lab {

namespace {

Error wrong(std::string text, Mark mark = {}) {
  Error error{.layer = "", .text = std::move(text)};
  error.mark = mark;
  return error;
}

// Loopback addresses by order in the file, where neither scenario nor node file says any: two processes on
// one machine find each other without a word.
std::vector<std::string> hosts_of(const Program& program, std::size_t index) {
  const Endpoint& endpoint = program.endpoints[index];
  if (endpoint.hosts_stated) return endpoint.hosts;
  return {"127.0.0." + std::to_string(index + 1)};
}

class Planner {
 public:
  Planner(const Program& program, const Site& site, const Words& words, TransportKind transport)
      : program_(program), site_(site), words_(words) {
    plan_.transport = transport;
  }

  Result<Plan> make() {
    if (auto done = decide_cast(); !done) return fail(done.error());
    if (auto done = check_names(); !done) return fail(done.error());
    for (std::size_t node = 0; node < plan_.cast.nodes(); ++node) begin_node(node);
    for (const Link& link : site_.links) {
      if (auto done = add_stated(link); !done) return fail(done.error());
    }
    add_gateway_of_words();
    for (const auto& [first, second] : pairs_of(program_)) {
      if (auto done = connect_pair(first, second); !done) return fail(done.error());
    }
    for (PlannedNode& node : plan_.nodes) {
      if (auto done = finish_node(node); !done) return fail(done.error());
    }
    return std::move(plan_);
  }

 private:
  std::optional<std::size_t> find_endpoint(const std::string& name) const {
    const auto at = std::ranges::find(program_.endpoints, name, &Endpoint::name);
    if (at == program_.endpoints.end()) return std::nullopt;
    return static_cast<std::size_t>(at - program_.endpoints.begin());
  }
  const Gateway* find_gateway(const std::string& name) const {
    const auto at = std::ranges::find(site_.gateways, name, &Gateway::name);
    return at != site_.gateways.end() ? &*at : nullptr;
  }
  const LabWord* find_word(std::size_t endpoint) const {
    const auto at = std::ranges::find(words_.labs, program_.endpoints[endpoint].name, &LabWord::name);
    return at != words_.labs.end() ? &*at : nullptr;
  }

  Error no_endpoint(const std::string& name, const std::string& where, Mark mark = {}) const {
    std::vector<std::string_view> names;
    std::string all;
    for (const Endpoint& e : program_.endpoints) {
      names.push_back(e.name);
      all += (all.empty() ? "" : ", ") + e.name;
    }
    std::string text =
        where + ": the scenario " + program_.name + " has no endpoint '" + name + "'; it has " + all;
    if (const auto near = nearest(name, names)) text += "; did you mean '" + std::string(*near) + "'?";
    return wrong(std::move(text), mark);
  }

  Result<void> decide_cast() {
    const std::vector<std::string>& as = !words_.as.empty() ? words_.as : site_.here;
    std::vector<bool> here(program_.endpoints.size(), as.empty());
    for (const std::string& name : as) {
      const auto index = find_endpoint(name);
      if (!index) return fail(no_endpoint(name, !words_.as.empty() ? "--as" : "'here' of the node file"));
      here[*index] = true;
    }
    for (const LabWord& word : words_.labs) {
      const auto index = find_endpoint(word.name);
      if (!index) return fail(no_endpoint(word.name, "--lab"));
      if (!as.empty() && here[*index]) {
        return fail(wrong("'" + word.name + "' is a real system (--lab) and played here (" +
                          (!words_.as.empty() ? "--as" : "'here' of the node file") +
                          "); it can be only one of the two"));
      }
      here[*index] = false;
    }
    plan_.cast = Cast(here);
    if (plan_.cast.nodes() == 0)
      return fail(wrong("every endpoint of " + program_.name + " is a real system; none is played here"));
    return {};
  }

  Result<void> check_names() const {
    for (const Link& link : site_.links) {
      if (find_gateway(link.to) != nullptr && find_endpoint(link.to)) {
        return fail(wrong("'" + link.to + "' is an endpoint and a gateway", link.mark));
      }
    }
    return {};
  }

  void begin_node(std::size_t node) {
    PlannedNode planned;
    planned.endpoint = plan_.cast.endpoint_of(node);
    const Endpoint& endpoint = program_.endpoints[planned.endpoint];
    planned.config = node_config(program_, planned.endpoint);
    planned.config.local = {hosts_of(program_, planned.endpoint), endpoint.port};
    planned.config.m3ua.timers = site_.m3ua;
    planned.config.m3ua.registration = site_.registration;
    planned.config.m3ua.strict_streams = site_.strict_streams;
    planned.config.tcap.max_open = site_.max_dialogues;
    planned.config.map.max_dialogues = site_.max_dialogues;
    auto& rules = planned.config.sccp.translations;
    rules.insert(rules.begin(), site_.translations.begin(), site_.translations.end());
    plan_.nodes.push_back(std::move(planned));
  }

  // A link of the node file; those of endpoints that are not here, or not in this scenario, belong to others.
  Result<void> add_stated(const Link& link) {
    const auto index = find_endpoint(link.endpoint);
    if (!index || !plan_.cast.here(*index)) return {};
    const Gateway* gateway = find_gateway(link.to);
    const auto to = find_endpoint(link.to);
    if (gateway == nullptr && !to) {
      if (site_knows(link.to)) return {};
      return fail(
          wrong("link to '" + link.to + "': neither an endpoint nor a gateway of that name", link.mark));
    }
    Link whole = link;
    if (whole.remote.hosts.empty()) {
      const std::uint16_t stated = whole.remote.port;
      whole.remote = gateway != nullptr
                         ? gateway->address
                         : link::EndpointAddress{hosts_of(program_, *to), program_.endpoints[*to].port};
      if (stated != link::kM3uaPort) whole.remote.port = stated;
    }
    add_row(*index, whole, to);
    return {};
  }

  bool site_knows(const std::string& name) const {
    return std::ranges::find(site_.endpoints, name, &YamlMember::name) != site_.endpoints.end();
  }

  void add_gateway_of_words() {
    if (!words_.gateway) return;
    for (const PlannedNode& node : plan_.nodes) {
      Link link;
      link.endpoint = program_.endpoints[node.endpoint].name;
      link.to = "gateway";
      link.remote = *words_.gateway;
      add_row(node.endpoint, link, std::nullopt);
    }
  }

  // Steps send between the two. A link that the node file states, or a gateway, is the way; otherwise the
  // endpoint that comes first in the file connects, or what --lab says.
  Result<void> connect_pair(std::size_t first, std::size_t second) {
    const bool first_here = plan_.cast.here(first);
    const bool second_here = plan_.cast.here(second);
    if (!first_here && !second_here) return {};
    bool first_served = !first_here || has_way(first, second);
    bool second_served = !second_here || has_way(second, first);
    if (first_served && second_served) return {};
    if (first_here && second_here && first_served != second_served) {
      return fail(wrong("'" + program_.endpoints[first_served ? second : first].name + "' has no link to '" +
                        program_.endpoints[first_served ? first : second].name +
                        "', although that one has a link to it; state both or none"));
    }
    if (first_here) add_default(first, second, true);
    if (second_here) add_default(second, first, false);
    return {};
  }

  bool has_way(std::size_t own, std::size_t other) const {
    const PlannedNode& node = plan_.nodes[plan_.cast.node_of(own)];
    const mtp::PointCode pc = program_.endpoints[other].pc;
    for (std::size_t row = 0; row < node.links.size(); ++row) {
      if (node.links[row].remote == program_.endpoints[other].name) return true;
      const auto gateway = reaches_.find({own, row});
      if (gateway == reaches_.end()) continue;
      const auto& reaches = gateway->second;
      if (reaches.empty() || std::ranges::find(reaches, pc) != reaches.end()) return true;
    }
    return false;
  }

  void add_default(std::size_t own, std::size_t other, bool connects) {
    Link link;
    link.endpoint = program_.endpoints[own].name;
    link.to = program_.endpoints[other].name;
    link.connects = connects;
    link.remote = {hosts_of(program_, other), program_.endpoints[other].port};
    if (const LabWord* word = find_word(other)) {
      link.connects = !word->listen;
      if (word->listen) {
        link.local = word->address;
      } else {
        link.remote = word->address;
      }
    }
    add_row(own, link, other);
  }

  void add_row(std::size_t own, const Link& link, std::optional<std::size_t> other) {
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

  node::PeerAddress place_of(std::size_t own, const Link& link) const {
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
  std::vector<std::string> local_hosts(std::size_t own, const Link& link) const {
    if (program_.endpoints[own].hosts_stated) return program_.endpoints[own].hosts;
    const bool loopback =
        std::ranges::all_of(link.remote.hosts, [](const std::string& h) { return h.starts_with("127."); });
    return loopback ? hosts_of(program_, own) : std::vector<std::string>{};
  }

  void listen_at(PlannedNode& node, const Link& link) {
    link::EndpointAddress at = node.config.local;
    if (link.local) {
      at.port = link.local->port;
      if (!link.local->hosts.empty()) at.hosts = link.local->hosts;
    }
    if (std::ranges::find(node.listening, at) == node.listening.end())
      node.listening.push_back(std::move(at));
  }

  // Links of one application server share a row of it, so that its ASPs are its ways (RFC 4666 4.3.2). At an
  // ASP it is ours, at an SGP that of the other.
  std::size_t server_of(std::size_t own, const Link& link, std::optional<std::size_t> other, m3ua::Role role,
                        node::Config& config) const {
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
  bool leads_alike(const node::Config& config, std::size_t server, const std::string& to) const {
    const bool to_gateway = !find_endpoint(to);
    return std::ranges::all_of(config.m3ua.peers, [&](const m3ua::Peer& peer) {
      return peer.application_servers.front() != server || peer.name == to ||
             (to_gateway && !find_endpoint(peer.name));
    });
  }

  Result<void> finish_node(PlannedNode& node) {
    auto& routes = node.config.m3ua.routes;
    std::set<std::size_t> partners;
    for (const auto& [first, second] : pairs_of(program_)) {
      if (first == node.endpoint) partners.insert(second);
      if (second == node.endpoint) partners.insert(first);
    }
    for (const std::size_t partner : partners) {
      const mtp::PointCode pc = program_.endpoints[partner].pc;
      std::vector<std::size_t> rows;
      for (std::size_t row = 0; row < node.links.size(); ++row) {
        if (node.links[row].remote == program_.endpoints[partner].name) rows.push_back(row);
      }
      if (rows.empty()) {
        for (const auto& [key, reaches] : reaches_) {
          const bool leads = reaches.empty() || std::ranges::find(reaches, pc) != reaches.end();
          if (key.first == node.endpoint && leads) rows.push_back(key.second);
        }
      }
      add_routes(node, pc, rows, routes);
      for (const std::size_t row : rows) node.links[row].leads_to.push_back(pc);
    }
    // Titles that the node file translates to other nodes go to a gateway.
    for (const auto& [key, reaches] : reaches_) {
      if (key.first != node.endpoint) continue;
      const std::size_t server = node.config.m3ua.peers[key.second].application_servers.front();
      for (const mtp::PointCode pc : reaches) routes.push_back({pc, server, {}});
      if (reaches.empty()) routes.push_back({std::nullopt, server, {}});
    }
    if (auto sound = m3ua::check(node.config.m3ua); !sound) {
      return fail(wrong("endpoint " + node.config.name + ": " + sound.error().message()));
    }
    return {};
  }

  // The first row of an application server that leads there; its other rows are further ways of it.
  static void add_routes(const PlannedNode& node, mtp::PointCode pc, const std::vector<std::size_t>& rows,
                         std::vector<m3ua::Route>& routes) {
    if (rows.empty()) return;
    const std::size_t server = node.config.m3ua.peers[rows.front()].application_servers.front();
    m3ua::Route route{pc, server, {}};
    for (const std::size_t row : rows) {
      if (node.config.m3ua.peers[row].application_servers.front() == server) route.peers.push_back(row);
    }
    routes.push_back(std::move(route));
  }

  const Program& program_;
  const Site& site_;
  const Words& words_;
  Plan plan_;
  // Of rows that lead to gateways, by (endpoint, row): the point codes behind them; empty: all others.
  std::map<std::pair<std::size_t, std::size_t>, std::vector<mtp::PointCode>> reaches_;
};

}  // namespace

Result<Plan> make_plan(const Program& program, const Site& site, const Words& words,
                       TransportKind transport) {
  return Planner(program, site, words, transport).make();
}

}  // namespace mapsim::scenario::lab
