// Arguments and results of the short message operations of version 3 (TS 29.002 17.7.6, Release 16). Members
// and their order are those of the ASN.1; names in `fields` are its identifiers.
#pragma once

#include <boost/container/small_vector.hpp>
#include <optional>
#include <variant>
#include <vector>

#include "sigtran/map/choice.h"
#include "sigtran/map/types_common.h"
#include "sigtran/map/types_extension.h"

namespace mapsim::map {

// Destination. roamingNumber: version 1 only; noSM-RP-DA: not in version 1.
struct SmRpDa {
  std::variant<Imsi, Lmsi, IsdnAddressString, AddressString, NullChoice> value;
  enum : std::size_t { imsi, lmsi, roaming_number, service_centre_address_da, no_sm_rp_da };
  friend bool operator==(const SmRpDa&, const SmRpDa&) = default;
};
std::span<const std::string_view> choice_names(const SmRpDa&);

// Origin. noSM-RP-OA: not in version 1.
struct SmRpOa {
  std::variant<IsdnAddressString, AddressString, NullChoice> value;
  enum : std::size_t { msisdn, service_centre_address_oa, no_sm_rp_oa };
  friend bool operator==(const SmRpOa&, const SmRpOa&) = default;
};
std::span<const std::string_view> choice_names(const SmRpOa&);

struct AdditionalNumber {
  std::variant<IsdnAddressString, IsdnAddressString> value;
  enum : std::size_t { msc_number, sgsn_number };
  friend bool operator==(const AdditionalNumber&, const AdditionalNumber&) = default;
};
std::span<const std::string_view> choice_names(const AdditionalNumber&);

// Enumerations. `is_closed`: without "..." in the specification, so that a value without a name is an error.
enum class SmDeliveryOutcome : std::uint8_t {
  memory_capacity_exceeded,
  absent_subscriber,
  successful_transfer
};
enum class SmDeliveryNotIntended : std::uint8_t { only_imsi_requested, only_mcc_mnc_requested };
enum class SmsGmscAlertEvent : std::uint8_t { ms_available_for_mt_sms, ms_under_new_serving_node };
enum class AlertReason : std::uint8_t { ms_present, memory_available };
std::span<const EnumName<SmDeliveryOutcome>> enum_names(SmDeliveryOutcome);
std::span<const EnumName<SmDeliveryNotIntended>> enum_names(SmDeliveryNotIntended);
std::span<const EnumName<SmsGmscAlertEvent>> enum_names(SmsGmscAlertEvent);
std::span<const EnumName<AlertReason>> enum_names(AlertReason);
constexpr bool is_closed(SmDeliveryOutcome) {
  return true;
}
constexpr bool is_closed(SmDeliveryNotIntended) {
  return false;
}
constexpr bool is_closed(SmsGmscAlertEvent) {
  return true;
}
constexpr bool is_closed(AlertReason) {
  return true;
}

// MW-Status, BIT STRING (SIZE (6..16)). Shown and written as a list of names, [mnrf-Set, mcef-Set], which
// stands for six bits; any other string of bits as {hex: "…"}, its first octet the number of unused bits.
class MwStatus {
 public:
  MwStatus() = default;
  explicit MwStatus(OctetView contents) : contents_(contents.begin(), contents.end()) {}
  // Bits 0 to 5; bit 0 is the least significant one here and the first on the wire.
  static MwStatus from_bits(std::uint8_t bits);
  OctetView contents() const { return {contents_.data(), contents_.size()}; }
  // Nullopt where it is no six-bit string.
  std::optional<std::uint8_t> bits() const;
  bool in_range() const;  // 6 to 16 bits
  friend bool operator==(const MwStatus&, const MwStatus&) = default;

 private:
  boost::container::small_vector<std::uint8_t, 4> contents_ = {2, 0};
};
inline constexpr std::uint8_t kScAddressNotIncluded = 1U << 0U;
inline constexpr std::uint8_t kMnrfSet = 1U << 1U;
inline constexpr std::uint8_t kMcefSet = 1U << 2U;
inline constexpr std::uint8_t kMnrgSet = 1U << 3U;
inline constexpr std::uint8_t kMnr5gSet = 1U << 4U;
inline constexpr std::uint8_t kMnr5gn3gSet = 1U << 5U;

struct CorrelationId {
  std::optional<HlrId> hlr_id;
  std::optional<SipUri> sip_uri_a;
  SipUri sip_uri_b;
  friend bool operator==(const CorrelationId&, const CorrelationId&) = default;
};
template <class V>
void fields(V& v, CorrelationId& a) {
  v("hlr-id", a.hlr_id);
  v("sip-uri-A", a.sip_uri_a);
  v("sip-uri-B", a.sip_uri_b);
}

}  // namespace mapsim::map

namespace mapsim {

template <>
struct ValueTraits<map::MwStatus> {
  static Value to(const map::MwStatus& v);
  static Result<map::MwStatus> from(const Value& v);
};

}  // namespace mapsim
