#include <array>

#include "sigtran/map/types_sm.h"

namespace mapsim {

namespace map {

namespace {

constexpr std::array<std::string_view, 6> kBits = {
    "sc-AddressNotIncluded", "mnrf-Set", "mcef-Set", "mnrg-Set", "mnr5g-Set", "mnr5gn3g-Set"};
constexpr std::uint8_t kUnusedBits = 2;

}  // namespace

MwStatus MwStatus::from_bits(std::uint8_t bits) {
  std::uint8_t octet = 0;
  for (unsigned i = 0; i < kBits.size(); ++i) {
    if (((bits >> i) & 1U) != 0) octet = static_cast<std::uint8_t>(octet | (0x80U >> i));
  }
  const std::array<std::uint8_t, 2> contents = {kUnusedBits, octet};
  return MwStatus(OctetView(contents));
}

std::optional<std::uint8_t> MwStatus::bits() const {
  if (contents_.size() != 2 || contents_[0] != kUnusedBits || (contents_[1] & 0x03U) != 0)
    return std::nullopt;
  std::uint8_t bits = 0;
  for (unsigned i = 0; i < kBits.size(); ++i) {
    if ((contents_[1] & (0x80U >> i)) != 0) bits = static_cast<std::uint8_t>(bits | (1U << i));
  }
  return bits;
}

bool MwStatus::in_range() const {
  if (contents_.empty() || contents_[0] > 7) return false;
  const std::size_t bits = (contents_.size() - 1) * 8;
  return bits >= contents_[0] && bits - contents_[0] >= 6 && bits - contents_[0] <= 16;
}

}  // namespace map

Value ValueTraits<map::MwStatus>::to(const map::MwStatus& v) {
  const auto bits = v.bits();
  if (!bits) return Value(v.contents());
  Value::List names;
  for (unsigned i = 0; i < map::kBits.size(); ++i) {
    if (((*bits >> i) & 1U) != 0) names.emplace_back(map::kBits[i]);
  }
  return Value(std::move(names));
}

Result<map::MwStatus> ValueTraits<map::MwStatus>::from(const Value& v) {
  if (const auto octets = map::hex_notation(v)) {
    if (!*octets) return tl::unexpected(octets->error());
    return map::MwStatus(OctetView(**octets));
  }
  const auto* list = v.if_list();
  if (list == nullptr) return fail(unexpected_kind(v, "a list of names such as [mnrf-Set], or {hex: \"…\"}"));
  std::uint8_t bits = 0;
  for (const Value& item : *list) {
    const std::string* name = item.if_string();
    if (name == nullptr) return fail(unexpected_kind(item, "the name of a bit"));
    unsigned bit = 0;
    while (bit < map::kBits.size() && map::kBits[bit] != *name) ++bit;
    if (bit == map::kBits.size()) {
      return fail(Error{.layer = "",
                        .clause = "TS 29.002 17.7.6 MW-Status",
                        .text = unknown_name(*name, map::kBits),
                        .mark = item.mark});
    }
    bits = static_cast<std::uint8_t>(bits | (1U << bit));
  }
  return map::MwStatus::from_bits(bits);
}

}  // namespace mapsim
