// The address fields TP-OA, TP-DA and TP-RA (TS 23.040 9.1.2.5).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sigtran/core/fields.h"

namespace mapsim::sms {

enum class TypeOfNumber : std::uint8_t {
  unknown = 0,
  international = 1,
  national = 2,
  network_specific = 3,
  subscriber = 4,
  alphanumeric = 5,
  abbreviated = 6,
  reserved = 7,
};

enum class NumberingPlan : std::uint8_t {
  unknown = 0,
  isdn = 1,  // E.164
  data = 3,  // X.121
  telex = 4,
  service_centre_specific_5 = 5,
  service_centre_specific_6 = 6,
  national = 8,
  private_plan = 9,
  ermes = 10,
  reserved = 15,
};

std::span<const EnumName<TypeOfNumber>> enum_names(TypeOfNumber);
std::span<const EnumName<NumberingPlan>> enum_names(NumberingPlan);

// The field as it is on the wire, so that it is encoded as it was received. A plain value without allocation.
struct Address {
  static constexpr std::uint8_t kMaxSemiOctets = 20;

  std::uint8_t length = 0;               // useful semi-octets, 0..kMaxSemiOctets
  std::uint8_t type = 0x81;              // bit 8 set, type of number, numbering plan
  std::array<std::uint8_t, 10> value{};  // (length + 1) / 2 octets count, the others are 0

  TypeOfNumber ton() const { return static_cast<TypeOfNumber>((type >> 4U) & 0x07U); }
  NumberingPlan npi() const { return static_cast<NumberingPlan>(type & 0x0FU); }
  OctetView value_octets() const { return OctetView(value).first((length + 1U) / 2U); }

  // The semi-octets as "0123456789*#abc", 'f' for 1111 (some senders count the filler as a digit).
  std::string digits() const;
  // What an alphanumeric address says: length * 4 / 7 characters of the default alphabet.
  std::string text() const;

  friend bool operator==(const Address&, const Address&) = default;
};

// Error: a character that is no digit, more than 20.
Result<Address> digits_address(TypeOfNumber ton, NumberingPlan npi, std::string_view digits);
// Error: a character that the default alphabet has not, more than 11 septets.
Result<Address> alphanumeric_address(NumberingPlan npi, std::string_view text);
// "+15550100100": international, isdn. "5550100": unknown, isdn. Errors as above.
Result<Address> parse_address(std::string_view written);

// The shortest form that is read back to the same octets: "+…", "…", or nullopt.
std::optional<std::string> short_form(const Address& address);

}  // namespace mapsim::sms

namespace mapsim {

// "+15550100100", "5550100", {ton: national, npi: isdn, digits: "5550100"} or {ton: alphanumeric, npi:
// unknown, text: "MAPSIM"}; with hex: "…" (length, type and value octets) where these do not say all, which
// then decides. Users may also write nothing but {hex: "…"}.
template <>
struct ValueTraits<sms::Address> {
  static Value to(const sms::Address& v);
  static Result<sms::Address> from(const Value& v);
};

}  // namespace mapsim
