// Octets as this project passes them: views where possible, owned only where kept.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/result.h"

namespace mapsim {

using Octets = std::vector<std::uint8_t>;
using OctetView = std::span<const std::uint8_t>;

// Lower-case hexadecimal digits without separators.
std::string to_hex(OctetView octets);

// Reads hexadecimal digits; spaces, tabs, line breaks and colons between octets are ignored.
// Error: the offset (in characters) of what is neither, or of the digit that has no partner.
Result<Octets> from_hex(std::string_view text);

bool equal(OctetView a, OctetView b);

}  // namespace mapsim
