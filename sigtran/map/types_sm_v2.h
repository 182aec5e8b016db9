// Arguments and results of the short message operations of versions 1 and 2 (ETS 300 599 17.7.6). What only
// one of the two versions may use: version_rules.h.
#pragma once

#include "sigtran/map/types_sm.h"

namespace mapsim::map {

// roamingNumber: version 1 only.
struct LocationInfo {
  std::variant<IsdnAddressString, IsdnAddressString> value;
  enum : std::size_t { roaming_number, msc_number };
  friend bool operator==(const LocationInfo&, const LocationInfo&) = default;
};
std::span<const std::string_view> choice_names(const LocationInfo&);

struct ForwardSmArg {
  SmRpDa sm_rp_da;
  SmRpOa sm_rp_oa;
  SignalInfo sm_rp_ui;
  bool more_messages_to_send = false;
  Unknown unknown;
  friend bool operator==(const ForwardSmArg&, const ForwardSmArg&) = default;
};
template <class V>
void fields(V& v, ForwardSmArg& a) {
  v("sm-RP-DA", a.sm_rp_da);
  v("sm-RP-OA", a.sm_rp_oa);
  v("sm-RP-UI", a.sm_rp_ui);
  v.flag("moreMessagesToSend", a.more_messages_to_send);
  v("unknown", a.unknown);
}

// teleservice: version 1 only.
struct RoutingInfoForSmArgV2 {
  IsdnAddressString msisdn;
  bool sm_rp_pri = false;
  AddressString service_centre_address;
  std::optional<TeleserviceCode> teleservice;
  Unknown unknown;
  friend bool operator==(const RoutingInfoForSmArgV2&, const RoutingInfoForSmArgV2&) = default;
};
template <class V>
void fields(V& v, RoutingInfoForSmArgV2& a) {
  v("msisdn", a.msisdn);
  v("sm-RP-PRI", a.sm_rp_pri);
  v("serviceCentreAddress", a.service_centre_address);
  v("teleservice", a.teleservice);
  v("unknown", a.unknown);
}

struct LocationInfoWithLmsiV2 {
  LocationInfo location_info;
  std::optional<Lmsi> lmsi;
  Unknown unknown;
  friend bool operator==(const LocationInfoWithLmsiV2&, const LocationInfoWithLmsiV2&) = default;
};
template <class V>
void fields(V& v, LocationInfoWithLmsiV2& a) {
  v("locationInfo", a.location_info);
  v("lmsi", a.lmsi);
  v("unknown", a.unknown);
}

// mwd-Set: version 1 only.
struct RoutingInfoForSmResV2 {
  Imsi imsi;
  LocationInfoWithLmsiV2 location_info_with_lmsi;
  std::optional<bool> mwd_set;
  Unknown unknown;
  friend bool operator==(const RoutingInfoForSmResV2&, const RoutingInfoForSmResV2&) = default;
};
template <class V>
void fields(V& v, RoutingInfoForSmResV2& a) {
  v("imsi", a.imsi);
  v("locationInfoWithLMSI", a.location_info_with_lmsi);
  v("mwd-Set", a.mwd_set);
  v("unknown", a.unknown);
}

// sm-DeliveryOutcome: absent in version 1, present in version 2.
struct ReportSmDeliveryStatusArgV2 {
  IsdnAddressString msisdn;
  AddressString service_centre_address;
  std::optional<SmDeliveryOutcome> sm_delivery_outcome;
  Unknown unknown;
  friend bool operator==(const ReportSmDeliveryStatusArgV2&, const ReportSmDeliveryStatusArgV2&) = default;
};
template <class V>
void fields(V& v, ReportSmDeliveryStatusArgV2& a) {
  v("msisdn", a.msisdn);
  v("serviceCentreAddress", a.service_centre_address);
  v("sm-DeliveryOutcome", a.sm_delivery_outcome);
  v("unknown", a.unknown);
}

// Version 2 sends the address without a SEQUENCE around it.
struct ReportSmDeliveryStatusResV2 {
  IsdnAddressString stored_msisdn;
  friend bool operator==(const ReportSmDeliveryStatusResV2&, const ReportSmDeliveryStatusResV2&) = default;
};
template <class V>
void fields(V& v, ReportSmDeliveryStatusResV2& a) {
  v("storedMSISDN", a.stored_msisdn);
}

// Of alertServiceCentreWithoutResult.
struct AlertServiceCentreArgV1 {
  IsdnAddressString msisdn;
  AddressString service_centre_address;
  Unknown unknown;
  friend bool operator==(const AlertServiceCentreArgV1&, const AlertServiceCentreArgV1&) = default;
};
template <class V>
void fields(V& v, AlertServiceCentreArgV1& a) {
  v("msisdn", a.msisdn);
  v("serviceCentreAddress", a.service_centre_address);
  v("unknown", a.unknown);
}

struct InformServiceCentreArgV2 {
  std::optional<IsdnAddressString> stored_msisdn;
  std::optional<MwStatus> mw_status;
  Unknown unknown;
  friend bool operator==(const InformServiceCentreArgV2&, const InformServiceCentreArgV2&) = default;
};
template <class V>
void fields(V& v, InformServiceCentreArgV2& a) {
  v("storedMSISDN", a.stored_msisdn);
  v("mw-Status", a.mw_status);
  v("unknown", a.unknown);
}

// Sent without a SEQUENCE around it.
struct NoteSubscriberPresentArg {
  Imsi imsi;
  friend bool operator==(const NoteSubscriberPresentArg&, const NoteSubscriberPresentArg&) = default;
};
template <class V>
void fields(V& v, NoteSubscriberPresentArg& a) {
  v("imsi", a.imsi);
}

struct ReadyForSmArgV2 {
  Imsi imsi;
  AlertReason alert_reason = {};
  Unknown unknown;
  friend bool operator==(const ReadyForSmArgV2&, const ReadyForSmArgV2&) = default;
};
template <class V>
void fields(V& v, ReadyForSmArgV2& a) {
  v("imsi", a.imsi);
  v("alertReason", a.alert_reason);
  v("unknown", a.unknown);
}

}  // namespace mapsim::map
