#include "sigtran/core/digits.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace mapsim {

namespace {

constexpr std::string_view kTbcd = "0123456789*#abc";

std::uint8_t code(char digit) {
  const auto at = kTbcd.find(digit);
  assert(at != std::string_view::npos);
  return static_cast<std::uint8_t>(at);
}

// The two digits of each octet; 'f' for 1111.
constexpr std::array<std::array<char, 2>, 256> kPairs = [] {
  const auto digit = [](std::size_t code) { return code == 0x0F ? 'f' : kTbcd[code]; };
  std::array<std::array<char, 2>, 256> pairs{};
  for (std::size_t octet = 0; octet < pairs.size(); ++octet)
    pairs[octet] = {digit(octet & 0x0FU), digit(octet >> 4U)};
  return pairs;
}();

}  // namespace

bool is_tbcd(std::string_view digits) {
  return std::ranges::all_of(digits, [](char c) { return kTbcd.find(c) != std::string_view::npos; });
}

Octets pack_tbcd(std::string_view digits, std::uint8_t filler) {
  Octets octets;
  octets.reserve((digits.size() + 1) / 2);
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const std::uint8_t high = i + 1 < digits.size() ? code(digits[i + 1]) : filler;
    octets.push_back(static_cast<std::uint8_t>((high << 4U) | code(digits[i])));
  }
  return octets;
}

Result<std::string> unpack_tbcd(OctetView octets) {
  std::string digits = unpack_digits(octets, octets.size() * 2);
  if (digits.ends_with('f')) digits.pop_back();
  if (const auto at = digits.find('f'); at != std::string::npos) {
    return fail(Error{
        .layer = "", .offset = at / 2, .text = "the filler 1111 may stand only in the last half octet"});
  }
  return digits;
}

std::string unpack_digits(OctetView octets, std::size_t count) {
  assert(count <= octets.size() * 2);
  std::string digits(count, '0');
  char* to = digits.data();
  for (std::size_t i = 0; i < count / 2; ++i, to += 2) std::memcpy(to, kPairs[octets[i]].data(), 2);
  if (count % 2 != 0) *to = kPairs[octets[count / 2]][0];
  return digits;
}

}  // namespace mapsim
