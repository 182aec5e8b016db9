// What a node of an endpoint is configured with, whoever its peers are.
#pragma once

#include "scenarios/engine/program.h"
#include "sigtran/node/node.h"

namespace mapsim::scenario {

// SCCP, TCAP and MAP of endpoint `index`; neither peers nor M3UA. The title of every endpoint leads to its
// point code, and a title that no rule knows is taken as this endpoint's, since a step may call it by any.
node::Config node_config(const Program& program, std::size_t index);

// Two endpoints that exchange messages, the one that comes first in the file first.
using Pair = std::pair<std::uint16_t, std::uint16_t>;
std::vector<Pair> pairs_of(const Program& program);

}  // namespace mapsim::scenario
