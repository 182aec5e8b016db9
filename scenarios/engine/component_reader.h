// The components of a message: shorthand beside the message ("invoke: mt-ForwardSM") or a list under
// `components`.
#pragma once

#include <span>
#include <string_view>

#include "scenarios/engine/template_reader.h"

namespace mapsim::scenario {

// invoke, result, … and what goes with them: the keys of one component.
std::span<const std::string_view> component_keys();
// Top-level names of a received message's tree.
std::span<const std::string_view> message_keys();

// A list, in canonical form; empty where the step states none.
Template read_components(const YamlNode& step, Mistakes& mistakes);

// `expect:` — the tree of a received message; keys of a component mean the first one.
Template read_expectation(const YamlNode& node, Mistakes& mistakes);

// `tcap:`, `sccp:`, `m3ua:` — a member may be null there, which takes away what would be filled in.
Template read_lower_layer(const YamlNode& node, Mistakes& mistakes);

// A path into the tree; one that begins with a key of a component means the first component.
// Error: it begins with nothing that a tree has.
Result<std::string> received_path(std::string_view path);

}  // namespace mapsim::scenario
