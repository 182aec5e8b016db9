// The canonical layout of a scenario file (docs/scenarios.md, "layout").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/result.h"

namespace mapsim::cli::format {

inline constexpr std::size_t kWidth = 110;  // columns of a line

struct Laid {
  std::string text;           // empty where there are errors
  std::vector<Error> errors;  // with their places
};

// The same file in canonical layout: order of keys, indentation, quotes, one empty line at most. Comments
// stay with what they stand before or beside, and what was written in several lines stays so. Errors: no
// YAML; anchors, unless `write_out_anchors`, which puts what they stand for in their place; something that
// cannot be laid out so that it means the same (the result is read again and compared).
Laid lay_out(std::string_view source, bool write_out_anchors);

}  // namespace mapsim::cli::format
