// The names of information elements and how each is written.
#include <algorithm>
#include <array>

#include "sigtran/sms/user_data_header.h"

namespace mapsim::sms {

namespace {

struct Row {
  std::uint8_t iei;
  std::string_view name;
  std::string_view clause;
};

// The table of TS 23.040 9.2.3.24, without what is reserved (02, 03, 1B-1F, 26-6F, A0-BF, E0-FF) and the
// ranges that others fill: (U)SIM toolkit security headers 70-7F, SME to SME 80-9F, SC specific C0-DF.
constexpr auto kRows = std::to_array<Row>({
    {0x00, "concatenation-8", "TS 23.040 9.2.3.24.1"},
    {0x01, "special-sms-message-indication", "TS 23.040 9.2.3.24.2"},
    {0x04, "port-8", "TS 23.040 9.2.3.24.3"},
    {0x05, "port-16", "TS 23.040 9.2.3.24.4"},
    {0x06, "smsc-control-parameters", "TS 23.040 9.2.3.24.5"},
    {0x07, "udh-source-indicator", "TS 23.040 9.2.3.24.6"},
    {0x08, "concatenation-16", "TS 23.040 9.2.3.24.8"},
    {0x09, "wireless-control-message-protocol", "TS 23.040 9.2.3.24.9"},
    {0x0A, "text-formatting", "TS 23.040 9.2.3.24.10.1.1"},
    {0x0B, "predefined-sound", "TS 23.040 9.2.3.24.10.1.2"},
    {0x0C, "user-defined-sound", "TS 23.040 9.2.3.24.10.1.3"},
    {0x0D, "predefined-animation", "TS 23.040 9.2.3.24.10.1.4"},
    {0x0E, "large-animation", "TS 23.040 9.2.3.24.10.1.5"},
    {0x0F, "small-animation", "TS 23.040 9.2.3.24.10.1.6"},
    {0x10, "large-picture", "TS 23.040 9.2.3.24.10.1.7"},
    {0x11, "small-picture", "TS 23.040 9.2.3.24.10.1.8"},
    {0x12, "variable-picture", "TS 23.040 9.2.3.24.10.1.9"},
    {0x13, "user-prompt-indicator", "TS 23.040 9.2.3.24.10.1.10"},
    {0x14, "extended-object", "TS 23.040 9.2.3.24.10.1.11"},
    {0x15, "reused-extended-object", "TS 23.040 9.2.3.24.10.1.12"},
    {0x16, "compression-control", "TS 23.040 9.2.3.24.10.1.13"},
    {0x17, "object-distribution-indicator", "TS 23.040 9.2.3.24.10.1.14"},
    {0x18, "standard-wvg-object", "TS 23.040 9.2.3.24.10.1.15"},
    {0x19, "character-size-wvg-object", "TS 23.040 9.2.3.24.10.1.16"},
    {0x1A, "extended-object-data-request-command", "TS 23.040 9.2.3.24.10.1.17"},
    {0x20, "rfc-822-e-mail-header", "TS 23.040 9.2.3.24.11"},
    {0x21, "hyperlink-format-element", "TS 23.040 9.2.3.24.12"},
    {0x22, "reply-address-element", "TS 23.040 9.2.3.24.13"},
    {0x23, "enhanced-voice-mail-information", "TS 23.040 9.2.3.24.14"},
    {0x24, "national-language-single-shift", "TS 23.040 9.2.3.24.15"},
    {0x25, "national-language-locking-shift", "TS 23.040 9.2.3.24.16"},
});

// National Language Identifier (TS 23.038 6.2.1.2.4)
enum class Language : std::uint8_t {};

std::span<const EnumName<Language>> enum_names(Language) {
  static constexpr std::array kNames = {
      EnumName<Language>{"turkish", Language{1}},    EnumName<Language>{"spanish", Language{2}},
      EnumName<Language>{"portuguese", Language{3}}, EnumName<Language>{"bengali", Language{4}},
      EnumName<Language>{"gujarati", Language{5}},   EnumName<Language>{"hindi", Language{6}},
      EnumName<Language>{"kannada", Language{7}},    EnumName<Language>{"malayalam", Language{8}},
      EnumName<Language>{"oriya", Language{9}},      EnumName<Language>{"punjabi", Language{10}},
      EnumName<Language>{"tamil", Language{11}},     EnumName<Language>{"telugu", Language{12}},
      EnumName<Language>{"urdu", Language{13}},
  };
  return kNames;
}

// An element written by its number.
struct NumberedElement {
  std::uint8_t iei = 0;
  Octets data;
};

template <class V>
void fields(V& v, NumberedElement& e) {
  v("iei", e.iei);
  v("data", e.data);
}

bool is_language(std::uint8_t iei) {
  return iei == kIeiSingleShift || iei == kIeiLockingShift;
}

Value contents_to_value(const InformationElement& e) {
  if (const auto c = concatenation_of(e)) return to_value(*c);
  if (const auto p = ports_of(e)) return to_value(*p);
  if (is_language(e.iei) && e.data.size() == 1) return to_value(Language{e.data[0]});
  return to_value(e.data);
}

// An 8 bit form has no room for wider numbers.
Error too_wide(std::string field, std::string_view other) {
  return Error{.layer = "", .field = std::move(field), .text = "goes to 255 here; use " + std::string(other)};
}

Result<InformationElement> contents_from_value(std::uint8_t iei, const Value& v) {
  const bool raw = v.if_octets() != nullptr || v.find("hex") != nullptr;
  if (!raw && (iei == kIeiConcatenation8 || iei == kIeiConcatenation16)) {
    const auto c = from_value<Concatenation>(v);
    if (!c) return tl::unexpected(c.error());
    if (iei == kIeiConcatenation8 && c->reference > 0xFF)
      return fail(too_wide("reference", "concatenation-16"));
    return concatenation_element(*c, iei == kIeiConcatenation16);
  }
  if (!raw && (iei == kIeiPort8 || iei == kIeiPort16)) {
    const auto p = from_value<ApplicationPorts>(v);
    if (!p) return tl::unexpected(p.error());
    if (iei == kIeiPort8 && p->destination > 0xFF) return fail(too_wide("destination", "port-16"));
    if (iei == kIeiPort8 && p->source > 0xFF) return fail(too_wide("source", "port-16"));
    return ports_element(*p, iei == kIeiPort16);
  }
  if (!raw && is_language(iei)) {
    const auto language = from_value<Language>(v);
    if (!language) return tl::unexpected(language.error());
    return InformationElement{iei, {static_cast<std::uint8_t>(*language)}};
  }
  auto data = from_value<Octets>(v);
  if (!data) return tl::unexpected(data.error());
  return InformationElement{iei, std::move(*data)};
}

}  // namespace

std::optional<std::string_view> information_element_name(std::uint8_t iei) {
  const auto row = std::ranges::find(kRows, iei, &Row::iei);
  if (row == kRows.end()) return std::nullopt;
  return row->name;
}

std::optional<std::uint8_t> information_element_identifier(std::string_view name) {
  const auto row = std::ranges::find(kRows, name, &Row::name);
  if (row == kRows.end()) return std::nullopt;
  return row->iei;
}

std::vector<std::string_view> information_element_names() {
  std::vector<std::string_view> names;
  for (const Row& row : kRows) names.push_back(row.name);
  return names;
}

}  // namespace mapsim::sms

