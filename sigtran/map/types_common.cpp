#include "sigtran/map/types_common.h"

#include <algorithm>
#include <array>

#include "sigtran/core/ber.h"
#include "sigtran/core/digits.h"

namespace mapsim {

Value ValueTraits<map::UnknownElement>::to(const map::UnknownElement& v) {
  if (v.before.empty()) return Value(v.octets);
  Value out;
  out.add("before", Value(v.before));
  out.add("octets", Value(v.octets));
  return out;
}

Result<map::UnknownElement> ValueTraits<map::UnknownElement>::from(const Value& v) {
  const Value* octets = v.find("octets");
  const Value* before = v.find("before");
  const bool placed = octets != nullptr && before != nullptr && v.if_map()->size() == 2;
  if (placed && before->if_string() == nullptr) return fail(unexpected_kind(*before, "the name of a field"));
  auto read = from_value<Octets>(placed ? *octets : v);
  if (!read) return tl::unexpected(read.error());
  return map::UnknownElement{std::move(*read), placed ? *before->if_string() : std::string()};
}

namespace map {

namespace {

constexpr std::array<EnumName<NatureOfAddress>, 8> kNatures = {{
    {"unknown", NatureOfAddress::unknown},
    {"international", NatureOfAddress::international},
    {"national", NatureOfAddress::national},
    {"networkSpecific", NatureOfAddress::network_specific},
    {"subscriber", NatureOfAddress::subscriber},
    {"reserved", NatureOfAddress::reserved},
    {"abbreviated", NatureOfAddress::abbreviated},
    {"reservedForExtension", NatureOfAddress::reserved_for_extension},
}};

constexpr std::array<EnumName<NumberingPlan>, 8> kPlans = {{
    {"unknown", NumberingPlan::unknown},
    {"isdn", NumberingPlan::isdn},
    {"data", NumberingPlan::data},
    {"telex", NumberingPlan::telex},
    {"landMobile", NumberingPlan::land_mobile},
    {"national", NumberingPlan::national},
    {"private", NumberingPlan::private_},
    {"reservedForExtension", NumberingPlan::reserved_for_extension},
}};

constexpr std::array<EnumName<TeleserviceCode>, 3> kTeleservices = {{
    {"allShortMessageServices", TeleserviceCode::all_short_message_services},
    {"shortMessageMT-PP", TeleserviceCode::short_message_mt_pp},
    {"shortMessageMO-PP", TeleserviceCode::short_message_mo_pp},
}};

constexpr std::array<EnumName<NetworkResource>, 8> kResources = {{
    {"plmn", NetworkResource::plmn},
    {"hlr", NetworkResource::hlr},
    {"vlr", NetworkResource::vlr},
    {"pvlr", NetworkResource::pvlr},
    {"controllingMSC", NetworkResource::controlling_msc},
    {"vmsc", NetworkResource::vmsc},
    {"eir", NetworkResource::eir},
    {"rss", NetworkResource::rss},
}};

constexpr std::array<EnumName<AdditionalNetworkResource>, 8> kAdditionalResources = {{
    {"sgsn", AdditionalNetworkResource::sgsn},
    {"ggsn", AdditionalNetworkResource::ggsn},
    {"gmlc", AdditionalNetworkResource::gmlc},
    {"gsmSCF", AdditionalNetworkResource::gsm_scf},
    {"nplr", AdditionalNetworkResource::nplr},
    {"auc", AdditionalNetworkResource::auc},
    {"ue", AdditionalNetworkResource::ue},
    {"mme", AdditionalNetworkResource::mme},
}};

bool is_decimal(std::string_view digits) {
  return std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

tl::unexpected<Error> refuse(std::string_view clause, std::string text) {
  return fail(Error{.layer = "map", .clause = std::string(clause), .text = std::move(text)});
}

}  // namespace

std::span<const EnumName<NatureOfAddress>> enum_names(NatureOfAddress) {
  return kNatures;
}
std::span<const EnumName<NumberingPlan>> enum_names(NumberingPlan) {
  return kPlans;
}
std::span<const EnumName<TeleserviceCode>> enum_names(TeleserviceCode) {
  return kTeleservices;
}
std::span<const EnumName<NetworkResource>> enum_names(NetworkResource) {
  return kResources;
}
std::span<const EnumName<AdditionalNetworkResource>> enum_names(AdditionalNetworkResource) {
  return kAdditionalResources;
}

std::string describe_size(std::size_t min, std::size_t max) {
  if (min == max) return std::to_string(min) + " octets";
  return std::to_string(min) + " to " + std::to_string(max) + " octets";
}

template <class Tag>
Result<TbcdString<Tag>> TbcdString<Tag>::from_digits(std::string_view digits) {
  constexpr std::size_t kMinDigits = 2 * Tag::kMin - 1;
  if (!is_decimal(digits))
    return refuse(Tag::kClause, "'" + std::string(digits) + "' has characters that are no decimal digits");
  if (digits.size() < kMinDigits || digits.size() > Tag::kMaxDigits) {
    return refuse(Tag::kClause, std::to_string(digits.size()) +
                                    " digits; allowed: " + std::to_string(kMinDigits) + " to " +
                                    std::to_string(Tag::kMaxDigits) + "; others can be written {hex: \"…\"}");
  }
  return TbcdString(OctetView(pack_tbcd(digits)));
}

template <class Tag>
std::optional<std::string> TbcdString<Tag>::digits() const {
  auto digits = unpack_tbcd(this->octets());
  if (!digits || !is_decimal(*digits) || digits->size() + 1 < 2 * Tag::kMin ||
      digits->size() > Tag::kMaxDigits) {
    return std::nullopt;
  }
  return std::move(*digits);
}

template class TbcdString<ImsiTag>;
template class TbcdString<HlrIdTag>;
template class TbcdString<AsciCallReferenceTag>;

template <class Tag>
Result<Address<Tag>> Address<Tag>::from_digits(const AddressDigits& address) {
  const auto nature = static_cast<std::uint8_t>(address.nature);
  const auto plan = static_cast<std::uint8_t>(address.plan);
  if (nature > 7 || plan > 15)
    return refuse(Tag::kClause, "a nature of address is 0 to 7, a numbering plan 0 to 15");
  if (!is_tbcd(address.digits)) {
    return refuse(Tag::kClause, "'" + address.digits + "' has characters other than 0 to 9, *, #, a, b, c");
  }
  if (address.digits.size() > 2 * (Tag::kMax - 1)) {
    return refuse(Tag::kClause, std::to_string(address.digits.size()) + " digits; at most " +
                                    std::to_string(2 * (Tag::kMax - 1)) +
                                    "; others can be written {hex: \"…\"}");
  }
  Octets octets = pack_tbcd(address.digits);
  octets.insert(octets.begin(), static_cast<std::uint8_t>(0x80U | (unsigned{nature} << 4U) | plan));
  return Address(OctetView(octets));
}

template <class Tag>
std::optional<AddressDigits> Address<Tag>::digits() const {
  const OctetView octets = this->octets();
  if (octets.empty() || (octets[0] & 0x80U) == 0 || octets.size() > Tag::kMax) return std::nullopt;
  auto digits = unpack_tbcd(octets.subspan(1));
  if (!digits) return std::nullopt;
  return AddressDigits{static_cast<NatureOfAddress>((octets[0] >> 4U) & 0x07U),
                       static_cast<NumberingPlan>(octets[0] & 0x0FU), std::move(*digits)};
}

template class Address<AddressStringTag>;
template class Address<IsdnAddressStringTag>;

template <class V>
void fields(V& v, AddressDigits& a) {
  v("nature", a.nature);
  v("plan", a.plan);
  v("digits", a.digits);
}

Value address_to_value(const AddressDigits& address) {
  const bool plain = address.nature == NatureOfAddress::international && address.plan == NumberingPlan::isdn;
  if (plain && !address.digits.empty() && is_decimal(address.digits)) return Value("+" + address.digits);
  return to_value(address);
}

Result<AddressDigits> address_from_value(const Value& v) {
  const std::string* text = v.if_string();
  if (text == nullptr) {
    if (v.if_map() == nullptr) {
      return fail(
          unexpected_kind(v, "\"+15550100001\", {nature: …, plan: …, digits: \"…\"}, or {hex: \"…\"}"));
    }
    return from_value<AddressDigits>(v);
  }
  if (text->size() < 2 || text->front() != '+' || !is_decimal(std::string_view(*text).substr(1))) {
    return fail(Error{.layer = "",
                      .text = "'" + *text +
                              "' is no international number such as \"+15550100001\"; for others write " +
                              "{nature: national, plan: isdn, digits: \"…\"}",
                      .mark = v.mark});
  }
  return AddressDigits{NatureOfAddress::international, NumberingPlan::isdn, text->substr(1)};
}

std::optional<Result<Octets>> hex_notation(const Value& v) {
  if (v.if_octets() == nullptr && v.find("hex") == nullptr) return std::nullopt;
  return from_value<Octets>(v);
}

Error out_of_size(const Value& v, std::size_t found, std::size_t min, std::size_t max,
                  std::string_view clause) {
  return Error{.layer = "",
               .clause = std::string(clause),
               .text = std::to_string(found) + " octets; allowed: " + describe_size(min, max),
               .mark = v.mark};
}

Error out_of_range(const Value& v, std::int64_t found, std::int32_t min, std::int32_t max,
                   std::string_view clause) {
  return Error{.layer = "",
               .clause = std::string(clause),
               .text = std::to_string(found) + " is out of range; allowed: " + std::to_string(min) + " to " +
                       std::to_string(max),
               .mark = v.mark};
}

bool is_printable(OctetView octets) {
  return std::ranges::all_of(octets, [](std::uint8_t o) { return o >= 0x20 && o < 0x7F; });
}

Result<std::int32_t> integer_from_contents(const Octets& contents, const Value& v) {
  ber::Element element;
  element.contents = contents;
  auto number = ber::read_integer(element);
  if (!number) {
    number.error().layer.clear();
    number.error().mark = v.mark;
  }
  return number;
}

}  // namespace map

}  // namespace mapsim
