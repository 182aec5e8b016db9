// Arguments and results of the short message operations of version 3 (TS 29.002 17.7.6, Release 16). Members
// and their order are those of the ASN.1; names in `fields` are its identifiers.
#pragma once

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

struct IpSmGwGuidance {
  SmDeliveryTimerValue minimum_delivery_time_value;
  SmDeliveryTimerValue recommended_delivery_time_value;
  std::optional<ExtensionContainer> extension_container;
  Unknown unknown;
  friend bool operator==(const IpSmGwGuidance&, const IpSmGwGuidance&) = default;
};
template <class V>
void fields(V& v, IpSmGwGuidance& a) {
  v("minimumDeliveryTimeValue", a.minimum_delivery_time_value);
  v("recommendedDeliveryTimeValue", a.recommended_delivery_time_value);
  v("extensionContainer", a.extension_container);
  v("unknown", a.unknown);
}

struct LocationInfoWithLmsi {
  IsdnAddressString network_node_number;
  std::optional<Lmsi> lmsi;
  std::optional<ExtensionContainer> extension_container;
  bool gprs_node_indicator = false;
  std::optional<AdditionalNumber> additional_number;
  std::optional<NetworkNodeDiameterAddress> network_node_diameter_address;
  std::optional<NetworkNodeDiameterAddress> additional_network_node_diameter_address;
  std::optional<AdditionalNumber> third_number;
  std::optional<NetworkNodeDiameterAddress> third_network_node_diameter_address;
  bool ims_node_indicator = false;
  std::optional<IsdnAddressString> smsf_3gpp_number;
  std::optional<NetworkNodeDiameterAddress> smsf_3gpp_diameter_address;
  std::optional<IsdnAddressString> smsf_non_3gpp_number;
  std::optional<NetworkNodeDiameterAddress> smsf_non_3gpp_diameter_address;
  bool smsf_3gpp_address_indicator = false;
  bool smsf_non_3gpp_address_indicator = false;
  Unknown unknown;
  friend bool operator==(const LocationInfoWithLmsi&, const LocationInfoWithLmsi&) = default;
};
template <class V>
void fields(V& v, LocationInfoWithLmsi& a) {
  v("networkNode-Number", a.network_node_number);
  v("lmsi", a.lmsi);
  v("extensionContainer", a.extension_container);
  v.flag("gprsNodeIndicator", a.gprs_node_indicator);
  v("additional-Number", a.additional_number);
  v("networkNodeDiameterAddress", a.network_node_diameter_address);
  v("additionalNetworkNodeDiameterAddress", a.additional_network_node_diameter_address);
  v("thirdNumber", a.third_number);
  v("thirdNetworkNodeDiameterAddress", a.third_network_node_diameter_address);
  v.flag("imsNodeIndicator", a.ims_node_indicator);
  v("smsf-3gpp-Number", a.smsf_3gpp_number);
  v("smsf-3gpp-DiameterAddress", a.smsf_3gpp_diameter_address);
  v("smsf-non-3gpp-Number", a.smsf_non_3gpp_number);
  v("smsf-non-3gpp-DiameterAddress", a.smsf_non_3gpp_diameter_address);
  v.flag("smsf-3gpp-address-indicator", a.smsf_3gpp_address_indicator);
  v.flag("smsf-non-3gpp-address-indicator", a.smsf_non_3gpp_address_indicator);
  v("unknown", a.unknown);
}

struct MoForwardSmArg {
  SmRpDa sm_rp_da;
  SmRpOa sm_rp_oa;
  SignalInfo sm_rp_ui;
  std::optional<ExtensionContainer> extension_container;
  std::optional<Imsi> imsi;
  std::optional<CorrelationId> correlation_id;
  std::optional<SmDeliveryOutcome> sm_delivery_outcome;
  Unknown unknown;
  friend bool operator==(const MoForwardSmArg&, const MoForwardSmArg&) = default;
};
template <class V>
void fields(V& v, MoForwardSmArg& a) {
  v("sm-RP-DA", a.sm_rp_da);
  v("sm-RP-OA", a.sm_rp_oa);
  v("sm-RP-UI", a.sm_rp_ui);
  v("extensionContainer", a.extension_container);
  v("imsi", a.imsi);
  v("correlationID", a.correlation_id);
  v("sm-DeliveryOutcome", a.sm_delivery_outcome);
  v("unknown", a.unknown);
}

