// Appends numbers to octets in the byte order that a format wants.
#pragma once

#include <cstdint>
#include <span>

#include "sigtran/core/bytes.h"

namespace mapsim::capture {

inline void put(Octets& out, OctetView octets) {
  out.insert(out.end(), octets.begin(), octets.end());
}
inline void put_u8(Octets& out, std::uint8_t v) {
  out.push_back(v);
}
inline void put_u16(Octets& out, std::uint16_t v) {
  out.push_back(static_cast<std::uint8_t>(v >> 8U));
  out.push_back(static_cast<std::uint8_t>(v));
}
inline void put_u32(Octets& out, std::uint32_t v) {
  put_u16(out, static_cast<std::uint16_t>(v >> 16U));
  put_u16(out, static_cast<std::uint16_t>(v));
}
inline void put_u16_le(Octets& out, std::uint16_t v) {
  out.push_back(static_cast<std::uint8_t>(v));
  out.push_back(static_cast<std::uint8_t>(v >> 8U));
}
inline void put_u32_le(Octets& out, std::uint32_t v) {
  put_u16_le(out, static_cast<std::uint16_t>(v));
  put_u16_le(out, static_cast<std::uint16_t>(v >> 16U));
}
// Zeros up to the next multiple of 4, counted from `start`.
inline void pad_to_word(Octets& out, std::size_t start = 0) {
  while ((out.size() - start) % 4 != 0) out.push_back(0);
}
inline void set_u16(std::span<std::uint8_t> out, std::size_t at, std::uint16_t v) {
  out[at] = static_cast<std::uint8_t>(v >> 8U);
  out[at + 1] = static_cast<std::uint8_t>(v);
}

}  // namespace mapsim::capture
