#include "scenarios/engine/lab/plan_routes.h"

#include <algorithm>
#include <set>

#include "scenarios/engine/node_config.h"

namespace mapsim::scenario::lab {

namespace {

// The first row of an application server that leads there; its other rows are further ways of it.
void add_routes(const PlannedNode& node, mtp::PointCode pc, const std::vector<std::size_t>& rows,
                std::vector<m3ua::Route>& routes) {
  if (rows.empty()) return;
  const std::size_t server = node.config.m3ua.peers[rows.front()].application_servers.front();
  m3ua::Route route{pc, server, {}};
  for (const std::size_t row : rows) {
    if (node.config.m3ua.peers[row].application_servers.front() == server) route.peers.push_back(row);
  }
  routes.push_back(std::move(route));
}

}  // namespace

void plan_routes(const Program& program, const Reaches& reaches_of, PlannedNode& node) {
  auto& routes = node.config.m3ua.routes;
  std::set<std::size_t> partners;
  for (const auto& [first, second] : pairs_of(program)) {
    if (first == node.endpoint) partners.insert(second);
    if (second == node.endpoint) partners.insert(first);
  }
  for (const std::size_t partner : partners) {
    const mtp::PointCode pc = program.endpoints[partner].pc;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < node.links.size(); ++row) {
      if (node.links[row].remote == program.endpoints[partner].name) rows.push_back(row);
    }
    if (rows.empty()) {
      for (const auto& [key, reaches] : reaches_of) {
        const bool leads = reaches.empty() || std::ranges::find(reaches, pc) != reaches.end();
        if (key.first == node.endpoint && leads) rows.push_back(key.second);
      }
    }
    add_routes(node, pc, rows, routes);
    for (const std::size_t row : rows) node.links[row].leads_to.push_back(pc);
  }
  // Titles that the node file translates to other nodes go to a gateway.
  for (const auto& [key, reaches] : reaches_of) {
    if (key.first != node.endpoint) continue;
    const std::size_t server = node.config.m3ua.peers[key.second].application_servers.front();
    for (const mtp::PointCode pc : reaches) routes.push_back({pc, server, {}});
    if (reaches.empty()) routes.push_back({std::nullopt, server, {}});
  }
}

}  // namespace mapsim::scenario::lab