struct MoForwardSmRes {
  std::optional<SignalInfo> sm_rp_ui;
  std::optional<ExtensionContainer> extension_container;
  Unknown unknown;
  friend bool operator==(const MoForwardSmRes&, const MoForwardSmRes&) = default;
};
template <class V>
void fields(V& v, MoForwardSmRes& a) {
  v("sm-RP-UI", a.sm_rp_ui);
  v("extensionContainer", a.extension_container);
  v("unknown", a.unknown);
}

struct MtForwardSmArg {
  SmRpDa sm_rp_da;
  SmRpOa sm_rp_oa;
  SignalInfo sm_rp_ui;
  bool more_messages_to_send = false;
  std::optional<ExtensionContainer> extension_container;
  std::optional<SmDeliveryTimerValue> sm_delivery_timer;
  std::optional<Time> sm_delivery_start_time;
  bool sms_over_ip_only_indicator = false;
  std::optional<CorrelationId> correlation_id;
  std::optional<Time> maximum_retransmission_time;
  std::optional<IsdnAddressString> sms_gmsc_address;
  std::optional<NetworkNodeDiameterAddress> sms_gmsc_diameter_address;
  Unknown unknown;
  friend bool operator==(const MtForwardSmArg&, const MtForwardSmArg&) = default;
};
template <class V>
void fields(V& v, MtForwardSmArg& a) {
  v("sm-RP-DA", a.sm_rp_da);
  v("sm-RP-OA", a.sm_rp_oa);
  v("sm-RP-UI", a.sm_rp_ui);
  v.flag("moreMessagesToSend", a.more_messages_to_send);
  v("extensionContainer", a.extension_container);
  v("smDeliveryTimer", a.sm_delivery_timer);
  v("smDeliveryStartTime", a.sm_delivery_start_time);
  v.flag("smsOverIP-OnlyIndicator", a.sms_over_ip_only_indicator);
  v("correlationID", a.correlation_id);
  v("maximumRetransmissionTime", a.maximum_retransmission_time);
  v("smsGmscAddress", a.sms_gmsc_address);
  v("smsGmscDiameterAddress", a.sms_gmsc_diameter_address);
  v("unknown", a.unknown);
}

struct MtForwardSmRes {
  std::optional<SignalInfo> sm_rp_ui;
  std::optional<ExtensionContainer> extension_container;
  Unknown unknown;
  friend bool operator==(const MtForwardSmRes&, const MtForwardSmRes&) = default;
};
template <class V>
void fields(V& v, MtForwardSmRes& a) {
  v("sm-RP-UI", a.sm_rp_ui);
  v("extensionContainer", a.extension_container);
  v("unknown", a.unknown);
}

struct MtForwardSmVgcsArg {
  AsciCallReference asci_call_reference;
  SmRpOa sm_rp_oa;
  SignalInfo sm_rp_ui;
  std::optional<ExtensionContainer> extension_container;
  Unknown unknown;
  friend bool operator==(const MtForwardSmVgcsArg&, const MtForwardSmVgcsArg&) = default;
};
template <class V>
void fields(V& v, MtForwardSmVgcsArg& a) {
  v("asciCallReference", a.asci_call_reference);
  v("sm-RP-OA", a.sm_rp_oa);
  v("sm-RP-UI", a.sm_rp_ui);
  v("extensionContainer", a.extension_container);
  v("unknown", a.unknown);
}

