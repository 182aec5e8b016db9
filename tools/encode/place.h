// Where in a JSON text a mistake is, as users look for it.
#pragma once

#include <string>

#include "sigtran/core/value.h"

namespace mapsim::cli {

// "file.json:3:14: $.begin.components[0].invoke.opcode: expected …, found …". `root` is what was read; the
// mistake's mark tells which of its values is meant.
std::string describe_mistake(const Error& error, const Value& root, std::string_view file);

// Of what is no JSON: "file.json:3:14: expected ',' or '}', found …".
std::string describe_syntax(const Error& error, std::string_view file);

}  // namespace mapsim::cli
