// The `endpoints:` of a scenario.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "scenarios/engine/program.h"
#include "scenarios/engine/template_reader.h"
#include "scenarios/engine/yaml_document.h"

namespace mapsim::scenario {

inline constexpr std::size_t kMaxEndpoints = 200;

// All that could be read; what is missing or wrong is told in `mistakes`.
// `overrides`: by name, what a node file says in place of the scenario; it was checked before.
std::vector<Endpoint> read_endpoints(const YamlNode& node, Mistakes& mistakes,
                                     std::span<const YamlMember> overrides = {});

// What a node file says of an endpoint: the same keys as in a scenario, none of them needed.
void check_endpoint_overrides(const YamlMember& member, Mistakes& mistakes);

// A point code, 101 or "2-100-1"; nullopt after telling the mistake.
std::optional<mtp::PointCode> read_point_code(const YamlNode& node, Mistakes& mistakes);

// What a scenario reads as $name.gt, $name.pc and so on.
Value endpoint_value(const Endpoint& endpoint);

}  // namespace mapsim::scenario
