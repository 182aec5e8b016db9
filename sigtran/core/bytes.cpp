#include "sigtran/core/bytes.h"

#include <algorithm>

namespace mapsim {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_separator(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ':'; }

}  // namespace

std::string to_hex(OctetView octets) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(octets.size() * 2);
  for (const std::uint8_t octet : octets) {
    text.push_back(kDigits[octet >> 4U]);
    text.push_back(kDigits[octet & 0x0FU]);
  }
  return text;
}

Result<Octets> from_hex(std::string_view text) {
  Octets octets;
  octets.reserve(text.size() / 2);
  int high = -1;
  std::size_t high_at = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (high < 0 && is_separator(text[i])) continue;
    const int digit = hex_digit(text[i]);
    if (digit < 0) {
      return fail(Error{.layer = "hex", .offset = i, .text = "'" + std::string(1, text[i]) + "' is not a hexadecimal digit"});
    }
    if (high < 0) {
      high = digit;
      high_at = i;
    } else {
      octets.push_back(static_cast<std::uint8_t>(high * 16 + digit));
      high = -1;
    }
  }
  if (high >= 0) {
    return fail(Error{.layer = "hex", .offset = high_at, .text = "an octet needs two hexadecimal digits"});
  }
  return octets;
}

bool equal(OctetView a, OctetView b) { return std::ranges::equal(a, b); }

}  // namespace mapsim