namespace mapsim {

Value ValueTraits<sms::InformationElement>::to(const sms::InformationElement& v) {
  Value out;
  if (const auto name = sms::information_element_name(v.iei)) {
    out.add(std::string(*name), sms::contents_to_value(v));
  } else {
    out.add("iei", static_cast<std::int64_t>(v.iei));
    out.add("data", to_value(v.data));
  }
  return out;
}

Result<sms::InformationElement> ValueTraits<sms::InformationElement>::from(const Value& v) {
  if (v.find("iei") != nullptr) {
    auto numbered = from_value<sms::NumberedElement>(v);
    if (!numbered) return tl::unexpected(numbered.error());
    return sms::InformationElement{numbered->iei, std::move(numbered->data)};
  }
  const auto* map = v.if_map();
  if (map == nullptr || map->size() != 1) {
    return fail(unexpected_kind(v, "an information element, {concatenation-8: …} or {iei: …, data: …}"));
  }
  const Value::Member& member = map->front();
  const auto iei = sms::information_element_identifier(member.name);
  if (!iei) {
    return fail(Error{.layer = "",
                      .text = unknown_name(member.name, sms::information_element_names()),
                      .mark = member.mark.line != 0 ? member.mark : v.mark});
  }
  auto element = sms::contents_from_value(*iei, member.value);
  if (!element) {
    Error& e = element.error();
    e.field = e.field.empty() ? member.name : member.name + "." + e.field;
    if (e.mark.line == 0) e.mark = member.value.mark;
  }
  return element;
}

Value ValueTraits<sms::WrittenHeader>::to(const sms::WrittenHeader& v) {
  if (const auto header = sms::parse_header(v.octets)) return to_value(*header);
  return Value(v.octets);
}

Result<sms::WrittenHeader> ValueTraits<sms::WrittenHeader>::from(const Value& v) {
  if (v.if_list() == nullptr) {
    auto octets = from_value<Octets>(v);
    if (!octets) return fail(unexpected_kind(v, "a list of information elements, or {hex: \"…\"}"));
    return sms::WrittenHeader{std::move(*octets)};
  }
  const auto header = from_value<sms::UserDataHeader>(v);
  if (!header) return tl::unexpected(header.error());
  auto octets = sms::encode_header(*header);
  if (octets && octets->empty()) octets->push_back(0);  // an empty list is a header too: TP-UDHL 0
  if (!octets) {
    octets.error().layer.clear();
    octets.error().mark = v.mark;
    return tl::unexpected(octets.error());
  }
  return sms::WrittenHeader{std::move(*octets)};
}

}  // namespace mapsim
