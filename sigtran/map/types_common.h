// Common data types of TS 29.002 17.7.8 as plain values. Each keeps the octets that were on the wire, so that
// what came in odd (fillers in the wrong place, reserved digits) goes out the same; users see and write
// digits and names, and {hex: "…"} where digits cannot say it.
//
// Written by digits or number, a value out of its range is refused where it is written. {hex: "…"} of a
// number, an address or an IMSI is taken as it is: that is how a test sends a wrong one.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/bytes.h"
#include "sigtran/core/fields.h"

namespace mapsim::map {

// Octets of a type with a SIZE constraint. Longer and shorter ones can be held; `in_range` tells.
template <class Tag>
class SizedOctets {
 public:
  static constexpr std::size_t kMin = Tag::kMin;
  static constexpr std::size_t kMax = Tag::kMax;
  static constexpr std::string_view kClause = Tag::kClause;

  SizedOctets() = default;
  explicit SizedOctets(OctetView octets) { assign(octets); }
  // The octets may not be those of this object.
  void assign(OctetView octets) {
    const bool fits = octets.size() <= kInline;
    size_ = fits ? static_cast<std::uint8_t>(octets.size()) : std::uint8_t{0};
    if constexpr (kInline != 0) std::copy_n(octets.data(), size_, inline_.data());
    if (fits && long_.empty()) return;
    long_.assign(octets.begin() + size_, octets.end());
  }

  OctetView octets() const { return long_.empty() ? OctetView(inline_.data(), size_) : OctetView(long_); }
  bool in_range() const { return octets().size() >= kMin && octets().size() <= kMax; }
  friend bool operator==(const SizedOctets& a, const SizedOctets& b) { return equal(a.octets(), b.octets()); }

