#include "sigtran/sms/ucs2.h"

#include <optional>

#include "sigtran/sms/utf8.h"

namespace mapsim::sms {

namespace {

void append_unit(Octets& out, char32_t unit) {
  out.push_back(static_cast<std::uint8_t>(unit >> 8U));
  out.push_back(static_cast<std::uint8_t>(unit));
}

// The code point at `at`, which is moved past it; nullopt for a lone surrogate or a single octet.
std::optional<char32_t> next(OctetView octets, std::size_t& at) {
  if (octets.size() - at < 2) {
    at = octets.size();
    return std::nullopt;
  }
  const auto unit = [&](std::size_t i) { return static_cast<char32_t>((octets[i] << 8U) | octets[i + 1]); };
  const char32_t first = unit(at);
  at += 2;
  if (is_low_surrogate(first)) return std::nullopt;
  if (!is_high_surrogate(first)) return first;
  if (octets.size() - at < 2 || !is_low_surrogate(unit(at))) return std::nullopt;
  const char32_t second = unit(at);
  at += 2;
  return 0x10000 + ((first & 0x3FFU) << 10U) + (second & 0x3FFU);
}

}  // namespace

Result<Octets> to_ucs2(std::string_view text) {
  Octets out;
  out.reserve(text.size() * 2);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const auto c = next_code_point(text, at);
    if (!c)
      return fail(
          Error{.layer = "sms", .field = "text", .offset = start, .text = "is not well-formed UTF-8"});
    if (*c < 0x10000) {
      append_unit(out, *c);
    } else {
      append_unit(out, 0xD800 + ((*c - 0x10000) >> 10U));
      append_unit(out, 0xDC00 + (*c & 0x3FFU));
    }
  }
  return out;
}

std::string from_ucs2(OctetView octets) {
  std::string text;
  text.reserve(octets.size());
  for (std::size_t at = 0; at < octets.size();)
    append_utf8(text, next(octets, at).value_or(kReplacementCharacter));
  return text;
}

bool is_well_formed_ucs2(OctetView octets) {
  for (std::size_t at = 0; at < octets.size();) {
    if (!next(octets, at)) return false;
  }
  return true;
}

}  // namespace mapsim::sms
