#include "tools/anonymize/fields.h"

#include <algorithm>

namespace mapsim::cli::anonymize {

namespace {

constexpr std::string_view kCodes = "0123456789abcdef";
constexpr std::uint8_t kLandMobile = 6;  // E.212, in TS 29.002 as in Q.713
constexpr std::uint8_t kAlphanumeric = 5;

// The first `count` half octets.
std::string half_octets(OctetView octets, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t octet = octets[i / 2];
    out += kCodes[i % 2 == 0 ? octet & 0xFU : octet >> 4U];
  }
  return out;
}

void put_half_octets(OctetSpan octets, std::string_view digits) {
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto code = static_cast<unsigned>(kCodes.find(digits[i]));
    std::uint8_t& octet = octets[i / 2];
    octet = static_cast<std::uint8_t>(i % 2 == 0 ? (octet & 0xF0U) | code : (octet & 0x0FU) | code << 4U);
  }
}

void replace_digits(Editor& editor, OctetSpan octets, std::size_t count, bool imsi) {
  std::string digits = half_octets(octets, count);
  while (digits.ends_with('f')) digits.pop_back();
  if (digits.empty()) return;
  put_half_octets(octets, imsi ? editor.names.imsi(digits) : editor.names.number(digits));
}

}  // namespace

void replace_imsi(Editor& editor, OctetSpan tbcd) {
  replace_digits(editor, tbcd, 2 * tbcd.size(), true);
}
void replace_number(Editor& editor, OctetSpan tbcd) {
  replace_digits(editor, tbcd, 2 * tbcd.size(), false);
}

void replace_address_string(Editor& editor, OctetSpan address) {
  if (address.empty()) return;
  const bool imsi = (address[0] & 0x0FU) == kLandMobile;
  replace_digits(editor, address.subspan(1), 2 * (address.size() - 1), imsi);
}

void replace_tp_address(Editor& editor, OctetSpan address) {
  if (address.size() < 2) return editor.unknown(address, "TP address");
  const std::size_t length = address[0];
  const OctetSpan value = address.subspan(2);
  if (value.size() != (length + 1) / 2) return editor.unknown(value, "TP address");
  if ((address[1] >> 4U & 7U) != kAlphanumeric) return replace_digits(editor, value, length, false);
  const std::size_t septets = length * 4 / 7;
  replace_septets(editor, value, 0, septets);
  // What is behind the last septet says nothing, and could hold anything.
  const std::size_t used = septets * 7;
  if (used < 8 * value.size()) {
    OctetSpan rest = value.subspan(used / 8);
    rest[0] = static_cast<std::uint8_t>(rest[0] & ((1U << used % 8) - 1U));
    std::ranges::fill(rest.subspan(1), std::uint8_t{0});
  }
}

void replace_party_address(Editor& editor, OctetSpan address) {
  if (address.empty()) return;
  const std::uint8_t indicator = address[0];
  OctetSpan rest = address.subspan(1);
  if ((indicator & 1U) != 0) {
    if (rest.size() < 2) return editor.unknown(rest, "SCCP address");
    const auto code = static_cast<mtp::PointCode>(rest[0] | (rest[1] & 0x3FU) << 8U);
    const mtp::PointCode out = editor.names.point_code(code);
    rest[0] = static_cast<std::uint8_t>(out);
    rest[1] = static_cast<std::uint8_t>(out >> 8U);
    rest = rest.subspan(2);
  }
  if ((indicator & 2U) != 0) {
    if (rest.empty()) return;
    rest = rest.subspan(1);
  }
  const unsigned title = indicator >> 2U & 0xFU;
  constexpr std::size_t kFixed[] = {0, 1, 1, 2, 3};  // octets before the digits (Q.713 3.4.2.3)
  if (title == 0 || title > 4 || rest.size() < kFixed[title])
    return editor.unknown(rest, "SCCP global title");
  const std::uint8_t scheme = title >= 3 ? rest[1] & 0xFU : 0;
  const bool odd = title == 1 ? (rest[0] & 0x80U) != 0 : scheme == 1;
  const bool imsi = title >= 3 && rest[1] >> 4U == kLandMobile;
  rest = rest.subspan(kFixed[title]);
  // BCD; what else a national scheme means is not known.
  if (scheme > 2) return editor.unknown(rest, "SCCP global title in an encoding scheme other than BCD");
  if (rest.empty()) return;
  replace_digits(editor, rest, 2 * rest.size() - (odd ? 1 : 0), imsi);
}

void replace_septets(Editor& editor, OctetSpan octets, std::size_t first_bit, std::size_t count) {
  const auto bit_of = [&](std::size_t i) { return octets[i / 8] >> i % 8 & 1U; };
  std::string original;
  for (std::size_t s = 0; s < count; ++s) {
    unsigned septet = 0;
    for (std::size_t b = 0; b < 7; ++b) septet |= bit_of(first_bit + 7 * s + b) << b;
    original += static_cast<char>(septet);
  }
  // Letters and spaces have the same codes in ASCII, the default alphabet and all its locking shift tables.
  const std::string text = editor.names.text(original, count);
  for (std::size_t s = 0; s < count; ++s) {
    for (std::size_t b = 0; b < 7; ++b) {
      const std::size_t at = first_bit + 7 * s + b;
      const auto mask = static_cast<std::uint8_t>(1U << at % 8);
      const bool set = (static_cast<unsigned>(text[s]) >> b & 1U) != 0;
      octets[at / 8] = static_cast<std::uint8_t>(set ? octets[at / 8] | mask : octets[at / 8] & ~mask);
    }
  }
}

void replace_ucs2(Editor& editor, OctetSpan octets) {
  const std::string text =
      editor.names.text({reinterpret_cast<const char*>(octets.data()), octets.size()}, octets.size() / 2);
  for (std::size_t i = 0; i < octets.size(); ++i) {
    octets[i] = i % 2 == 1 ? static_cast<std::uint8_t>(text[i / 2]) : std::uint8_t{0};
  }
}

void replace_data(Editor& editor, OctetSpan octets) {
  const std::string text =
      editor.names.text({reinterpret_cast<const char*>(octets.data()), octets.size()}, octets.size());
  std::ranges::copy(text, octets.begin());
}

void replace_name(Editor& editor, OctetSpan octets) {
  const std::string name = editor.names.name({reinterpret_cast<const char*>(octets.data()), octets.size()});
  std::ranges::copy(name, octets.begin());
}

}  // namespace mapsim::cli::anonymize
