#include "scenarios/engine/tpdu_tree.h"

#include "sigtran/core/fields.h"
#include "sigtran/core/nearest.h"
#include "sigtran/sms/split.h"

namespace mapsim::scenario {

namespace {

constexpr std::int64_t kMaxNarrowReference = 255;
constexpr std::int64_t kMaxReference = 65535;

Error mistake(const Value& at, std::string field, std::string text) {
  return Error{.layer = "sms", .field = std::move(field), .text = std::move(text), .mark = at.mark};
}

// A number beside the TPDU; `otherwise` where it is absent.
Result<std::int64_t> number(const Value& value, std::string_view name, std::int64_t least, std::int64_t most,
                            std::int64_t otherwise) {
  const Value* v = value.find(name);
  if (v == nullptr) return otherwise;
  const auto* n = v->if_int();
  if (n != nullptr && *n >= least && *n <= most) return *n;
  return fail(mistake(*v, std::string(name),
                      "expected a number from " + std::to_string(least) + " to " + std::to_string(most) +
                          ", found " + v->to_text()));
}

Result<Octets> encode_part(const Value& value, const Value& tpdu) {
  const auto part = number(value, "part", 1, 255, 1);
  if (!part) return tl::unexpected(part.error());
  const auto reference = number(value, "reference", 0, kMaxReference, 0);
  if (!reference) return tl::unexpected(reference.error());
  sms::SplitOptions options;
  options.reference = static_cast<std::uint16_t>(*reference);
  options.wide_reference = *reference > kMaxNarrowReference;
  const auto parts = sms::tpdus_from_value(tpdu, options);
  if (!parts) return tl::unexpected(parts.error());
  if (static_cast<std::size_t>(*part) > parts->size()) {
    return fail(mistake(*value.find("part"), "part",
                        "the text makes " + std::to_string(parts->size()) + " messages; there is no part " +
                            std::to_string(*part)));
  }
  return sms::encode((*parts)[static_cast<std::size_t>(*part) - 1]);
}

}  // namespace

Result<Octets> encode_tpdu(const Value& value) {
  const auto* map = value.if_map();
  if (map == nullptr || value.find("hex") != nullptr) {
    Value octets = value;
    if (auto* members = octets.if_map())
      std::erase_if(*members, [](const auto& m) { return m.name == "undecoded"; });
    return from_value<Octets>(octets);
  }
  Value tpdu{Value::Map{}};
  tpdu.mark = value.mark;
  for (const Value::Member& member : *map) {
    if (member.name != "part" && member.name != "reference") tpdu.if_map()->push_back(member);
  }
  Result<Octets> octets;
  if (value.find("part") != nullptr) {
    octets = encode_part(value, tpdu);
  } else if (const Value* reference = value.find("reference")) {
    return fail(mistake(*reference, "reference", "is that of a concatenation and needs 'part' beside it"));
  } else {
    const auto read = from_value<sms::Tpdu>(tpdu);
    if (read)
      octets = sms::encode(*read);
    else
      octets = tl::unexpected(read.error());
  }
  if (!octets && octets.error().mark.line == 0) octets.error().mark = value.mark;
  return octets;
}

Value tpdu_tree(OctetView octets, sms::Direction direction, sms::ReportForm form) {
  const auto tpdu = sms::decode(octets, direction, form);
  return tpdu ? to_value(*tpdu) : undecoded(octets, tpdu.error());
}

Value undecoded(OctetView octets, const Error& why) {
  Value out;
  out.add("hex", to_hex(octets));
  out.add("undecoded", why.message());
  return out;
}

}  // namespace mapsim::scenario
