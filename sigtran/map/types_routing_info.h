// sendRoutingInfoForSM and reportSM-DeliveryStatus of version 3 (TS 29.002 17.7.6, Release 16). Members and
// their order are those of the ASN.1; names in `fields` are its identifiers.
#pragma once

#include "sigtran/map/types_sm.h"

namespace mapsim::map {

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

}  // namespace mapsim::map
