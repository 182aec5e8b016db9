#include "sigtran/sms/gsm7.h"

#include <algorithm>
#include <cassert>

#include "sigtran/sms/utf8.h"

namespace mapsim::sms {

Result<Octets> to_septets(std::string_view text, const Alphabet& alphabet) {
  Octets septets;
  septets.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const auto c = next_code_point(text, at);
    if (!c)
      return fail(
          Error{.layer = "sms", .field = "text", .offset = start, .text = "is not well-formed UTF-8"});
    const auto code = alphabet.code(*c);
    if (!code) {
      return fail(Error{.layer = "sms",
                        .field = "text",
                        .clause = "TS 23.038 6.2.1",
                        .offset = start,
                        .text = quote_code_point(*c) + " is not in the 7 bit alphabet"});
    }
    if (code->escaped) septets.push_back(kEscape);
    septets.push_back(code->septet);
  }
  return septets;
}

std::string from_septets(OctetView septets, const Alphabet& alphabet) {
  std::string text;
  text.reserve(septets.size());
  for (std::size_t i = 0; i < septets.size(); ++i) {
    char16_t c = alphabet.main(septets[i]);
    if (septets[i] == kEscape) {
      c = u' ';
      if (i + 1 < septets.size()) {
        const std::uint8_t shifted = septets[++i];
        c = alphabet.shifted(shifted);
        if (c == kNoCharacter) c = shifted == kEscape ? u' ' : alphabet.main(shifted);
      }
    }
    append_utf8(text, c == kNoCharacter ? kReplacementCharacter : c);
  }
  return text;
}

Octets pack_septets(OctetView septets, unsigned fill_bits) {
  assert(fill_bits < 7);
  Octets packed;
  packed.reserve(packed_size(septets.size(), fill_bits));
  unsigned bits = 0;
  unsigned count = fill_bits;
  for (const std::uint8_t septet : septets) {
    bits |= (septet & 0x7FU) << count;
    count += 7;
    if (count >= 8) {
      packed.push_back(static_cast<std::uint8_t>(bits));
      bits >>= 8U;
      count -= 8;
    }
  }
  if (count > 0 && !septets.empty()) packed.push_back(static_cast<std::uint8_t>(bits));
  return packed;
}

Octets unpack_septets(OctetView packed, std::size_t count, unsigned fill_bits) {
  assert(fill_bits < 7);
  const std::size_t bits = packed.size() * 8;
  const std::size_t held = bits > fill_bits ? (bits - fill_bits) / 7 : 0;
  Octets septets(std::min(count, held));
  std::size_t bit = fill_bits;
  for (std::uint8_t& septet : septets) {
    unsigned two = packed[bit / 8];
    if (bit / 8 + 1 < packed.size()) two |= static_cast<unsigned>(packed[bit / 8 + 1]) << 8U;
    septet = static_cast<std::uint8_t>((two >> (bit % 8)) & 0x7FU);
    bit += 7;
  }
  return septets;
}

Gsm7Text decode_gsm7(OctetView packed, unsigned fill_bits) {
  Gsm7Text out;
  out.septets = unpack_septets(packed, packed.size() * 8, fill_bits);
  const std::size_t bits = packed.size() * 8;
  const std::size_t left_over = bits - std::min<std::size_t>(bits, fill_bits) - out.septets.size() * 7;
  Octets& s = out.septets;
  if (left_over == 0 && !s.empty() && (s.back() == 0 || s.back() == kCarriageReturn)) {
    out.padding = s.back() == 0 ? Padding::zero : Padding::cr;
    s.pop_back();
  } else if (left_over == 1 && s.size() >= 2 && s.back() == kCarriageReturn &&
             s[s.size() - 2] == kCarriageReturn && (packed.back() & 0x80U) == 0) {
    out.padding = Padding::cr;
    s.pop_back();
  }
  out.text = from_septets(s);
  return out;
}

Result<Gsm7Text> decode_gsm7(OctetView packed, std::size_t septets, unsigned fill_bits) {
  if (packed.size() < packed_size(septets, fill_bits)) {
    return fail(Error{.layer = "sms",
                      .field = "text",
                      .clause = "TS 23.038 6.1.2.1",
                      .offset = packed.size(),
                      .text = std::to_string(septets) + " septets need " +
                              std::to_string(packed_size(septets, fill_bits)) + " octets, found " +
                              std::to_string(packed.size())});
  }
  Gsm7Text out;
  out.septets = unpack_septets(packed, septets, fill_bits);
  out.text = from_septets(out.septets);
  return out;
}

Result<Octets> encode_gsm7(std::string_view text, Padding padding, unsigned fill_bits) {
  auto septets = to_septets(text);
  if (!septets) return septets;
  if (padding == Padding::cr) {
    const std::size_t spare = (8 - (septets->size() * 7 + fill_bits) % 8) % 8;
    const bool ends_in_cr = !septets->empty() && septets->back() == kCarriageReturn;
    if (spare == 7 || (spare == 0 && ends_in_cr)) septets->push_back(kCarriageReturn);
  }
  return pack_septets(*septets, fill_bits);
}

}  // namespace mapsim::sms