struct MtForwardSmVgcsRes {
  std::optional<SignalInfo> sm_rp_ui;
  std::optional<std::vector<IsdnAddressString>> dispatcher_list;
  bool ongoing_call = false;
  std::optional<ExtensionContainer> extension_container;
  std::optional<std::vector<IsdnAddressString>> additional_dispatcher_list;
  Unknown unknown;
  friend bool operator==(const MtForwardSmVgcsRes&, const MtForwardSmVgcsRes&) = default;
};
template <class V>
void fields(V& v, MtForwardSmVgcsRes& a) {
  v("sm-RP-UI", a.sm_rp_ui);
  v("dispatcherList", a.dispatcher_list);
  v.flag("ongoingCall", a.ongoing_call);
  v("extensionContainer", a.extension_container);
  v("additionalDispatcherList", a.additional_dispatcher_list);
  v("unknown", a.unknown);
}

struct RoutingInfoForSmArg {
  IsdnAddressString msisdn;
  bool sm_rp_pri = false;
  AddressString service_centre_address;
  std::optional<ExtensionContainer> extension_container;
  bool gprs_support_indicator = false;
  std::optional<SmRpMti> sm_rp_mti;
  std::optional<SmRpSmea> sm_rp_smea;
  std::optional<SmDeliveryNotIntended> sm_delivery_not_intended;
  bool ip_sm_gw_guidance_indicator = false;
  std::optional<Imsi> imsi;
  bool t4_trigger_indicator = false;
  bool single_attempt_delivery = false;
  std::optional<CorrelationId> correlation_id;
  bool smsf_support_indicator = false;
  Unknown unknown;
  friend bool operator==(const RoutingInfoForSmArg&, const RoutingInfoForSmArg&) = default;
};
template <class V>
void fields(V& v, RoutingInfoForSmArg& a) {
  v("msisdn", a.msisdn);
  v("sm-RP-PRI", a.sm_rp_pri);
  v("serviceCentreAddress", a.service_centre_address);
  v("extensionContainer", a.extension_container);
  v.flag("gprsSupportIndicator", a.gprs_support_indicator);
  v("sm-RP-MTI", a.sm_rp_mti);
  v("sm-RP-SMEA", a.sm_rp_smea);
  v("sm-deliveryNotIntended", a.sm_delivery_not_intended);
  v.flag("ip-sm-gwGuidanceIndicator", a.ip_sm_gw_guidance_indicator);
  v("imsi", a.imsi);
  v.flag("t4-Trigger-Indicator", a.t4_trigger_indicator);
  v.flag("singleAttemptDelivery", a.single_attempt_delivery);
  v("correlationID", a.correlation_id);
  v.flag("smsf-supportIndicator", a.smsf_support_indicator);
  v("unknown", a.unknown);
}

struct RoutingInfoForSmRes {
  Imsi imsi;
  LocationInfoWithLmsi location_info_with_lmsi;
  std::optional<ExtensionContainer> extension_container;
  std::optional<IpSmGwGuidance> ip_sm_gw_guidance;
  Unknown unknown;
  friend bool operator==(const RoutingInfoForSmRes&, const RoutingInfoForSmRes&) = default;
};
template <class V>
void fields(V& v, RoutingInfoForSmRes& a) {
  v("imsi", a.imsi);
  v("locationInfoWithLMSI", a.location_info_with_lmsi);
  v("extensionContainer", a.extension_container);
  v("ip-sm-gwGuidance", a.ip_sm_gw_guidance);
  v("unknown", a.unknown);
}

