// What the receiver of a message must find in it.
#pragma once

#include <optional>

#include "scenarios/engine/template.h"

namespace mapsim::scenario {

// `content` as it is sent; `canonical` the same as a decoder of its octets would write it, where that is
// known; `expect` what the step states besides, which wins. What is stated otherwise than a decoder writes it
// (a number for a name, octets for fields, a part of a long text) is replaced.
Template expectation(const Template& content, const std::optional<Value>& canonical,
                     const std::optional<Template>& expect, const Variables& variables);

}  // namespace mapsim::scenario
