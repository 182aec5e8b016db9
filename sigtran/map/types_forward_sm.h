// mo-ForwardSM, mt-ForwardSM and mt-ForwardSM-VGCS of version 3 (TS 29.002 17.7.6, Release 16). Members and
// their order are those of the ASN.1; names in `fields` are its identifiers.
#pragma once

#include "sigtran/map/types_sm.h"

namespace mapsim::map {

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

}  // namespace mapsim::map
