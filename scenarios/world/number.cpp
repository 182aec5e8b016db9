#include "scenarios/world/number.h"

namespace mapsim::world {

std::optional<Number> Number::from_digits(std::string_view digits) {
  if (digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > kMaxDigits) return std::nullopt;
  std::uint64_t packed = 1;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    packed = packed * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return Number(packed);
}

std::string Number::digits() const {
  return packed_ == 0 ? std::string() : std::to_string(packed_).substr(1);
}

std::optional<Number> Number::plus(std::uint64_t n) const {
  std::uint64_t one = 1;  // the 1 in its place
  while (packed_ / one >= 10) one *= 10;
  if (packed_ == 0 || n >= one || packed_ + n >= 2 * one) return std::nullopt;
  return Number(packed_ + n);
}

}  // namespace mapsim::world
