// Numbers of a file whose byte order is known only when it is read.
#pragma once

#include <cstdint>

#include "sigtran/core/bytes.h"

namespace mapsim::capture {

enum class ByteOrder : std::uint8_t { big, little };

inline std::uint16_t get_u16(OctetView in, std::size_t at, ByteOrder order) {
  const std::uint32_t a = in[at];
  const std::uint32_t b = in[at + 1];
  return static_cast<std::uint16_t>(order == ByteOrder::big ? a << 8U | b : b << 8U | a);
}
inline std::uint32_t get_u32(OctetView in, std::size_t at, ByteOrder order) {
  const std::uint32_t a = get_u16(in, at, order);
  const std::uint32_t b = get_u16(in, at + 2, order);
  return order == ByteOrder::big ? a << 16U | b : b << 16U | a;
}

}  // namespace mapsim::capture
