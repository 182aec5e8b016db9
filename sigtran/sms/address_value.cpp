// Addresses as users write and see them.
#include <algorithm>

#include "sigtran/sms/address.h"

namespace mapsim::sms {

namespace {

Error wrong_member(std::string field, std::string text) {
  return Error{
      .layer = "sms", .field = std::move(field), .clause = "TS 23.040 9.1.2.5", .text = std::move(text)};
}

// How an address is written where the short form does not say all.
struct LongForm {
  TypeOfNumber ton{};
  NumberingPlan npi{};
  std::optional<std::string> digits;
  std::optional<std::string> text;
  std::optional<std::string> hex;  // plain digits: the member's name says it

  Result<Address> address() const {
    if (text && digits) return fail(wrong_member("digits", "an address has either digits or text"));
    if (text && ton != TypeOfNumber::alphanumeric) {
      return fail(wrong_member("text", "only an alphanumeric address has text: write digits"));
    }
    if (text) return alphanumeric_address(npi, *text);
    if (ton == TypeOfNumber::alphanumeric && !digits) {
      return fail(wrong_member("text", "is required in an alphanumeric address"));
    }
    if (!digits) return fail(wrong_member("digits", "is required here"));
    return digits_address(ton, npi, *digits);
  }
};

template <class V>
void fields(V& v, LongForm& form) {
  v("ton", form.ton);
  // Left open, the plan is that of the numbers in use; text has none (TS 23.040 9.1.2.5).
  constexpr bool kReads = requires {
    v.refused();
  };
  std::optional<NumberingPlan> npi;
  if constexpr (!kReads) npi = form.npi;
  v("npi", npi);
  if constexpr (kReads) {
    const bool is_text = form.ton == TypeOfNumber::alphanumeric;
    form.npi = npi.value_or(is_text ? NumberingPlan::unknown : NumberingPlan::isdn);
  }
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
    return fail(
        wrong_member("hex", "expected a length of 0 to 20 semi-octets, the type and as many semi-octets"));
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
  if (!octets) return fail(sms::wrong_member("hex", octets.error().text));
  auto out = sms::from_octets(*octets);
  if (!out) return out;
  const sms::LongForm says = sms::long_form(*out);
  if (says.ton != form->ton || says.npi != form->npi || (form->digits && form->digits != says.digits) ||
      (form->text && form->text != says.text)) {
    return fail(sms::wrong_member("hex", "contradicts the other members"));
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
