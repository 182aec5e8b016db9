// Octets as tests write them.
#pragma once

#include <string_view>

#include "sigtran/core/bytes.h"

namespace mapsim::test {

// Throws where the digits are none.
inline Octets octets(std::string_view hex) {
  return from_hex(hex).value();
}

}  // namespace mapsim::test
