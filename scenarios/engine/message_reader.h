// One message of the chart: "smsc -> msc: begin" with what stands below it.
#pragma once

#include "scenarios/engine/step_reader.h"

namespace mapsim::scenario {

// nullopt where nothing can be made of it; the mistakes say why.
std::optional<SourceStep> read_message(const YamlNode& node, const std::vector<Endpoint>& endpoints,
                                       Mistakes& mistakes);

// The endpoint of that name; the mistake stands at `node`.
std::optional<std::uint16_t> find_endpoint(const YamlNode& node, std::string_view name,
                                           const std::vector<Endpoint>& endpoints, Mistakes& mistakes);

}  // namespace mapsim::scenario
