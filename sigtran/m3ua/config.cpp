#include "sigtran/m3ua/config.h"

#include <algorithm>

namespace mapsim::m3ua {

namespace {

Error wrong(std::string field, std::string text) {
  return {.layer = "m3ua", .field = std::move(field), .text = std::move(text)};
}

Result<void> check_server(const Config& config, const ApplicationServer& as) {
  if (as.minimum_active == 0) return fail(wrong(as.name, "a minimum of 0 active ASPs"));
  if (as.routing_key && as.routing_key->parts.empty()) return fail(wrong(as.name, "an empty routing key"));
  if (as.registers && !as.routing_key) return fail(wrong(as.name, "has no routing key to register"));
  if (as.registers && as.routing_context) {
    return fail(wrong(as.name, "has a routing context and registers for one"));
  }
  if (config.registration.supported && as.routing_key && !as.registers && !as.routing_context) {
    return fail(wrong(as.name, "has a routing key to join, but no routing context to answer with"));
  }
  return {};
}

bool may_lack_servers(const Config& config, const Peer& peer) {
  return config.registration.supported && peer.role != Role::asp;
}

Result<void> check_peer(const Config& config, const Peer& peer) {
  const auto& servers = config.application_servers;
  if (peer.application_servers.empty() && !may_lack_servers(config, peer)) {
    return fail(wrong(peer.name, "has no application server"));
  }
  for (std::size_t i = 0; i < peer.application_servers.size(); ++i) {
    const std::size_t as = peer.application_servers[i];
    if (as >= servers.size()) return fail(wrong(peer.name, "names application server " + std::to_string(as)));
    if (peer.application_servers.size() == 1 || servers[as].registers) continue;
    if (!servers[as].routing_context) {
      return fail(wrong(servers[as].name,
                        "needs a routing context: " + peer.name + " has several application servers"));
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (servers[peer.application_servers[j]].routing_context == servers[as].routing_context) {
        return fail(
            wrong(servers[as].name, "has the routing context of another application server of " + peer.name));
      }
    }
  }
  return {};
}

}  // namespace

Result<void> check(const Config& config) {
  for (const ApplicationServer& as : config.application_servers) {
    if (auto done = check_server(config, as); !done) return done;
  }
  const auto& timers = config.timers;
  if (timers.heartbeat && *timers.heartbeat <= Duration::zero())
    return fail(wrong("T(beat)", "is not above 0"));
  if (timers.audit && *timers.audit <= Duration::zero()) return fail(wrong("T(audit)", "is not above 0"));
  for (const Peer& peer : config.peers) {
    if (auto done = check_peer(config, peer); !done) return done;
  }
  for (const Route& route : config.routes) {
    const std::string name = route.dpc ? "route to " + std::to_string(*route.dpc) : "default route";
    if (route.application_server >= config.application_servers.size()) {
      return fail(wrong(name, "names application server " + std::to_string(route.application_server)));
    }
    for (const std::size_t peer : route.peers) {
      if (peer >= config.peers.size()) return fail(wrong(name, "names peer " + std::to_string(peer)));
    }
  }
  return {};
}

}  // namespace mapsim::m3ua
