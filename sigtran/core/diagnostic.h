// What a layer noticed about what it was sent: never an end, always told.
#pragma once

#include <cstdint>

#include "sigtran/core/result.h"

namespace mapsim {

enum class Severity : std::uint8_t { debug, info, warning, error };

struct Diagnostic {
  Severity severity = Severity::warning;
  Error error;
};

}  // namespace mapsim
