#include "sigtran/sms/dcs.h"

#include <array>

namespace mapsim::sms {

CodingGroup Dcs::group() const {
  switch (octet >> 4U) {
    case 0x0:
    case 0x1:
    case 0x2:
    case 0x3:
      return CodingGroup::general;
    case 0x4:
    case 0x5:
    case 0x6:
    case 0x7:
      return CodingGroup::automatic_deletion;
    case 0xC:
      return CodingGroup::mwi_discard;
    case 0xD:
      return CodingGroup::mwi_store;
    case 0xE:
      return CodingGroup::mwi_store_ucs2;
    case 0xF:
      return CodingGroup::message_class;
    default:
      return CodingGroup::reserved;
  }
}

bool Dcs::compressed() const {
  return (octet & 0x80U) == 0 && (octet & 0x20U) != 0;
}

CharacterSet Dcs::character_set() const {
  switch (group()) {
    case CodingGroup::general:
    case CodingGroup::automatic_deletion:
      switch ((octet >> 2U) & 0x03U) {
        case 1:
          return CharacterSet::data8;
        case 2:
          return CharacterSet::ucs2;
        default:
          return CharacterSet::gsm7;
      }
    case CodingGroup::mwi_store_ucs2:
      return CharacterSet::ucs2;
    case CodingGroup::message_class:
      return (octet & 0x04U) != 0 ? CharacterSet::data8 : CharacterSet::gsm7;
    case CodingGroup::reserved:
    case CodingGroup::mwi_discard:
    case CodingGroup::mwi_store:
      break;
  }
  return CharacterSet::gsm7;
}

std::optional<std::uint8_t> Dcs::message_class() const {
  const bool has_class = (octet & 0x80U) == 0 ? (octet & 0x10U) != 0 : group() == CodingGroup::message_class;
  if (!has_class) return std::nullopt;
  return static_cast<std::uint8_t>(octet & 0x03U);
}

std::optional<MessageWaiting> Dcs::message_waiting() const {
  const CodingGroup g = group();
  if (g != CodingGroup::mwi_discard && g != CodingGroup::mwi_store && g != CodingGroup::mwi_store_ucs2) {
    return std::nullopt;
  }
  return MessageWaiting{(octet & 0x08U) != 0, static_cast<IndicationType>(octet & 0x03U)};
}

bool Dcs::reserved() const {
  switch (group()) {
    case CodingGroup::general:
    case CodingGroup::automatic_deletion:
      return (octet & 0x0CU) == 0x0C;
    case CodingGroup::reserved:
      return true;
    case CodingGroup::mwi_discard:
    case CodingGroup::mwi_store:
    case CodingGroup::mwi_store_ucs2:
      return (octet & 0x04U) != 0;
    case CodingGroup::message_class:
      return (octet & 0x08U) != 0;
  }
  return true;
}

std::string describe(Dcs dcs) {
  static constexpr std::array<const char*, 3> kSets = {"7 bit", "8 bit data", "UCS2"};
  static constexpr std::array<const char*, 4> kTypes = {"voicemail", "fax", "electronic mail", "other"};
  std::string out;
  if (const auto waiting = dcs.message_waiting()) {
    out +=
        dcs.group() == CodingGroup::mwi_discard ? "message waiting (discard), " : "message waiting (store), ";
    out += kTypes[static_cast<std::size_t>(waiting->type)];
    out += waiting->active ? " active, " : " inactive, ";
  }
  if (dcs.compressed()) out += "compressed ";
  out += kSets[static_cast<std::size_t>(dcs.character_set())];
  if (const auto message_class = dcs.message_class()) out += ", class " + std::to_string(*message_class);
  if (dcs.group() == CodingGroup::automatic_deletion) out += ", to be deleted automatically";
  if (dcs.reserved()) out += ", reserved coding";
  return out;
}

}  // namespace mapsim::sms

namespace mapsim {

Value ValueTraits<sms::Dcs>::to(const sms::Dcs& v) {
  return Value(static_cast<std::int64_t>(v.octet));
}

Result<sms::Dcs> ValueTraits<sms::Dcs>::from(const Value& v) {
  static constexpr std::array<EnumName<sms::Dcs>, 3> kNames = {
      {{"gsm7", sms::kDcsGsm7}, {"8bit", sms::kDcsData8}, {"ucs2", sms::kDcsUcs2}}};
  if (const std::string* name = v.if_string()) {
    std::vector<std::string_view> allowed;
    for (const auto& row : kNames) {
      if (row.name == *name) return row.value;
      allowed.push_back(row.name);
    }
    return fail(Error{.layer = "", .text = unknown_name(*name, allowed) + ", or a number", .mark = v.mark});
  }
  const auto octet = from_value<std::uint8_t>(v);
  if (!octet) return tl::unexpected(octet.error());
  return sms::Dcs{*octet};
}

}  // namespace mapsim
