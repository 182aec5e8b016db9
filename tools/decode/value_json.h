// Values as JSON and as indented text. Octets are {"hex": "…"} in JSON; `mapsim encode` will read the same.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sigtran/core/value.h"

namespace mapsim::cli {

nlohmann::ordered_json to_json(const Value& value);

// Lines "name: value", two columns deeper in each map and list. Text is quoted and safe to print.
std::string to_lines(const Value& value, std::size_t indent = 0);

}  // namespace mapsim::cli
