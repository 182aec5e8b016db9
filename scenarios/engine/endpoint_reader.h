// The `endpoints:` of a scenario.
#pragma once

#include <vector>

#include "scenarios/engine/program.h"
#include "scenarios/engine/template_reader.h"

namespace mapsim::scenario {

inline constexpr std::size_t kMaxEndpoints = 200;

// All that could be read; what is missing or wrong is told in `mistakes`.
std::vector<Endpoint> read_endpoints(const YamlNode& node, Mistakes& mistakes);

// What a scenario reads as $name.gt, $name.pc and so on.
Value endpoint_value(const Endpoint& endpoint);

}  // namespace mapsim::scenario
