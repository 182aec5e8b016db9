#include "sigtran/m3ua/config.h"

#include <algorithm>

namespace mapsim::m3ua {

namespace {

Error wrong(std::string field, std::string text) {
  return {.layer = "m3ua", .field = std::move(field), .text = std::move(text)};
}

Result<void> check_peer(const Config& config, const Peer& peer) {
  const auto& servers = config.application_servers;
  if (peer.application_servers.empty()) return fail(wrong(peer.name, "has no application server"));
  for (std::size_t i = 0; i < peer.application_servers.size(); ++i) {
    const std::size_t as = peer.application_servers[i];
    if (as >= servers.size()) return fail(wrong(peer.name, "names application server " + std::to_string(as)));
    if (peer.application_servers.size() == 1) continue;
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
    if (as.minimum_active == 0) return fail(wrong(as.name, "a minimum of 0 active ASPs"));
  }
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
