// Values as YAML that the scenario language reads.
#pragma once

#include <string>

#include "sigtran/core/value.h"

namespace mapsim::cli {

// A value that is written as it stands, without quotes: a variable.
Value plain_scalar(const std::string& text);

// What stands behind "key:" at that indentation: " value\n", or a line break and deeper lines. Text is quoted
// where YAML or the language could take it for something else.
std::string to_yaml(const Value& value, std::size_t indent);

}  // namespace mapsim::cli