struct ReportSmDeliveryStatusArg {
  IsdnAddressString msisdn;
  AddressString service_centre_address;
  SmDeliveryOutcome sm_delivery_outcome = {};
  std::optional<AbsentSubscriberDiagnosticSm> absent_subscriber_diagnostic_sm;
  std::optional<ExtensionContainer> extension_container;
  bool gprs_support_indicator = false;
  bool delivery_outcome_indicator = false;
  std::optional<SmDeliveryOutcome> additional_sm_delivery_outcome;
  std::optional<AbsentSubscriberDiagnosticSm> additional_absent_subscriber_diagnostic_sm;
  bool ip_sm_gw_indicator = false;
  std::optional<SmDeliveryOutcome> ip_sm_gw_sm_delivery_outcome;
  std::optional<AbsentSubscriberDiagnosticSm> ip_sm_gw_absent_subscriber_diagnostic_sm;
  std::optional<Imsi> imsi;
  bool single_attempt_delivery = false;
  std::optional<CorrelationId> correlation_id;
  bool smsf_3gpp_delivery_outcome_indicator = false;
  std::optional<SmDeliveryOutcome> smsf_3gpp_delivery_outcome;
  std::optional<AbsentSubscriberDiagnosticSm> smsf_3gpp_absent_subscriber_diag_sm;
  bool smsf_non_3gpp_delivery_outcome_indicator = false;
  std::optional<SmDeliveryOutcome> smsf_non_3gpp_delivery_outcome;
  std::optional<AbsentSubscriberDiagnosticSm> smsf_non_3gpp_absent_subscriber_diag_sm;
  Unknown unknown;
  friend bool operator==(const ReportSmDeliveryStatusArg&, const ReportSmDeliveryStatusArg&) = default;
};
template <class V>
void fields(V& v, ReportSmDeliveryStatusArg& a) {
  v("msisdn", a.msisdn);
  v("serviceCentreAddress", a.service_centre_address);
  v("sm-DeliveryOutcome", a.sm_delivery_outcome);
  v("absentSubscriberDiagnosticSM", a.absent_subscriber_diagnostic_sm);
  v("extensionContainer", a.extension_container);
  v.flag("gprsSupportIndicator", a.gprs_support_indicator);
  v.flag("deliveryOutcomeIndicator", a.delivery_outcome_indicator);
  v("additionalSM-DeliveryOutcome", a.additional_sm_delivery_outcome);
  v("additionalAbsentSubscriberDiagnosticSM", a.additional_absent_subscriber_diagnostic_sm);
  v.flag("ip-sm-gw-Indicator", a.ip_sm_gw_indicator);
  v("ip-sm-gw-sm-deliveryOutcome", a.ip_sm_gw_sm_delivery_outcome);
  v("ip-sm-gw-absentSubscriberDiagnosticSM", a.ip_sm_gw_absent_subscriber_diagnostic_sm);
  v("imsi", a.imsi);
  v.flag("singleAttemptDelivery", a.single_attempt_delivery);
  v("correlationID", a.correlation_id);
  v.flag("smsf-3gpp-deliveryOutcomeIndicator", a.smsf_3gpp_delivery_outcome_indicator);
  v("smsf-3gpp-deliveryOutcome", a.smsf_3gpp_delivery_outcome);
  v("smsf-3gpp-absentSubscriberDiagSM", a.smsf_3gpp_absent_subscriber_diag_sm);
  v.flag("smsf-non-3gpp-deliveryOutcomeIndicator", a.smsf_non_3gpp_delivery_outcome_indicator);
  v("smsf-non-3gpp-deliveryOutcome", a.smsf_non_3gpp_delivery_outcome);
  v("smsf-non-3gpp-absentSubscriberDiagSM", a.smsf_non_3gpp_absent_subscriber_diag_sm);
  v("unknown", a.unknown);
}

struct ReportSmDeliveryStatusRes {
  std::optional<IsdnAddressString> stored_msisdn;
  std::optional<ExtensionContainer> extension_container;
  Unknown unknown;
  friend bool operator==(const ReportSmDeliveryStatusRes&, const ReportSmDeliveryStatusRes&) = default;
};
template <class V>
void fields(V& v, ReportSmDeliveryStatusRes& a) {
  v("storedMSISDN", a.stored_msisdn);
  v("extensionContainer", a.extension_container);
  v("unknown", a.unknown);
}

