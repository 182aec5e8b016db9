#include "tools/anonymize/checksum.h"

namespace mapsim::cli::anonymize {

std::uint32_t internet_sum(OctetView octets, std::uint32_t sum) {
  for (std::size_t i = 0; i < octets.size(); ++i) {
    sum += i % 2 == 0 ? static_cast<std::uint32_t>(octets[i]) << 8U : octets[i];
    sum = (sum & 0xFFFFU) + (sum >> 16U);
  }
  return sum;
}

std::uint16_t internet_checksum(OctetView octets, std::size_t at, std::uint32_t sum) {
  sum = internet_sum(octets.first(at), sum);
  sum = internet_sum(octets.subspan(at + 2), sum);
  return static_cast<std::uint16_t>(~sum);
}

}  // namespace mapsim::cli::anonymize
