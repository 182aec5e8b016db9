#include "sigtran/core/internet_sum.h"

#include <bit>
#include <cstring>

namespace mapsim {

// In words in the order of the machine, which RFC 1071 2 (B) allows: a capture of a load run sums every
// octet. Halves of eight octets are summed apart, so that neither sum waits for the other or has a carry.
std::uint32_t internet_sum(OctetView octets, std::uint32_t sum) {
  std::uint64_t words = 0;
  std::uint64_t others = 0;
  std::size_t i = 0;
  for (; i + 8 <= octets.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, octets.data() + i, 8);
    words += word & 0xFFFFFFFFU;
    others += word >> 32U;
  }
  words += others;
  if (i + 4 <= octets.size()) {
    std::uint32_t word = 0;
    std::memcpy(&word, octets.data() + i, 4);
    words += word;
    i += 4;
  }
  while (words > 0xFFFF) words = (words & 0xFFFFU) + (words >> 16U);
  const auto folded = static_cast<std::uint16_t>(words);
  std::uint64_t total = sum;
  if constexpr (std::endian::native == std::endian::little) {
    total += static_cast<std::uint16_t>(folded << 8U | folded >> 8U);
  } else {
    total += folded;
  }
  for (; i < octets.size(); ++i) total += static_cast<std::uint32_t>(octets[i]) << (i % 2 == 0 ? 8U : 0U);
  while (total > 0xFFFF) total = (total & 0xFFFFU) + (total >> 16U);
  return static_cast<std::uint32_t>(total);
}

}  // namespace mapsim
