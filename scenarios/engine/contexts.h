// Application contexts by the names that users write: "shortMsgMT-Relay-v3"
// (sigtran/map/application_contexts.h).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/map/primitives.h"

namespace mapsim::scenario {

std::span<const std::string_view> context_names();
std::optional<map::ApplicationContext> find_context(std::string_view name);

}  // namespace mapsim::scenario
