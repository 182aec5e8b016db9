// What the receiver of a message must find in it.
#pragma once

#include <optional>

#include "scenarios/engine/template.h"

namespace mapsim::scenario {

// `content` as it is sent; `canonical` the same as a decoder of its octets would write it, where that is
// known; `expect` what the step states besides, which wins.
Template expectation(const Template& content, const std::optional<Value>& canonical,
                     const std::optional<Template>& expect);

}  // namespace mapsim::scenario
