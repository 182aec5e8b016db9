// Parameters of errors in the shape of each version (TS 29.002 17.7.7, ETS 300 599 17.7.7). A parameter that
// is sent without a SEQUENCE around it has one member here, named as the specification names it, so that a
// scenario reads alike in all versions.
#pragma once

#include "sigtran/map/types_common.h"
#include "sigtran/map/types_extension.h"

namespace mapsim::map {

enum class CallBarringCause : std::uint8_t { barring_service_active, operator_barring };
enum class SmEnumeratedDeliveryFailureCause : std::uint8_t {
  memory_capacity_exceeded,
  equipment_protocol_error,
  equipment_not_sm_equipped,
  unknown_service_centre,
  sc_congestion,
  invalid_sme_address,
  subscriber_not_sc_subscriber,
};
enum class FailureCauseParam : std::uint8_t { limit_reached_on_number_of_concurrent_location_requests };
enum class UnknownSubscriberDiagnostic : std::uint8_t {
  imsi_unknown,
  gprs_eps_subscription_unknown,
  npdb_mismatch
};
std::span<const EnumName<CallBarringCause>> enum_names(CallBarringCause);
std::span<const EnumName<SmEnumeratedDeliveryFailureCause>> enum_names(SmEnumeratedDeliveryFailureCause);
std::span<const EnumName<FailureCauseParam>> enum_names(FailureCauseParam);
std::span<const EnumName<UnknownSubscriberDiagnostic>> enum_names(UnknownSubscriberDiagnostic);
constexpr bool is_closed(CallBarringCause) {
  return true;
}
constexpr bool is_closed(SmEnumeratedDeliveryFailureCause) {
  return true;
}
constexpr bool is_closed(FailureCauseParam) {
  return false;
}
constexpr bool is_closed(UnknownSubscriberDiagnostic) {
  return false;
}

// absentSubscriber, version 1: Mwd-Set without a SEQUENCE around it.
struct AbsentSubscriberParamV1 {
  bool mwd_set = false;
  friend bool operator==(const AbsentSubscriberParamV1&, const AbsentSubscriberParamV1&) = default;
};
template <class V>
void fields(V& v, AbsentSubscriberParamV1& a) {
  v("mwd-Set", a.mwd_set);
}

// callBarred, versions 1 and 2: the bare enumeration.
struct CallBarredParamV2 {
  CallBarringCause call_barring_cause = {};
  friend bool operator==(const CallBarredParamV2&, const CallBarredParamV2&) = default;
};
template <class V>
void fields(V& v, CallBarredParamV2& a) {
  v("callBarringCause", a.call_barring_cause);
}

// systemFailure, versions 1 and 2: the bare enumeration.
struct SystemFailureParamV2 {
  NetworkResource network_resource = {};
  friend bool operator==(const SystemFailureParamV2&, const SystemFailureParamV2&) = default;
};
template <class V>
void fields(V& v, SystemFailureParamV2& a) {
  v("networkResource", a.network_resource);
}

// sm-DeliveryFailure, version 1: the bare enumeration.
struct SmDeliveryFailureParamV1 {
  SmEnumeratedDeliveryFailureCause sm_enumerated_delivery_failure_cause = {};
  friend bool operator==(const SmDeliveryFailureParamV1&, const SmDeliveryFailureParamV1&) = default;
};
template <class V>
void fields(V& v, SmDeliveryFailureParamV1& a) {
  v("sm-EnumeratedDeliveryFailureCause", a.sm_enumerated_delivery_failure_cause);
}

// sm-DeliveryFailure, version 2. diagnosticInfo is an SMS-DELIVER-REPORT or SMS-SUBMIT-REPORT.
struct SmDeliveryFailureCauseWithDiagnostic {
  SmEnumeratedDeliveryFailureCause sm_enumerated_delivery_failure_cause = {};
  std::optional<SignalInfo> diagnostic_info;
  Unknown unknown;
  friend bool operator==(const SmDeliveryFailureCauseWithDiagnostic&,
                         const SmDeliveryFailureCauseWithDiagnostic&) = default;
};
template <class V>
void fields(V& v, SmDeliveryFailureCauseWithDiagnostic& a) {
  v("sm-EnumeratedDeliveryFailureCause", a.sm_enumerated_delivery_failure_cause);
  v("diagnosticInfo", a.diagnostic_info);
  v("unknown", a.unknown);
}

// sm-DeliveryFailure, version 3.
struct SmDeliveryFailureCause {
  SmEnumeratedDeliveryFailureCause sm_enumerated_delivery_failure_cause = {};
  std::optional<SignalInfo> diagnostic_info;
  std::optional<ExtensionContainer> extension_container;
  Unknown unknown;
  friend bool operator==(const SmDeliveryFailureCause&, const SmDeliveryFailureCause&) = default;
};
template <class V>
void fields(V& v, SmDeliveryFailureCause& a) {
  v("sm-EnumeratedDeliveryFailureCause", a.sm_enumerated_delivery_failure_cause);
  v("diagnosticInfo", a.diagnostic_info);
  v("extensionContainer", a.extension_container);
  v("unknown", a.unknown);
}

struct AbsentSubscriberSmParam {
  std::optional<AbsentSubscriberDiagnosticSm> absent_subscriber_diagnostic_sm;
  std::optional<ExtensionContainer> extension_container;
  std::optional<AbsentSubscriberDiagnosticSm> additional_absent_subscriber_diagnostic_sm;
  std::optional<Imsi> imsi;
  std::optional<Time> requested_retransmission_time;
  std::optional<Imsi> user_identifier_alert;
  Unknown unknown;
  friend bool operator==(const AbsentSubscriberSmParam&, const AbsentSubscriberSmParam&) = default;
};
template <class V>
void fields(V& v, AbsentSubscriberSmParam& a) {
  v("absentSubscriberDiagnosticSM", a.absent_subscriber_diagnostic_sm);
  v("extensionContainer", a.extension_container);
  v("additionalAbsentSubscriberDiagnosticSM", a.additional_absent_subscriber_diagnostic_sm);
  v("imsi", a.imsi);
  v("requestedRetransmissionTime", a.requested_retransmission_time);
  v("userIdentifierAlert", a.user_identifier_alert);
  v("unknown", a.unknown);
}

struct ExtensibleSystemFailureParam {
  std::optional<NetworkResource> network_resource;
  std::optional<ExtensionContainer> extension_container;
  std::optional<AdditionalNetworkResource> additional_network_resource;
  std::optional<FailureCauseParam> failure_cause_param;
  Unknown unknown;
  friend bool operator==(const ExtensibleSystemFailureParam&, const ExtensibleSystemFailureParam&) = default;
};
template <class V>
void fields(V& v, ExtensibleSystemFailureParam& a) {
  v("networkResource", a.network_resource);
  v("extensionContainer", a.extension_container);
  v("additionalNetworkResource", a.additional_network_resource);
  v("failureCauseParam", a.failure_cause_param);
  v("unknown", a.unknown);
}

struct ExtensibleCallBarredParam {
  std::optional<CallBarringCause> call_barring_cause;
  std::optional<ExtensionContainer> extension_container;
  bool unauthorised_message_originator = false;
  bool anonymous_call_rejection = false;
  Unknown unknown;
  friend bool operator==(const ExtensibleCallBarredParam&, const ExtensibleCallBarredParam&) = default;
};
template <class V>
void fields(V& v, ExtensibleCallBarredParam& a) {
  v("callBarringCause", a.call_barring_cause);
  v("extensionContainer", a.extension_container);
  v.flag("unauthorisedMessageOriginator", a.unauthorised_message_originator);
  v.flag("anonymousCallRejection", a.anonymous_call_rejection);
  v("unknown", a.unknown);
}

struct UnexpectedDataParam {
  std::optional<ExtensionContainer> extension_container;
  bool unexpected_subscriber = false;
  Unknown unknown;
  friend bool operator==(const UnexpectedDataParam&, const UnexpectedDataParam&) = default;
};
template <class V>
void fields(V& v, UnexpectedDataParam& a) {
  v("extensionContainer", a.extension_container);
  v.flag("unexpectedSubscriber", a.unexpected_subscriber);
  v("unknown", a.unknown);
}

struct FacilityNotSupParam {
  std::optional<ExtensionContainer> extension_container;
  bool shape_of_location_estimate_not_supported = false;
  bool needed_lcs_capability_not_supported_in_serving_node = false;
  Unknown unknown;
  friend bool operator==(const FacilityNotSupParam&, const FacilityNotSupParam&) = default;
};
template <class V>
void fields(V& v, FacilityNotSupParam& a) {
  v("extensionContainer", a.extension_container);
  v.flag("shapeOfLocationEstimateNotSupported", a.shape_of_location_estimate_not_supported);
  v.flag("neededLcsCapabilityNotSupportedInServingNode",
         a.needed_lcs_capability_not_supported_in_serving_node);
  v("unknown", a.unknown);
}

struct UnknownSubscriberParam {
  std::optional<ExtensionContainer> extension_container;
  std::optional<UnknownSubscriberDiagnostic> unknown_subscriber_diagnostic;
  Unknown unknown;
  friend bool operator==(const UnknownSubscriberParam&, const UnknownSubscriberParam&) = default;
};
template <class V>
void fields(V& v, UnknownSubscriberParam& a) {
  v("extensionContainer", a.extension_container);
  v("unknownSubscriberDiagnostic", a.unknown_subscriber_diagnostic);
  v("unknown", a.unknown);
}

struct SubBusyForMtSmsParam {
  std::optional<ExtensionContainer> extension_container;
  bool gprs_connection_suspended = false;
  Unknown unknown;
  friend bool operator==(const SubBusyForMtSmsParam&, const SubBusyForMtSmsParam&) = default;
};
template <class V>
void fields(V& v, SubBusyForMtSmsParam& a) {
  v("extensionContainer", a.extension_container);
  v.flag("gprsConnectionSuspended", a.gprs_connection_suspended);
  v("unknown", a.unknown);
}

using DataMissingParam = ExtensionOnly<ParameterType::data_missing_param>;
using UnidentifiedSubParam = ExtensionOnly<ParameterType::unidentified_sub_param>;
using IllegalSubscriberParam = ExtensionOnly<ParameterType::illegal_subscriber_param>;
using IllegalEquipmentParam = ExtensionOnly<ParameterType::illegal_equipment_param>;
using TeleservNotProvParam = ExtensionOnly<ParameterType::teleserv_not_prov_param>;
using MessageWaitListFullParam = ExtensionOnly<ParameterType::message_wait_list_full_param>;

}  // namespace mapsim::map
