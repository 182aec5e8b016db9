// One declaration for both ways: which member of a value structure is which member of the generated one. X is
// FromAsn or ToAsn (asn_visitors.h). Included by the converters only.
#pragma once

#include <AbsentSubscriberSM-Param.h>
#include <CallBarringCause.h>
#include <DataMissingParam.h>
#include <ExtensibleCallBarredParam.h>
#include <ExtensibleSystemFailureParam.h>
#include <FacilityNotSupParam.h>
#include <IllegalEquipmentParam.h>
#include <IllegalSubscriberParam.h>
#include <MessageWaitListFullParam.h>
#include <Mwd-Set.h>
#include <NetworkResource.h>
#include <SM-DeliveryFailureCause.h>
#include <SM-DeliveryFailureCauseWithDiagnostic.h>
#include <SM-EnumeratedDeliveryFailureCause.h>
#include <SubBusyForMT-SMS-Param.h>
#include <TeleservNotProvParam.h>
#include <UnexpectedDataParam.h>
#include <UnidentifiedSubParam.h>
#include <UnknownSubscriberParam.h>

#include "sigtran/map/asn_members_extension.h"
#include "sigtran/map/types_error.h"

namespace mapsim::map {

template <class X>
void convert(X& x, AbsentSubscriberParamV1& v, Mwd_Set_t& a) {
  x("mwd-Set", v.mwd_set, a);
}

template <class X>
void convert(X& x, CallBarredParamV2& v, CallBarringCause_t& a) {
  x("callBarringCause", v.call_barring_cause, a);
}

template <class X>
void convert(X& x, SystemFailureParamV2& v, NetworkResource_t& a) {
  x("networkResource", v.network_resource, a);
}

template <class X>
void convert(X& x, SmDeliveryFailureParamV1& v, SM_EnumeratedDeliveryFailureCause_t& a) {
  x("sm-EnumeratedDeliveryFailureCause", v.sm_enumerated_delivery_failure_cause, a);
}

template <class X>
void convert(X& x, SmDeliveryFailureCauseWithDiagnostic& v, SM_DeliveryFailureCauseWithDiagnostic_t& a) {
  x("sm-EnumeratedDeliveryFailureCause", v.sm_enumerated_delivery_failure_cause,
    a.sm_EnumeratedDeliveryFailureCause);
  x("diagnosticInfo", v.diagnostic_info, a.diagnosticInfo);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, SmDeliveryFailureCause& v, SM_DeliveryFailureCause_t& a) {
  x("sm-EnumeratedDeliveryFailureCause", v.sm_enumerated_delivery_failure_cause,
    a.sm_EnumeratedDeliveryFailureCause);
  x("diagnosticInfo", v.diagnostic_info, a.diagnosticInfo);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, AbsentSubscriberSmParam& v, AbsentSubscriberSM_Param_t& a) {
  x("absentSubscriberDiagnosticSM", v.absent_subscriber_diagnostic_sm, a.absentSubscriberDiagnosticSM);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x("additionalAbsentSubscriberDiagnosticSM", v.additional_absent_subscriber_diagnostic_sm,
    a.additionalAbsentSubscriberDiagnosticSM);
  x("imsi", v.imsi, a.imsi);
  x("requestedRetransmissionTime", v.requested_retransmission_time, a.requestedRetransmissionTime);
  x("userIdentifierAlert", v.user_identifier_alert, a.userIdentifierAlert);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, ExtensibleSystemFailureParam& v, ExtensibleSystemFailureParam_t& a) {
  x("networkResource", v.network_resource, a.networkResource);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x("additionalNetworkResource", v.additional_network_resource, a.additionalNetworkResource);
  x("failureCauseParam", v.failure_cause_param, a.failureCauseParam);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, ExtensibleCallBarredParam& v, ExtensibleCallBarredParam_t& a) {
  x("callBarringCause", v.call_barring_cause, a.callBarringCause);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.flag("unauthorisedMessageOriginator", v.unauthorised_message_originator, a.unauthorisedMessageOriginator);
  x.flag("anonymousCallRejection", v.anonymous_call_rejection, a.anonymousCallRejection);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, UnexpectedDataParam& v, UnexpectedDataParam_t& a) {
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.flag("unexpectedSubscriber", v.unexpected_subscriber, a.unexpectedSubscriber);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, FacilityNotSupParam& v, FacilityNotSupParam_t& a) {
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.flag("shapeOfLocationEstimateNotSupported", v.shape_of_location_estimate_not_supported,
         a.shapeOfLocationEstimateNotSupported);
  x.flag("neededLcsCapabilityNotSupportedInServingNode",
         v.needed_lcs_capability_not_supported_in_serving_node,
         a.neededLcsCapabilityNotSupportedInServingNode);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, UnknownSubscriberParam& v, UnknownSubscriberParam_t& a) {
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x("unknownSubscriberDiagnostic", v.unknown_subscriber_diagnostic, a.unknownSubscriberDiagnostic);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, SubBusyForMtSmsParam& v, SubBusyForMT_SMS_Param_t& a) {
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.flag("gprsConnectionSuspended", v.gprs_connection_suspended, a.gprsConnectionSuspended);
  x.unknown(v.unknown);
}

}  // namespace mapsim::map
