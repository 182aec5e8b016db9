// The header at the start of TP-UD: TP-UDHL and information elements (TS 23.040 9.2.3.24).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/fields.h"
#include "sigtran/sms/alphabet.h"

namespace mapsim::sms {

// Identifiers whose contents this library understands; the names of all are in information_elements.cpp.
inline constexpr std::uint8_t kIeiConcatenation8 = 0x00;
inline constexpr std::uint8_t kIeiPort8 = 0x04;
inline constexpr std::uint8_t kIeiPort16 = 0x05;
inline constexpr std::uint8_t kIeiConcatenation16 = 0x08;
inline constexpr std::uint8_t kIeiSingleShift = 0x24;
inline constexpr std::uint8_t kIeiLockingShift = 0x25;

struct InformationElement {
  std::uint8_t iei = 0;
  Octets data;  // at most 253 octets
  friend bool operator==(const InformationElement&, const InformationElement&) = default;
};
using UserDataHeader = std::vector<InformationElement>;

// 9.2.3.24.1 (8 bit reference) and 9.2.3.24.8 (16 bit reference).
struct Concatenation {
  std::uint16_t reference = 0;
  std::uint8_t parts = 1;  // how many, 1..255; 0 is reserved
  std::uint8_t part = 1;   // which, 1..parts; others are invalid
  friend bool operator==(const Concatenation&, const Concatenation&) = default;
};
// 9.2.3.24.3 (8 bit) and 9.2.3.24.4 (16 bit).
struct ApplicationPorts {
  std::uint16_t destination = 0;
  std::uint16_t source = 0;
  friend bool operator==(const ApplicationPorts&, const ApplicationPorts&) = default;
};

template <class V>
void fields(V& v, Concatenation& c) {
  v("reference", c.reference);
  v("parts", c.parts);
  v("part", c.part);
}

template <class V>
void fields(V& v, ApplicationPorts& p) {
  v("destination", p.destination);
  v("source", p.source);
}

// Reads exactly `octets`, TP-UDHL included. Error: elements that do not end with the header; then the whole
// header is to be ignored (9.2.3.24). The offset counts from TP-UDHL.
Result<UserDataHeader> parse_header(OctetView octets);
// With TP-UDHL; nothing for no elements. Error: more than 255 octets of elements.
Result<Octets> encode_header(const UserDataHeader& header);

InformationElement concatenation_element(const Concatenation& concatenation, bool wide_reference);
InformationElement ports_element(const ApplicationPorts& ports, bool wide);

// The contents of one element; nullopt for another identifier or a wrong length.
std::optional<Concatenation> concatenation_of(const InformationElement& element);
std::optional<ApplicationPorts> ports_of(const InformationElement& element);
// Of the whole header: the last valid one (9.2.3.24: of repeated elements the last occurrence counts).
std::optional<Concatenation> concatenation_of(const UserDataHeader& header);
std::optional<ApplicationPorts> ports_of(const UserDataHeader& header);

// The tables that the header selects for 7 bit text. An element that names no table is ignored: a reserved
// language, or a locking shift to Spanish (9.2.3.24.15 and .16).
Alphabet alphabet_of(const UserDataHeader& header);

// "concatenation-8", "rfc-822-e-mail-header"; nullopt for reserved and private identifiers.
std::optional<std::string_view> information_element_name(std::uint8_t iei);
std::optional<std::uint8_t> information_element_identifier(std::string_view name);
// Every name there is, for messages.
std::vector<std::string_view> information_element_names();

// A header as users write and see it: its octets with TP-UDHL, shown as a list of elements where it can be
// parsed.
struct WrittenHeader {
  Octets octets;
  friend bool operator==(const WrittenHeader&, const WrittenHeader&) = default;
};

}  // namespace mapsim::sms

namespace mapsim {

// One member, named after the element:
//   {concatenation-8: {reference: 7, parts: 3, part: 1}}    also concatenation-16
//   {port-16: {destination: 2948, source: 9200}}            also port-8
//   {national-language-single-shift: turkish}               also national-language-locking-shift; or its
//   number {text-formatting: {hex: "000a12"}}                      any other with a name, or odd contents of
//   the above {iei: 0x70, data: {hex: "00"}}                          any at all
template <>
struct ValueTraits<sms::InformationElement> {
  static Value to(const sms::InformationElement& v);
  static Result<sms::InformationElement> from(const Value& v);
};

// A list of elements, or {hex: "…"} (with TP-UDHL) for a header that is malformed or shall be.
template <>
struct ValueTraits<sms::WrittenHeader> {
  static Value to(const sms::WrittenHeader& v);
  static Result<sms::WrittenHeader> from(const Value& v);
};

}  // namespace mapsim
