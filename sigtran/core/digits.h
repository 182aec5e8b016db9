// Decimal digits two to an octet, the first in bits 1-4: TBCD-STRING of TS 29.002 17.7.8 and the digits of
// TS 23.040 9.1.2.5; Q.713 3.4.2.3.1 has the same order with an even filler of 0.
#pragma once

#include <string>
#include <string_view>

#include "sigtran/core/bytes.h"

namespace mapsim {

// "0123456789*#abc": the digits that TBCD can write (a, b, c are the codes 1100, 1101, 1110).
bool is_tbcd(std::string_view digits);

// Packs digits; an odd count is completed by `filler` (0..15). The digits must satisfy is_tbcd.
Octets pack_tbcd(std::string_view digits, std::uint8_t filler = 0x0F);

// Reads digits until the end or until the filler 1111 in the last half octet.
// Error: a filler that is not the last half octet, with its offset.
Result<std::string> unpack_tbcd(OctetView octets);

// Reads exactly `count` digits (count <= 2 * octets.size()) without regard to a filler; 1111 reads as 'f'.
std::string unpack_digits(OctetView octets, std::size_t count);

}  // namespace mapsim
