#include "scenarios/engine/lab/explain.h"

#include "scenarios/engine/lab/transports.h"

namespace mapsim::scenario::lab {

namespace {

std::string role_text(m3ua::Role role) {
  switch (role) {
    case m3ua::Role::asp:
      return "ASP";
    case m3ua::Role::sgp:
      return "SGP";
    case m3ua::Role::ipsp_single_exchange:
      return "IPSP, single exchange";
    case m3ua::Role::ipsp_double_exchange:
      return "IPSP, double exchange";
  }
  return "";
}

std::string place_text(const link::EndpointAddress& address) {
  if (address.hosts.empty()) return "the address that leads there";
  return address.port == 0 ? link::to_text({address.hosts, 0}) + " (any port)" : link::to_text(address);
}

std::string link_text(const PlannedNode& node, std::size_t row) {
  const PlannedLink& link = node.links[row];
  const node::PeerAddress& place = node.config.peers[row];
  const m3ua::Peer& peer = node.config.m3ua.peers[row];
  const m3ua::ApplicationServer& server =
      node.config.m3ua.application_servers[peer.application_servers.front()];
  std::string text = "    " + link.remote + ": ";
  if (link.connects) {
    text += "calls " + link::to_text(place.remote) + " from " +
            place_text(place.local.value_or(node.config.local));
  } else {
    text += "is called from " +
            (place.from_anywhere ? "anywhere" : link::to_text({place.remote.hosts, place.remote.port}));
  }
  text += ", as " + role_text(link.role) + "\n      ";
  text += server.routing_context ? "routing context " + std::to_string(*server.routing_context)
          : server.registers     ? "routing context by registration"
                                 : "no routing context";
  if (server.network_appearance) text += ", network appearance " + std::to_string(*server.network_appearance);
  if (server.traffic_mode) text += ", " + std::string(enum_name(*server.traffic_mode).value_or("?"));
  if (peer.asp_identifier) text += ", ASP identifier " + std::to_string(*peer.asp_identifier);
  if (!link.leads_to.empty()) {
    text += "\n      leads to point code";
    for (const mtp::PointCode pc : link.leads_to) text += " " + std::to_string(pc);
  }
  return text + "\n";
}

std::string step_text(const Program& program, const Cast& cast, const Step& step) {
  const auto* message = std::get_if<MessageStep>(&step.what);
  if (message == nullptr) return "here";
  const bool from = cast.here(message->from);
  const bool to = cast.here(message->to);
  if (from && to) return "sent and received here";
  if (from) return "sent to " + program.endpoints[message->to].name;
  if (to) return "expected from " + program.endpoints[message->from].name;
  return "not seen here";
}

}  // namespace

std::string explain(const Program& program, const Site& site, const Plan& plan) {
  std::string text = program.name + " over " + std::string(to_text(plan.transport));
  if (plan.transport == TransportKind::usrsctp) {
    text += site.over_udp ? ", SCTP inside UDP (RFC 6951), our port " + std::to_string(site.udp_local) +
                                ", theirs " + std::to_string(site.udp_remote)
                          : ", SCTP directly over IP (needs CAP_NET_RAW)";
  }
  text += '\n';
  for (const auto& [name, address] : site.names.found()) text += "  host " + name + " is " + address + "\n";
  for (std::size_t i = 0; i < program.endpoints.size(); ++i) {
    const Endpoint& e = program.endpoints[i];
    text += "  " + e.name + ": " + (plan.cast.here(i) ? "played here" : "a real system") + ", pc " +
            std::to_string(e.pc) + ", ni " + std::to_string(e.ni) + ", ssn " + std::to_string(e.ssn) +
            (e.gt.empty() ? "" : ", gt " + e.gt) + "\n";
    if (!plan.cast.here(i)) continue;
    const PlannedNode& node = plan.nodes[plan.cast.node_of(i)];
    for (const link::EndpointAddress& at : node.listening)
      text += "    listens at " + link::to_text(at) + "\n";
    for (std::size_t row = 0; row < node.links.size(); ++row) text += link_text(node, row);
  }
  text += "  steps\n";
  for (const Step& step : program.steps) {
    text += "    " + program.line_text(step.mark) + "  " + step.text + "  (" +
            step_text(program, plan.cast, step) + ")\n";
  }
  return text;
}

}  // namespace mapsim::scenario::lab
