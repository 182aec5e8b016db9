#include "tools/anonymize/checksum.h"

namespace mapsim::cli::anonymize {

std::uint16_t internet_checksum(OctetView octets, std::size_t at, std::uint32_t sum) {
  sum = internet_sum(octets.first(at), sum);
  sum = internet_sum(octets.subspan(at + 2), sum);
  return static_cast<std::uint16_t>(~sum);
}

}  // namespace mapsim::cli::anonymize
