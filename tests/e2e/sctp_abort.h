// An SCTP packet with an ABORT in it (RFC 9260 3.3.7), as somebody else sends it.
#pragma once

#include <cstdint>
#include <vector>

#include "sigtran/core/crc32c.h"

namespace mapsim::e2e {

// `tag`: the verification tag that the receiver expects.
inline std::vector<std::uint8_t> abort_packet(std::uint16_t from_port, std::uint16_t to_port,
                                              std::uint32_t tag) {
  std::vector<std::uint8_t> packet;
  const auto put = [&](std::uint32_t value, std::size_t size) {
    while (size-- > 0) packet.push_back(static_cast<std::uint8_t>(value >> (8 * size)));
  };
  put(from_port, 2);
  put(to_port, 2);
  put(tag, 4);
  put(0, 4);
  put(0x06000004, 4);
  const std::uint32_t checksum = crc32c(packet);
  for (std::size_t i = 0; i < 4; ++i) packet[8 + i] = static_cast<std::uint8_t>(checksum >> (8 * i));
  return packet;
}

}  // namespace mapsim::e2e
