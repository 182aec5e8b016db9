// UCS2 text as it is used: UTF-16, high octet first, with surrogate pairs beyond the BMP (TS 23.038 6.2.3).
#pragma once

#include <string>
#include <string_view>

#include "sigtran/core/bytes.h"

namespace mapsim::sms {

// Error: ill-formed UTF-8; the offset is its octet in the text.
Result<Octets> to_ucs2(std::string_view text);

// Never fails: a surrogate without its partner and a last single octet read as U+FFFD. Whoever must keep such
// contents keeps the octets.
std::string from_ucs2(OctetView octets);

// An even number of octets without a lone surrogate.
bool is_well_formed_ucs2(OctetView octets);

constexpr bool is_high_surrogate(unsigned unit) {
  return (unit & 0xFC00U) == 0xD800;
}
constexpr bool is_low_surrogate(unsigned unit) {
  return (unit & 0xFC00U) == 0xDC00;
}

}  // namespace mapsim::sms
