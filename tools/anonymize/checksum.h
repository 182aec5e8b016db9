// Checksums that were right stay right, those that were not stay so: whoever looks for the fault still finds
// it.
#pragma once

#include "sigtran/core/internet_sum.h"
#include "tools/anonymize/editor.h"

namespace mapsim::cli::anonymize {

// What of a checksum field is to be kept. 0 is kept as it is: not used, or left to the network card.
struct Checksum {
  bool unused = false;
  std::uint32_t wrong_by = 0;  // found, exclusive or with what would be right

  static Checksum of(std::uint32_t found, std::uint32_t right) { return {found == 0, found ^ right}; }
  std::uint32_t with(std::uint32_t right) const { return unused ? 0 : right ^ wrong_by; }
};

// The one's complement of internet_sum(), of a header whose checksum field at `at` counts as 0.
std::uint16_t internet_checksum(OctetView octets, std::size_t at, std::uint32_t sum = 0);

}  // namespace mapsim::cli::anonymize
