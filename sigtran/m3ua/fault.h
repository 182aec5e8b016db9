// What is wrong with a received message, and the ERROR message that RFC 4666 3.8.1 answers it with.
#pragma once

#include <cstdint>
#include <vector>

#include "sigtran/core/result.h"
#include "sigtran/m3ua/codes.h"

namespace mapsim::m3ua {

struct Fault {
  ErrorCode code = ErrorCode::protocol_error;
  Error error;
  // Routing contexts to name in the ERROR message: invalid routing context, no configured AS (3.8.1).
  std::vector<std::uint32_t> routing_contexts = {};
  // Likewise, for invalid network appearance.
  std::optional<std::uint32_t> network_appearance = {};
  // Likewise, for destination status unknown.
  std::vector<std::uint32_t> affected_point_codes = {};
};

}  // namespace mapsim::m3ua
