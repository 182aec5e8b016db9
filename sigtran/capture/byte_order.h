// Numbers of a file whose byte order is known only when it is read.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "sigtran/core/bytes.h"

namespace mapsim::capture {

enum class ByteOrder : std::uint8_t { big, little };

inline constexpr ByteOrder kOwnOrder =
    std::endian::native == std::endian::big ? ByteOrder::big : ByteOrder::little;

inline std::uint16_t get_u16(OctetView in, std::size_t at, ByteOrder order) {
  std::uint16_t value = 0;
  std::memcpy(&value, in.data() + at, sizeof value);
  return order == kOwnOrder ? value : __builtin_bswap16(value);
}
inline std::uint32_t get_u32(OctetView in, std::size_t at, ByteOrder order) {
  std::uint32_t value = 0;
  std::memcpy(&value, in.data() + at, sizeof value);
  return order == kOwnOrder ? value : __builtin_bswap32(value);
}

}  // namespace mapsim::capture
