// Durations as a scenario writes them: a number and a unit, "5s", "250ms", "1.5m", "2h".
#pragma once

#include <string>
#include <string_view>

#include "sigtran/core/result.h"
#include "sigtran/core/time.h"

namespace mapsim::scenario {

// Units: us, ms, s, m, h; a space before the unit is allowed. At most kMaxDuration.
// Error: no number, no unit ("5" says nothing), an unknown one, or more than the limit.
Result<Duration> parse_duration(std::string_view text);
inline constexpr Duration kMaxDuration = std::chrono::hours(24 * 365);

// The shortest form that reads back to the same: "1500ms", "2s".
std::string to_text(Duration duration);

}  // namespace mapsim::scenario
