// Who is played here, over which associations, and how each node is configured: worked out of a scenario, the
// node file and the command line before anything is opened. --explain prints it.
#pragma once

#include <string>
#include <vector>

#include "scenarios/engine/cast.h"
#include "scenarios/engine/lab/site.h"
#include "scenarios/engine/lab/words.h"
#include "scenarios/engine/program.h"
#include "sigtran/node/node.h"

namespace mapsim::scenario::lab {

// One association of a node: a row of its Config::peers.
struct PlannedLink {
  std::string remote;  // an endpoint of the scenario or a gateway
  bool connects = true;
  m3ua::Role role = m3ua::Role::asp;
  std::vector<mtp::PointCode> leads_to;  // point codes of endpoints that steps send to over it
};

struct PlannedNode {
  std::size_t endpoint = 0;  // index into Program::endpoints
  node::Config config;       // hosts may be missing in `local` and in rows of peers: where the system chooses
  std::vector<PlannedLink> links;                // row by row those of Config::peers
  std::vector<link::EndpointAddress> listening;  // addresses at which it waits to be called
};

struct Plan {
  Cast cast{std::vector<bool>{}};
  TransportKind transport = TransportKind::usrsctp;
  std::vector<PlannedNode> nodes;  // by node of the cast
};

// Error: a name that the scenario does not have, an endpoint that is real and played here, nobody to be
// played here, two that cannot reach each other, or an M3UA configuration that is not sound; with its mark in
// the node file where that says it.
Result<Plan> make_plan(const Program& program, const Site& site, const Words& words, TransportKind transport);

}  // namespace mapsim::scenario::lab
