#include "scenarios/engine/duration.h"

#include <array>
#include <charconv>

namespace mapsim::scenario {

namespace {

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};
constexpr std::array<Unit, 5> kUnits = {{
    {"h", 3'600'000'000'000},
    {"m", 60'000'000'000},
    {"s", 1'000'000'000},
    {"ms", 1'000'000},
    {"us", 1'000},
}};

tl::unexpected<Error> refuse(std::string text) {
  return fail(Error{.layer = "scenario", .text = std::move(text)});
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) {
  const auto unit_at = text.find_first_not_of("0123456789.");
  const std::string_view number = text.substr(0, unit_at);
  std::string_view name = unit_at == std::string_view::npos ? std::string_view{} : text.substr(unit_at);
  while (name.starts_with(' ')) name.remove_prefix(1);
  double count = 0;
  const auto [end, status] = std::from_chars(number.data(), number.data() + number.size(), count);
  if (number.empty() || status != std::errc() || end != number.data() + number.size()) {
    return refuse("'" + std::string(text) +
                  "' is no duration; a duration is a number and a unit: 250ms, 5s, 2m, 1h");
  }
  if (name.empty()) {
    return refuse("'" + std::string(text) + "' has no unit; write " + std::string(text) +
                  "s for seconds (units: us, ms, s, m, h)");
  }
  for (const Unit& unit : kUnits) {
    if (unit.name != name) continue;
    const double ns = count * static_cast<double>(unit.nanoseconds);
    if (ns > static_cast<double>(kMaxDuration.count()))
      return refuse("'" + std::string(text) + "' is longer than a year");
    return Duration(static_cast<std::int64_t>(ns + 0.5));
  }
  return refuse("'" + std::string(name) + "' is no unit of time; allowed: us, ms, s, m, h");
}

std::string to_text(Duration duration) {
  const std::int64_t ns = duration.count();
  for (const Unit& unit : kUnits) {
    if (ns % unit.nanoseconds == 0 && ns != 0)
      return std::to_string(ns / unit.nanoseconds) + std::string(unit.name);
  }
  return ns == 0 ? "0s" : std::to_string(ns) + "ns";
}

}  // namespace mapsim::scenario
