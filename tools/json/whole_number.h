// Whole numbers of JSON that somebody else wrote. nlohmann's get<int>() turns 1e300, -1 and 2.5 into an int
// too: undefined, wrapped and cut off.
#pragma once

#include <concepts>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace mapsim::cli {

// Throws nlohmann::json::exception where it is no whole number from the least to the greatest of Number.
template <std::integral Number>
Number whole_number(const nlohmann::ordered_json& json) {
  const bool fits = json.is_number_unsigned()
                        ? std::in_range<Number>(json.get<std::uint64_t>())
                        : json.is_number_integer() && std::in_range<Number>(json.get<std::int64_t>());
  if (!fits) {
    throw nlohmann::json::type_error::create(
        302,
        "expected a whole number from " + std::to_string(std::numeric_limits<Number>::min()) + " to " +
            std::to_string(std::numeric_limits<Number>::max()) + ", found " +
            (json.is_number() ? json.dump() : json.type_name()),
        nullptr);
  }
  return json.get<Number>();
}

// What stands under `name`, or `otherwise` where nothing does.
template <std::integral Number>
Number whole_number(const nlohmann::ordered_json& json, const char* name, Number otherwise) {
  return json.contains(name) ? whole_number<Number>(json[name]) : otherwise;
}

}  // namespace mapsim::cli