 private:
  // What may stand in an SMS is kept in place, so that receiving one allocates nothing; longer names, and
  // what breaks the constraint, go elsewhere.
  static constexpr std::size_t kInline = Tag::kMax <= 200 ? Tag::kMax : 0;
  std::array<std::uint8_t, kInline> inline_{};
  std::uint8_t size_ = 0;
  Octets long_;  // instead of inline_, unless empty
};

// "3 to 8 octets", "4 octets"
std::string describe_size(std::size_t min, std::size_t max);

// TBCD-STRING: decimal digits, two an octet, filler 1111.
struct ImsiTag {
  static constexpr std::size_t kMin = 3, kMax = 8, kMaxDigits = 15;
  static constexpr std::string_view kClause = "TS 29.002 17.7.8 IMSI";
};
struct HlrIdTag {
  static constexpr std::size_t kMin = 3, kMax = 8, kMaxDigits = 15;
  static constexpr std::string_view kClause = "TS 29.002 17.7.8 HLR-Id";
};
struct AsciCallReferenceTag {
  static constexpr std::size_t kMin = 1, kMax = 8, kMaxDigits = 16;
  static constexpr std::string_view kClause = "TS 29.002 17.7.8 ASCI-CallReference";
};

template <class Tag>
class TbcdString : public SizedOctets<Tag> {
 public:
  using SizedOctets<Tag>::SizedOctets;
  // Error: what is no decimal digit, or a count of digits that the type does not hold.
  static Result<TbcdString> from_digits(std::string_view digits);
  // Nullopt where the octets are not what these digits are packed to.
  std::optional<std::string> digits() const;
};
using Imsi = TbcdString<ImsiTag>;
using HlrId = TbcdString<HlrIdTag>;
using AsciCallReference = TbcdString<AsciCallReferenceTag>;

// Octets without an inner structure of interest here.
struct LmsiTag {
  static constexpr std::size_t kMin = 4, kMax = 4;
  static constexpr std::string_view kClause = "TS 29.002 17.7.8 LMSI";
};
struct TimeTag {  // seconds since 1900, RFC 6733 4.3.1
  static constexpr std::size_t kMin = 4, kMax = 4;
  static constexpr std::string_view kClause = "TS 29.002 17.7.8 Time";
};
struct SignalInfoTag {
  static constexpr std::size_t kMin = 1, kMax = 200;
  static constexpr std::string_view kClause = "TS 29.002 17.7.8 SignalInfo";
};
struct SmRpSmeaTag {  // an address field of TS 23.040 9.1.2.5
  static constexpr std::size_t kMin = 1, kMax = 12;
  static constexpr std::string_view kClause = "TS 29.002 17.7.6 SM-RP-SMEA";
};
using Lmsi = SizedOctets<LmsiTag>;
using Time = SizedOctets<TimeTag>;
using SignalInfo = SizedOctets<SignalInfoTag>;
using SmRpSmea = SizedOctets<SmRpSmeaTag>;

// Octets that are text: written "…" where all are printable ASCII, {hex: "…"} otherwise.
struct DiameterIdentityTag {
  static constexpr std::size_t kMin = 9, kMax = 255;
  static constexpr std::string_view kClause = "TS 29.002 17.7.8 DiameterIdentity";
};
struct SipUriTag {
  static constexpr std::size_t kMin = 0, kMax = 4096;
  static constexpr std::string_view kClause = "TS 29.002 17.7.6 SIP-URI";
};
template <class Tag>
class TextOctets : public SizedOctets<Tag> {
 public:
  using SizedOctets<Tag>::SizedOctets;
};
using DiameterIdentity = TextOctets<DiameterIdentityTag>;
using SipUri = TextOctets<SipUriTag>;

// Bits 7 to 5 and 4 to 1 of the first octet of an address string (TS 29.002 17.7.8).
enum class NatureOfAddress : std::uint8_t {
  unknown = 0,
  international = 1,
  national = 2,
  network_specific = 3,
  subscriber = 4,
  reserved = 5,
  abbreviated = 6,
  reserved_for_extension = 7,
};
enum class NumberingPlan : std::uint8_t {
  unknown = 0,
  isdn = 1,
  data = 3,
  telex = 4,
  land_mobile = 6,
  national = 8,
  private_ = 9,
  reserved_for_extension = 15,
};
std::span<const EnumName<NatureOfAddress>> enum_names(NatureOfAddress);
std::span<const EnumName<NumberingPlan>> enum_names(NumberingPlan);

struct AddressDigits {
  NatureOfAddress nature = NatureOfAddress::international;
  NumberingPlan plan = NumberingPlan::isdn;
  std::string digits;  // of "0123456789*#abc", may be empty
  friend bool operator==(const AddressDigits&, const AddressDigits&) = default;
};

// "+15550100001" is international in the ISDN plan; others {nature: national, plan: isdn, digits: "…"}.
struct AddressStringTag {
  static constexpr std::size_t kMin = 1, kMax = 20;
  static constexpr std::string_view kClause = "TS 29.002 17.7.8 AddressString";
};
struct IsdnAddressStringTag {
  static constexpr std::size_t kMin = 1, kMax = 9;
  static constexpr std::string_view kClause = "TS 29.002 17.7.8 ISDN-AddressString";
};
template <class Tag>
class Address : public SizedOctets<Tag> {
 public:
  using SizedOctets<Tag>::SizedOctets;
  // Error: a character that is no digit, more digits than fit, a nature or plan beyond 3 or 4 bits.
  static Result<Address> from_digits(const AddressDigits& address);
  // Nullopt where the octets are not what nature, plan and digits are packed to.
  std::optional<AddressDigits> digits() const;
};
using AddressString = Address<AddressStringTag>;
using IsdnAddressString = Address<IsdnAddressStringTag>;

// INTEGER with a range. {hex: "…"} writes contents octets of any value.
template <class Tag>
struct RangedInteger {
  std::int32_t value = Tag::kMin;
  bool in_range() const { return value >= Tag::kMin && value <= Tag::kMax; }
  friend bool operator==(RangedInteger, RangedInteger) = default;
};
struct AbsentSubscriberDiagnosticSmTag {  // values: TS 23.040 3.3.2
  static constexpr std::int32_t kMin = 0, kMax = 255;
  static constexpr std::string_view kClause = "TS 29.002 17.7.7 AbsentSubscriberDiagnosticSM";
};
struct SmDeliveryTimerValueTag {  // seconds
  static constexpr std::int32_t kMin = 30, kMax = 600;
  static constexpr std::string_view kClause = "TS 29.002 17.7.6 SM-DeliveryTimerValue";
};
struct SmRpMtiTag {
  static constexpr std::int32_t kMin = 0, kMax = 10;
  static constexpr std::string_view kClause = "TS 29.002 17.7.6 SM-RP-MTI";
};
using AbsentSubscriberDiagnosticSm = RangedInteger<AbsentSubscriberDiagnosticSmTag>;
using SmDeliveryTimerValue = RangedInteger<SmDeliveryTimerValueTag>;
using SmRpMti = RangedInteger<SmRpMtiTag>;

struct NetworkNodeDiameterAddress {
  DiameterIdentity diameter_name;
  DiameterIdentity diameter_realm;
  friend bool operator==(const NetworkNodeDiameterAddress&, const NetworkNodeDiameterAddress&) = default;
};
template <class V>
void fields(V& v, NetworkNodeDiameterAddress& a) {
  v("diameter-Name", a.diameter_name);
  v("diameter-Realm", a.diameter_realm);
}

// TS 29.002 17.7.9, only what a short message service has.
enum class TeleserviceCode : std::uint8_t {
  all_short_message_services = 0x20,
  short_message_mt_pp = 0x21,
  short_message_mo_pp = 0x22,
};
std::span<const EnumName<TeleserviceCode>> enum_names(TeleserviceCode);

// An element that a type does not define: a whole TLV. Shown and written as {hex: "…"}, or where a known one
// follows it as {before: smDeliveryTimer, octets: {hex: "…"}}.
struct UnknownElement {
  Octets octets;
  std::string before;  // empty: it stands at the end
  friend bool operator==(const UnknownElement&, const UnknownElement&) = default;
};
// In the order in which they came.
using Unknown = std::optional<std::vector<UnknownElement>>;

// Enumerations. `is_closed`: without "..." in the specification, so that a value without a name is an error.
enum class NetworkResource : std::uint8_t { plmn, hlr, vlr, pvlr, controlling_msc, vmsc, eir, rss };
enum class AdditionalNetworkResource : std::uint8_t { sgsn, ggsn, gmlc, gsm_scf, nplr, auc, ue, mme };
std::span<const EnumName<NetworkResource>> enum_names(NetworkResource);
std::span<const EnumName<AdditionalNetworkResource>> enum_names(AdditionalNetworkResource);
constexpr bool is_closed(NetworkResource) {
  return true;
}
constexpr bool is_closed(AdditionalNetworkResource) {
  return false;
}

}  // namespace mapsim::map

#include "sigtran/map/types_common_value.h"
