#include "sigtran/sms/address.h"

#include <algorithm>

#include "sigtran/sms/clauses.h"
#include "sigtran/sms/gsm7.h"

namespace mapsim::sms {

namespace {

constexpr std::string_view kDigits = "0123456789*#abcf";  // by code (TS 23.040 9.1.2.3), 1111 last
constexpr std::string_view kAddressClause = "TS 23.040 9.1.2.5";

constexpr std::uint8_t type_octet(TypeOfNumber ton, NumberingPlan npi) {
  return static_cast<std::uint8_t>(0x80U | ((static_cast<unsigned>(ton) & 0x07U) << 4U) |
                                   (static_cast<unsigned>(npi) & 0x0FU));
}

Error wrong(std::string field, std::string text) {
  return Error{.layer = "sms",
               .field = std::move(field),
               .clause = std::string(kAddressClause),
               .text = std::move(text)};
}

}  // namespace

std::span<const EnumName<TypeOfNumber>> enum_names(TypeOfNumber) {
  static constexpr std::array<EnumName<TypeOfNumber>, 8> kNames = {{
      {"unknown", TypeOfNumber::unknown},
      {"international", TypeOfNumber::international},
      {"national", TypeOfNumber::national},
      {"network-specific", TypeOfNumber::network_specific},
      {"subscriber", TypeOfNumber::subscriber},
      {"alphanumeric", TypeOfNumber::alphanumeric},
      {"abbreviated", TypeOfNumber::abbreviated},
      {"reserved", TypeOfNumber::reserved},
  }};
  return kNames;
}

std::span<const EnumName<NumberingPlan>> enum_names(NumberingPlan) {
  static constexpr std::array<EnumName<NumberingPlan>, 10> kNames = {{
      {"unknown", NumberingPlan::unknown},
      {"isdn", NumberingPlan::isdn},
      {"data", NumberingPlan::data},
      {"telex", NumberingPlan::telex},
      {"service-centre-specific-5", NumberingPlan::service_centre_specific_5},
      {"service-centre-specific-6", NumberingPlan::service_centre_specific_6},
      {"national", NumberingPlan::national},
      {"private", NumberingPlan::private_plan},
      {"ermes", NumberingPlan::ermes},
      {"reserved", NumberingPlan::reserved},
  }};
  return kNames;
}

std::string Address::digits() const {
  std::string out(length, '\0');
  for (std::size_t i = 0; i < out.size(); ++i) {
    const unsigned octet = value[i / 2];
    out[i] = kDigits[i % 2 == 0 ? octet & 0x0FU : octet >> 4U];
  }
  return out;
}

std::string Address::text() const {
  return from_septets(unpack_septets(value_octets(), length * 4U / 7U));
}

Result<Address> digits_address(TypeOfNumber ton, NumberingPlan npi, std::string_view digits) {
  if (digits.size() > Address::kMaxSemiOctets) {
    return fail(wrong("digits", count_of(digits.size(), "digit") + "; at most 20 fit"));
  }
  Address out;
  out.type = type_octet(ton, npi);
  out.length = static_cast<std::uint8_t>(digits.size());
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto code = kDigits.find(digits[i]);
    if (code == std::string_view::npos) {
      return fail(
          wrong("digits", "'" + std::string(digits) + "' is no number: allowed are 0-9, *, #, a, b, c"));
    }
    out.value[i / 2] =
        static_cast<std::uint8_t>(i % 2 == 0 ? 0xF0U | code : (out.value[i / 2] & 0x0FU) | (code << 4U));
  }
  return out;
}

Result<Address> alphanumeric_address(NumberingPlan npi, std::string_view text) {
  auto septets = to_septets(text);
  if (!septets) return tl::unexpected(septets.error());
  if (septets->size() > 11) {
    return fail(wrong("text", "'" + std::string(text) + "' takes " + count_of(septets->size(), "septet") +
                                  "; at most 11 fit"));
  }
  Address out;
  out.type = type_octet(TypeOfNumber::alphanumeric, npi);
  out.length = static_cast<std::uint8_t>((septets->size() * 7 + 3) / 4);
  std::ranges::copy(pack_septets(*septets), out.value.begin());
  return out;
}

Result<Address> parse_address(std::string_view written) {
  if (written.starts_with('+')) {
    return digits_address(TypeOfNumber::international, NumberingPlan::isdn, written.substr(1));
  }
  return digits_address(TypeOfNumber::unknown, NumberingPlan::isdn, written);
}

std::optional<std::string> short_form(const Address& address) {
  if (address.ton() == TypeOfNumber::alphanumeric) return std::nullopt;
  std::string out = (address.ton() == TypeOfNumber::international ? "+" : "") + address.digits();
  const auto again = parse_address(out);
  if (again && *again == address) return out;
  return std::nullopt;
}

}  // namespace mapsim::sms
