// How many dialogues shall begin in a second, over the time of a run, as the command line says it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sigtran/core/result.h"
#include "sigtran/core/time.h"

namespace mapsim::load {

inline constexpr double kMaxRate = 10'000'000;  // dialogues a second

// A stretch of a run, in which the rate grows or falls evenly from `from` to `to`, both in dialogues a
// second.
struct Stretch {
  double from = 0;
  double to = 0;
  std::optional<Duration> length;  // absent: until the run ends; `from` and `to` are equal then
};

// "5000/s", "300/m", "100/h"; a number alone is a second's. Error: no such rate, or more than kMaxRate.
Result<double> parse_rate(std::string_view text);
// "0..20000/s over 5m".
Result<Stretch> parse_ramp(std::string_view text);
// "1000/s for 30s".
Result<Stretch> parse_step(std::string_view text);

}  // namespace mapsim::load
