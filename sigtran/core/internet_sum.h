// The checksum of IPv4 headers and UDP (RFC 1071).
#pragma once

#include <cstdint>

#include "sigtran/core/bytes.h"

namespace mapsim {

// The one's complement sum of the 16-bit words of `octets`, the last one padded with 0, continued from `sum`;
// not complemented, 0 to FFFF. Only the last part of what is summed may have an odd number of octets.
std::uint32_t internet_sum(OctetView octets, std::uint32_t sum = 0);

}  // namespace mapsim
