// The frame of a pcapng block and of an option in one (draft-ietf-opsawg-pcapng 3.1, 3.5), little-endian.
#pragma once

#include <algorithm>

#include "sigtran/capture/pcapng_format.h"
#include "sigtran/capture/put.h"

namespace mapsim::capture::pcapng {

inline void put_option(Octets& out, std::uint16_t code, OctetView value) {
  value = value.first(std::min<std::size_t>(value.size(), 0xFFFF));
  put_u16_le(out, code);
  put_u16_le(out, static_cast<std::uint16_t>(value.size()));
  put(out, value);
  pad_to_word(out);
}

inline void put_end_of_options(Octets& out) {
  put_u32_le(out, kEndOfOptions);
}

// A block begins with its type and a length that end_block fills in, and ends with the length again.
inline void begin_block(Octets& out, Block type) {
  out.clear();
  put_u32_le(out, static_cast<std::uint32_t>(type));
  put_u32_le(out, 0);
}
inline void end_block(Octets& out) {
  const auto size = static_cast<std::uint32_t>(out.size() + 4);
  put_u32_le(out, size);
  std::copy(out.end() - 4, out.end(), out.begin() + 4);
}

}  // namespace mapsim::capture::pcapng
