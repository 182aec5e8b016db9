// Digits of an IMSI or of an E.164 number in eight octets, so that a million subscribers are small and found
// by comparing integers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mapsim::world {

// Up to 15 decimal digits (E.164, E.212), leading zeros included. The default names none.
class Number {
 public:
  static constexpr std::size_t kMaxDigits = 15;

  Number() = default;
  // Nullopt: no digit at all, more than 15, or something else among them. A '+' before them is passed over.
  static std::optional<Number> from_digits(std::string_view digits);

  std::string digits() const;
  // The number `n` after this one, of as many digits; nullopt where it would need one more.
  std::optional<Number> plus(std::uint64_t n) const;

  explicit operator bool() const { return packed_ != 0; }
  // As a token that names the number: what from_packed() takes back.
  std::uint64_t packed() const { return packed_; }
  static Number from_packed(std::uint64_t packed) { return Number(packed); }
  friend bool operator==(Number, Number) = default;
  friend auto operator<=>(Number, Number) = default;

 private:
  explicit Number(std::uint64_t packed) : packed_(packed) {}
  // The digits behind a 1, which keeps leading zeros.
  std::uint64_t packed_ = 0;
};

// Numbers of a range differ in their last digits only; the bits are mixed so that a table spreads them.
inline std::size_t hash_of(Number number) {
  std::uint64_t x = number.packed() * 0x9E3779B97F4A7C15U;
  x ^= x >> 32U;
  x *= 0xD6E8FEB86659FD93U;
  return static_cast<std::size_t>(x ^ (x >> 32U));
}

}  // namespace mapsim::world

template <>
struct std::hash<mapsim::world::Number> {
  std::size_t operator()(mapsim::world::Number n) const { return mapsim::world::hash_of(n); }
};
