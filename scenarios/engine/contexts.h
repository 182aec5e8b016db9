// Application contexts by the names that TS 29.002 17.3.3 gives them: "shortMsgMT-Relay-v3".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sigtran/map/primitives.h"

namespace mapsim::scenario {

std::span<const std::string_view> context_names();
std::optional<map::ApplicationContext> find_context(std::string_view name);

}  // namespace mapsim::scenario
