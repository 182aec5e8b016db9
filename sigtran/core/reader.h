// A cursor over received octets. A read past the end yields 0 and makes the reader fail for good, so that a
// decoder may read several fields and check once.
#pragma once

#include <cstdint>

#include "sigtran/core/bytes.h"

namespace mapsim {

class Reader {
 public:
  explicit Reader(OctetView octets) : octets_(octets) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(big_endian<1>()); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(big_endian<2>()); }
  std::uint32_t u24() { return big_endian<3>(); }
  std::uint32_t u32() { return big_endian<4>(); }
  std::uint16_t u16_le() {
    const std::uint16_t v = u16();
    return static_cast<std::uint16_t>((v >> 8U) | (v << 8U));
  }
  OctetView take(std::size_t count) {
    if (!need(count)) return {};
    const OctetView part = octets_.subspan(at_, count);
    at_ += count;
    return part;
  }
  OctetView rest() { return take(remaining()); }
  std::uint8_t peek() const { return at_ < octets_.size() ? octets_[at_] : std::uint8_t{0}; }

  bool ok() const { return ok_; }
  bool at_end() const { return at_ == octets_.size(); }
  // Octets read so far, counted from the start of what the reader was given.
  std::size_t offset() const { return at_; }
  std::size_t remaining() const { return octets_.size() - at_; }

 private:
  bool need(std::size_t count) {
    if (octets_.size() - at_ < count) {
      ok_ = false;
      at_ = octets_.size();
    }
    return ok_;
  }
  // A size that is known becomes one load.
  template <std::size_t kCount>
  std::uint32_t big_endian() {
    if (!need(kCount)) return 0;
    const std::uint8_t* octets = octets_.data() + at_;
    at_ += kCount;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < kCount; ++i) value = (value << 8U) | octets[i];
    return value;
  }

  OctetView octets_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace mapsim
