// `fault:` of a message, and `link:` steps.
#pragma once

#include <optional>

#include "scenarios/engine/program.h"
#include "scenarios/engine/template_reader.h"

namespace mapsim::scenario {

// drop, duplicate, reorder, {delay: 2s}, {corrupt: {layer: tcap, octet: 3, xor: 0x40}} or {truncate: 20};
// nullopt after telling what is wrong.
std::optional<FaultOnTheWay> read_fault(const YamlNode& node, Mistakes& mistakes);

// A step {link: down, between: [smsc, msc]}; nullopt after telling what is wrong.
std::optional<LinkStep> read_link(const YamlNode& node, const std::vector<Endpoint>& endpoints,
                                  Mistakes& mistakes);

}  // namespace mapsim::scenario
