// Two decimal digits in an octet, the first in bits 1-4 (TS 23.040 9.1.2.3).
#pragma once

#include <cstdint>
#include <optional>

namespace mapsim::sms {

// `number` must be 0..99.
constexpr std::uint8_t to_semi_octets(int number) {
  return static_cast<std::uint8_t>(((number % 10) << 4) | (number / 10));
}

// nullopt where a semi-octet is above 9.
constexpr std::optional<int> from_semi_octets(std::uint8_t octet) {
  const int tens = octet & 0x0F;
  const int units = octet >> 4;
  if (tens > 9 || units > 9) return std::nullopt;
  return tens * 10 + units;
}

}  // namespace mapsim::sms
