#include "tools/decode/json_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mapsim::cli {

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

// What cannot stand in a string as it is.
constexpr std::array<bool, 256> kSpecial = [] {
  std::array<bool, 256> special{};
  for (std::size_t c = 0; c < 256; ++c) special[c] = c < 0x20 || c >= 0x80 || c == '"' || c == '\\';
  return special;
}();

void append_escaped(std::string& out, unsigned char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kDigits[c >> 4U];
      out += kDigits[c & 0xFU];
  }
}

// How many octets the UTF-8 sequence at the start of `text` has; 0: it is none.
std::size_t sequence(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = at(0);
  const std::size_t octets = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < octets) return 0;
  for (std::size_t i = 1; i < octets; ++i) {
    if ((at(i) & 0xC0U) != 0x80) return 0;
  }
  // Overlong forms, surrogates, and what is beyond Unicode.
  const std::uint8_t second = at(1);
  if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
  return octets;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const auto special =
        std::ranges::find_if(text, [](char c) { return kSpecial[static_cast<unsigned char>(c)]; });
    const auto plain = static_cast<std::size_t>(special - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      append_escaped(out, static_cast<unsigned char>(text.front()));
      text.remove_prefix(1);
      continue;
    }
    const std::size_t octets = sequence(text);
    out += octets != 0 ? text.substr(0, octets) : std::string_view("\xEF\xBF\xBD");
    text.remove_prefix(std::max<std::size_t>(octets, 1));
  }
  out += '"';
}

void append_json_octets(std::string& out, OctetView octets) {
  out += "{\"hex\":\"";
  const std::size_t at = out.size();
  out.resize(at + 2 * octets.size());
  char* to = out.data() + at;
  for (const std::uint8_t octet : octets) {
    *to++ = kDigits[octet >> 4U];
    *to++ = kDigits[octet & 0xFU];
  }
  out += "\"}";
}

void append_json_number(std::string& out, std::int64_t number) {
  std::array<char, 24> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  out.append(text.data(), end);
}

}  // namespace mapsim::cli
