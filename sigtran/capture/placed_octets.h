// Fills room whose size was worked out before, from its start.
#pragma once

#include <cassert>
#include <cstring>
#include <span>

#include "sigtran/core/bytes.h"

namespace mapsim::capture {

class PlacedOctets {
 public:
  explicit PlacedOctets(std::span<std::uint8_t> room) : at_(room.data()), end_(room.data() + room.size()) {}

  void u16_le(std::uint16_t v) {
    const std::uint8_t octets[] = {static_cast<std::uint8_t>(v), static_cast<std::uint8_t>(v >> 8U)};
    octets_of(octets);
  }
  void u32_le(std::uint32_t v) {
    const std::uint8_t octets[] = {static_cast<std::uint8_t>(v), static_cast<std::uint8_t>(v >> 8U),
                                   static_cast<std::uint8_t>(v >> 16U), static_cast<std::uint8_t>(v >> 24U)};
    octets_of(octets);
  }
  // And zeros up to the next multiple of 4.
  void in_words(OctetView octets) {
    octets_of(octets);
    constexpr std::uint8_t kZeros[3] = {};
    octets_of(OctetView(kZeros).first((4 - octets.size() % 4) % 4));
  }

 private:
  void octets_of(OctetView octets) {
    assert(octets.size() <= static_cast<std::size_t>(end_ - at_));
    if (!octets.empty()) std::memcpy(at_, octets.data(), octets.size());
    at_ += octets.size();
  }

  std::uint8_t* at_;
  std::uint8_t* end_;
};

}  // namespace mapsim::capture
