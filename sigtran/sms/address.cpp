#include "sigtran/sms/address.h"

#include <algorithm>

#include "sigtran/sms/clauses.h"
#include "sigtran/sms/gsm7.h"

namespace mapsim::sms {

namespace {

constexpr std::string_view kDigits = "0123456789*#abcf";  // by code (TS 23.040 9.1.2.3), 1111 last
constexpr std::string_view kClause = "TS 23.040 9.1.2.5";

constexpr std::uint8_t type_octet(TypeOfNumber ton, NumberingPlan npi) {
  return static_cast<std::uint8_t>(0x80U | ((static_cast<unsigned>(ton) & 0x07U) << 4U) |
                                   (static_cast<unsigned>(npi) & 0x0FU));
}

Error wrong(std::string field, std::string text) {
  return Error{
      .layer = "sms", .field = std::move(field), .clause = std::string(kClause), .text = std::move(text)};
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

namespace {

// How an address is written where the short form does not say all.
struct LongForm {
  TypeOfNumber ton{};
  NumberingPlan npi{};
  std::optional<std::string> digits;
  std::optional<std::string> text;
  std::optional<std::string> hex;  // plain digits: the member's name says it

  Result<Address> address() const {
    if (text && digits) return fail(wrong("digits", "an address has either digits or text"));
    if (text && ton != TypeOfNumber::alphanumeric) {
      return fail(wrong("text", "only an alphanumeric address has text: write digits"));
    }
    if (text) return alphanumeric_address(npi, *text);
    if (ton == TypeOfNumber::alphanumeric && !digits) {
      return fail(wrong("text", "is required in an alphanumeric address"));
    }
    if (!digits) return fail(wrong("digits", "is required here"));
    return digits_address(ton, npi, *digits);
  }
};

template <class V>
void fields(V& v, LongForm& form) {
  v("ton", form.ton);
  v("npi", form.npi);
  v("digits", form.digits);
  v("text", form.text);
  v("hex", form.hex);
}

LongForm long_form(const Address& address) {
  LongForm form{.ton = address.ton(), .npi = address.npi(), .digits = {}, .text = {}, .hex = {}};
  if (form.ton == TypeOfNumber::alphanumeric) {
    form.text = address.text();
  } else {
    form.digits = address.digits();
  }
  const auto again = form.address();
  if (!again || *again != address) {
    Octets all = {address.length, address.type};
    all.insert(all.end(), address.value_octets().begin(), address.value_octets().end());
    form.hex = to_hex(all);
  }
  return form;
}

Result<Address> from_octets(const Octets& octets) {
  if (octets.size() < 2 || octets[0] > Address::kMaxSemiOctets ||
      octets.size() != 2U + (octets[0] + 1U) / 2U) {
    return fail(wrong("hex", "expected a length of 0 to 20 semi-octets, the type and as many semi-octets"));
  }
  Address out;
  out.length = octets[0];
  out.type = octets[1];
  std::copy(octets.begin() + 2, octets.end(), out.value.begin());
  return out;
}

}  // namespace
}  // namespace mapsim::sms

namespace mapsim {

Value ValueTraits<sms::Address>::to(const sms::Address& v) {
  if (auto text = sms::short_form(v)) return Value(std::move(*text));
  return to_value(sms::long_form(v));
}

namespace {

Result<sms::Address> from_map(const Value& v) {
  const auto form = from_value<sms::LongForm>(v);
  if (!form) return tl::unexpected(form.error());
  if (!form->hex) return form->address();
  const auto octets = from_hex(*form->hex);
  if (!octets) return fail(sms::wrong("hex", octets.error().text));
  auto out = sms::from_octets(*octets);
  if (!out) return out;
  const sms::LongForm says = sms::long_form(*out);
  if (says.ton != form->ton || says.npi != form->npi || (form->digits && form->digits != says.digits) ||
      (form->text && form->text != says.text)) {
    return fail(sms::wrong("hex", "contradicts the other members"));
  }
  return out;
}

Result<sms::Address> from_any(const Value& v) {
  if (const std::string* text = v.if_string()) {
    auto out = sms::parse_address(*text);
    if (!out) out.error().field.clear();
    return out;
  }
  const auto* map = v.if_map();
  if (v.if_octets() != nullptr || (map != nullptr && map->size() == 1 && map->front().name == "hex")) {
    const auto octets = from_value<Octets>(v);
    if (!octets) return tl::unexpected(octets.error());
    return sms::from_octets(*octets);
  }
  if (map != nullptr) return from_map(v);
  return fail(unexpected_kind(v, "an address, \"+15550100100\" or {ton: …, npi: …, digits: …}"));
}

}  // namespace

Result<sms::Address> ValueTraits<sms::Address>::from(const Value& v) {
  auto out = from_any(v);
  if (!out) {
    out.error().layer.clear();
    if (out.error().mark.line == 0) out.error().mark = v.mark;
  }
  return out;
}

}  // namespace mapsim
