#include "sigtran/sms/utf8.h"

#include <cassert>

namespace mapsim::sms {

std::optional<char32_t> next_code_point(std::string_view text, std::size_t& at) {
  assert(at < text.size());
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = octet(at);
  if (first < 0x80) {
    ++at;
    return first;
  }
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4 || text.size() - at <= more) return std::nullopt;
  char32_t c = first & (0x3FU >> more);
  for (std::size_t i = 1; i <= more; ++i) {
    if ((octet(at + i) & 0xC0U) != 0x80) return std::nullopt;
    c = (c << 6U) | (octet(at + i) & 0x3FU);
  }
  static constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  if (c < kLeast[more] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return std::nullopt;
  at += more + 1;
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  const auto tail = [&](unsigned shift) { out.push_back(static_cast<char>(0x80U | ((c >> shift) & 0x3FU))); };
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (c >> 6U)));
    tail(0);
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | (c >> 12U)));
    tail(6);
    tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0U | (c >> 18U)));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string quote_code_point(char32_t c) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  if (c >= 0x20 && c != 0x7F) {
    out += '\'';
    append_utf8(out, c);
    out += "' (";
  }
  out += "U+";
  for (int shift = c > 0xFFFFF ? 20 : c > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4) {
    out += kHex[(c >> static_cast<unsigned>(shift)) & 0x0FU];
  }
  if (c >= 0x20 && c != 0x7F) out += ')';
  return out;
}

}  // namespace mapsim::sms
