// alertServiceCentre, informServiceCentre and readyForSM of version 3 (TS 29.002 17.7.6, Release 16). Members
// and their order are those of the ASN.1; names in `fields` are its identifiers.
#pragma once

#include "sigtran/map/types_sm.h"

namespace mapsim::map {

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
