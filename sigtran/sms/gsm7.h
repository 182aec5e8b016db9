// 7 bit text: UTF-8 to septets and back, septets to octets and back (TS 23.038 6.1.2, 6.2.1).
// Septets are kept one to an octet, 0..127.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sigtran/core/bytes.h"
#include "sigtran/sms/alphabet.h"

namespace mapsim::sms {

// An escaped character takes two septets. Error: ill-formed UTF-8, or a character that the alphabet has not;
// the offset is its octet in the text.
Result<Octets> to_septets(std::string_view text, const Alphabet& alphabet = {});

// Never fails. An escaped code that the extension table has not reads as the character of the main table, an
// escape that is followed by an escape or by nothing as a space (TS 23.038 6.2.1.1).
std::string from_septets(OctetView septets, const Alphabet& alphabet = {});

// Packs septets behind `fill_bits` (0..6) zero bits, the rest of the last octet is zero.
Octets pack_septets(OctetView septets, unsigned fill_bits = 0);

// The number of octets that `septets` septets behind `fill_bits` take.
constexpr std::size_t packed_size(std::size_t septets, unsigned fill_bits = 0) {
  return (septets * 7 + fill_bits + 7) / 8;
}

// `count` septets; at most as many as the octets hold.
Octets unpack_septets(OctetView packed, std::size_t count, unsigned fill_bits = 0);

// How seven spare bits at the end are filled. SMS writes zeros, for there TP-UDL counts the septets; USSD and
// cell broadcast have no count and write a CR, and one more after a wanted CR at the end of an octet
// (TS 23.038 6.1.2.3.1).
enum class Padding : std::uint8_t { zero, cr };

struct Gsm7Text {
  std::string text;
  Octets septets;
  Padding padding = Padding::zero;  // cr: a CR was recognized as filling and taken away
};

// Packed octets of which the count of septets is not known. Where the septets end with the last octet, a last
// septet 0 is zero filling and a last CR is CR filling; where one bit is left over, CR CR is a wanted CR and
// its filling. So a text of 8n characters that ends in '@' or CR loses it: pass the count where there is one.
Gsm7Text decode_gsm7(OctetView packed, unsigned fill_bits = 0);
// The count is known, as from TP-UDL. Error: fewer octets.
Result<Gsm7Text> decode_gsm7(OctetView packed, std::size_t septets, unsigned fill_bits);

// The reverse of decode_gsm7: the same octets for what it gave, its padding passed. Error: as to_septets.
Result<Octets> encode_gsm7(std::string_view text, Padding padding = Padding::zero, unsigned fill_bits = 0);

}  // namespace mapsim::sms