// The context of alertServiceCentre has stayed at version 2; later releases added to the argument.
struct AlertServiceCentreArg {
  IsdnAddressString msisdn;
  AddressString service_centre_address;
  std::optional<Imsi> imsi;
  std::optional<CorrelationId> correlation_id;
  std::optional<Time> maximum_ue_availability_time;
  std::optional<SmsGmscAlertEvent> sms_gmsc_alert_event;
  std::optional<NetworkNodeDiameterAddress> sms_gmsc_diameter_address;
  std::optional<IsdnAddressString> new_sgsn_number;
  std::optional<NetworkNodeDiameterAddress> new_sgsn_diameter_address;
  std::optional<IsdnAddressString> new_mme_number;
  std::optional<NetworkNodeDiameterAddress> new_mme_diameter_address;
  std::optional<IsdnAddressString> new_msc_number;
  Unknown unknown;
  friend bool operator==(const AlertServiceCentreArg&, const AlertServiceCentreArg&) = default;
};
template <class V>
void fields(V& v, AlertServiceCentreArg& a) {
  v("msisdn", a.msisdn);
  v("serviceCentreAddress", a.service_centre_address);
  v("imsi", a.imsi);
  v("correlationID", a.correlation_id);
  v("maximumUeAvailabilityTime", a.maximum_ue_availability_time);
  v("smsGmscAlertEvent", a.sms_gmsc_alert_event);
  v("smsGmscDiameterAddress", a.sms_gmsc_diameter_address);
  v("newSGSNNumber", a.new_sgsn_number);
  v("newSGSNDiameterAddress", a.new_sgsn_diameter_address);
  v("newMMENumber", a.new_mme_number);
  v("newMMEDiameterAddress", a.new_mme_diameter_address);
  v("newMSCNumber", a.new_msc_number);
  v("unknown", a.unknown);
}

struct InformServiceCentreArg {
  std::optional<IsdnAddressString> stored_msisdn;
  std::optional<MwStatus> mw_status;
  std::optional<ExtensionContainer> extension_container;
  std::optional<AbsentSubscriberDiagnosticSm> absent_subscriber_diagnostic_sm;
  std::optional<AbsentSubscriberDiagnosticSm> additional_absent_subscriber_diagnostic_sm;
  std::optional<AbsentSubscriberDiagnosticSm> smsf3gpp_absent_subscriber_diagnostic_sm;
  std::optional<AbsentSubscriberDiagnosticSm> smsf_non3gpp_absent_subscriber_diagnostic_sm;
  Unknown unknown;
  friend bool operator==(const InformServiceCentreArg&, const InformServiceCentreArg&) = default;
};
template <class V>
void fields(V& v, InformServiceCentreArg& a) {
  v("storedMSISDN", a.stored_msisdn);
  v("mw-Status", a.mw_status);
  v("extensionContainer", a.extension_container);
  v("absentSubscriberDiagnosticSM", a.absent_subscriber_diagnostic_sm);
  v("additionalAbsentSubscriberDiagnosticSM", a.additional_absent_subscriber_diagnostic_sm);
  v("smsf3gppAbsentSubscriberDiagnosticSM", a.smsf3gpp_absent_subscriber_diagnostic_sm);
  v("smsfNon3gppAbsentSubscriberDiagnosticSM", a.smsf_non3gpp_absent_subscriber_diagnostic_sm);
  v("unknown", a.unknown);
}

struct ReadyForSmArg {
  Imsi imsi;
  AlertReason alert_reason = {};
  bool alert_reason_indicator = false;
  std::optional<ExtensionContainer> extension_container;
  bool additional_alert_reason_indicator = false;
  std::optional<Time> maximum_ue_availability_time;
  Unknown unknown;
  friend bool operator==(const ReadyForSmArg&, const ReadyForSmArg&) = default;
};
template <class V>
void fields(V& v, ReadyForSmArg& a) {
  v("imsi", a.imsi);
  v("alertReason", a.alert_reason);
  v.flag("alertReasonIndicator", a.alert_reason_indicator);
  v("extensionContainer", a.extension_container);
  v.flag("additionalAlertReasonIndicator", a.additional_alert_reason_indicator);
  v("maximumUeAvailabilityTime", a.maximum_ue_availability_time);
  v("unknown", a.unknown);
}

using ReadyForSmRes = ExtensionOnly<ParameterType::ready_for_sm_res>;

}  // namespace mapsim::map

namespace mapsim {

template <>
struct ValueTraits<map::MwStatus> {
  static Value to(const map::MwStatus& v);
  static Result<map::MwStatus> from(const Value& v);
};

}  // namespace mapsim
