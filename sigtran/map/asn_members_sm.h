// One declaration for both ways: which member of a value structure is which member of the generated one. X is
// FromAsn or ToAsn (asn_visitors.h). Included by the converters only.
#pragma once

#include <Additional-Number.h>
#include <Additional-NumberValue.h>
#include <AdditionalDispatcherList.h>
#include <AlertServiceCentreArg.h>
#include <CorrelationID.h>
#include <DispatcherList.h>
#include <IP-SM-GW-Guidance.h>
#include <InformServiceCentreArg.h>
#include <LocationInfoWithLMSI.h>
#include <MO-ForwardSM-Arg.h>
#include <MO-ForwardSM-Res.h>
#include <MT-ForwardSM-Arg.h>
#include <MT-ForwardSM-Res.h>
#include <MT-ForwardSM-VGCS-Arg.h>
#include <MT-ForwardSM-VGCS-Res.h>
#include <NetworkNodeDiameterAddress.h>
#include <ReadyForSM-Arg.h>
#include <ReadyForSM-Res.h>
#include <ReportSM-DeliveryStatusArg.h>
#include <ReportSM-DeliveryStatusRes.h>
#include <RoutingInfoForSM-Arg.h>
#include <RoutingInfoForSM-Res.h>
#include <SM-RP-DA.h>
#include <SM-RP-OA.h>

#include "sigtran/map/asn_members_extension.h"
#include "sigtran/map/types_alert.h"
#include "sigtran/map/types_forward_sm.h"
#include "sigtran/map/types_routing_info.h"

namespace mapsim::map {

template <class X>
void convert(X& x, NetworkNodeDiameterAddress& v, NetworkNodeDiameterAddress_t& a) {
  x("diameter-Name", v.diameter_name, a.diameter_Name);
  x("diameter-Realm", v.diameter_realm, a.diameter_Realm);
}

template <class X>
void convert(X& x, SmRpDa& v, SM_RP_DA_t& a) {
  x.template alternative<0>("imsi", v.value, a.present, SM_RP_DA_PR_imsi, a.choice.imsi);
  x.template alternative<1>("lmsi", v.value, a.present, SM_RP_DA_PR_lmsi, a.choice.lmsi);
  x.template alternative<2>("roamingNumber", v.value, a.present, SM_RP_DA_PR_roamingNumber,
                            a.choice.roamingNumber);
  x.template alternative<3>("serviceCentreAddressDA", v.value, a.present, SM_RP_DA_PR_serviceCentreAddressDA,
                            a.choice.serviceCentreAddressDA);
  x.template alternative<4>("noSM-RP-DA", v.value, a.present, SM_RP_DA_PR_noSM_RP_DA, a.choice.noSM_RP_DA);
}

template <class X>
void convert(X& x, SmRpOa& v, SM_RP_OA_t& a) {
  x.template alternative<0>("msisdn", v.value, a.present, SM_RP_OA_PR_msisdn, a.choice.msisdn);
  x.template alternative<1>("serviceCentreAddressOA", v.value, a.present, SM_RP_OA_PR_serviceCentreAddressOA,
                            a.choice.serviceCentreAddressOA);
  x.template alternative<2>("noSM-RP-OA", v.value, a.present, SM_RP_OA_PR_noSM_RP_OA, a.choice.noSM_RP_OA);
}

template <class X>
void convert(X& x, AdditionalNumber& v, Additional_Number_t& a) {
  x.template alternative<0>("msc-Number", v.value, a.present, Additional_Number_PR_msc_Number,
                            a.choice.msc_Number);
  x.template alternative<1>("sgsn-Number", v.value, a.present, Additional_Number_PR_sgsn_Number,
                            a.choice.sgsn_Number);
}

// The SEQUENCE that stands for the tag around the CHOICE.
template <class X>
void convert(X& x, AdditionalNumber& v, Additional_NumberValue_t& a) {
  convert(x, v, a.value);
}

template <class X>
void convert(X& x, CorrelationId& v, CorrelationID_t& a) {
  x("hlr-id", v.hlr_id, a.hlr_id);
  x("sip-uri-A", v.sip_uri_a, a.sip_uri_A);
  x("sip-uri-B", v.sip_uri_b, a.sip_uri_B);
}

template <class X>
void convert(X& x, IpSmGwGuidance& v, IP_SM_GW_Guidance_t& a) {
  x("minimumDeliveryTimeValue", v.minimum_delivery_time_value, a.minimumDeliveryTimeValue);
  x("recommendedDeliveryTimeValue", v.recommended_delivery_time_value, a.recommendedDeliveryTimeValue);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, LocationInfoWithLmsi& v, LocationInfoWithLMSI_t& a) {
  x("networkNode-Number", v.network_node_number, a.networkNode_Number);
  x("lmsi", v.lmsi, a.lmsi);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.flag("gprsNodeIndicator", v.gprs_node_indicator, a.gprsNodeIndicator);
  x("additional-Number", v.additional_number, a.additional_Number);
  x("networkNodeDiameterAddress", v.network_node_diameter_address, a.networkNodeDiameterAddress);
  x("additionalNetworkNodeDiameterAddress", v.additional_network_node_diameter_address,
    a.additionalNetworkNodeDiameterAddress);
  x("thirdNumber", v.third_number, a.thirdNumber);
  x("thirdNetworkNodeDiameterAddress", v.third_network_node_diameter_address,
    a.thirdNetworkNodeDiameterAddress);
  x.flag("imsNodeIndicator", v.ims_node_indicator, a.imsNodeIndicator);
  x("smsf-3gpp-Number", v.smsf_3gpp_number, a.smsf_3gpp_Number);
  x("smsf-3gpp-DiameterAddress", v.smsf_3gpp_diameter_address, a.smsf_3gpp_DiameterAddress);
  x("smsf-non-3gpp-Number", v.smsf_non_3gpp_number, a.smsf_non_3gpp_Number);
  x("smsf-non-3gpp-DiameterAddress", v.smsf_non_3gpp_diameter_address, a.smsf_non_3gpp_DiameterAddress);
  x.flag("smsf-3gpp-address-indicator", v.smsf_3gpp_address_indicator, a.smsf_3gpp_address_indicator);
  x.flag("smsf-non-3gpp-address-indicator", v.smsf_non_3gpp_address_indicator,
         a.smsf_non_3gpp_address_indicator);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, MoForwardSmArg& v, MO_ForwardSM_Arg_t& a) {
  x("sm-RP-DA", v.sm_rp_da, a.sm_RP_DA);
  x("sm-RP-OA", v.sm_rp_oa, a.sm_RP_OA);
  x("sm-RP-UI", v.sm_rp_ui, a.sm_RP_UI);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x("imsi", v.imsi, a.imsi);
  x("correlationID", v.correlation_id, a.correlationID);
  x("sm-DeliveryOutcome", v.sm_delivery_outcome, a.sm_DeliveryOutcome);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, MoForwardSmRes& v, MO_ForwardSM_Res_t& a) {
  x("sm-RP-UI", v.sm_rp_ui, a.sm_RP_UI);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, MtForwardSmArg& v, MT_ForwardSM_Arg_t& a) {
  x("sm-RP-DA", v.sm_rp_da, a.sm_RP_DA);
  x("sm-RP-OA", v.sm_rp_oa, a.sm_RP_OA);
  x("sm-RP-UI", v.sm_rp_ui, a.sm_RP_UI);
  x.flag("moreMessagesToSend", v.more_messages_to_send, a.moreMessagesToSend);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x("smDeliveryTimer", v.sm_delivery_timer, a.smDeliveryTimer);
  x("smDeliveryStartTime", v.sm_delivery_start_time, a.smDeliveryStartTime);
  x.flag("smsOverIP-OnlyIndicator", v.sms_over_ip_only_indicator, a.smsOverIP_OnlyIndicator);
  x("correlationID", v.correlation_id, a.correlationID);
  x("maximumRetransmissionTime", v.maximum_retransmission_time, a.maximumRetransmissionTime);
  x("smsGmscAddress", v.sms_gmsc_address, a.smsGmscAddress);
  x("smsGmscDiameterAddress", v.sms_gmsc_diameter_address, a.smsGmscDiameterAddress);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, MtForwardSmRes& v, MT_ForwardSM_Res_t& a) {
  x("sm-RP-UI", v.sm_rp_ui, a.sm_RP_UI);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, MtForwardSmVgcsArg& v, MT_ForwardSM_VGCS_Arg_t& a) {
  x("asciCallReference", v.asci_call_reference, a.asciCallReference);
  x("sm-RP-OA", v.sm_rp_oa, a.sm_RP_OA);
  x("sm-RP-UI", v.sm_rp_ui, a.sm_RP_UI);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, MtForwardSmVgcsRes& v, MT_ForwardSM_VGCS_Res_t& a) {
  x("sm-RP-UI", v.sm_rp_ui, a.sm_RP_UI);
  x("dispatcherList", v.dispatcher_list, a.dispatcherList);
  x.flag("ongoingCall", v.ongoing_call, a.ongoingCall);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x("additionalDispatcherList", v.additional_dispatcher_list, a.additionalDispatcherList);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, RoutingInfoForSmArg& v, RoutingInfoForSM_Arg_t& a) {
  x("msisdn", v.msisdn, a.msisdn);
  x("sm-RP-PRI", v.sm_rp_pri, a.sm_RP_PRI);
  x("serviceCentreAddress", v.service_centre_address, a.serviceCentreAddress);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.flag("gprsSupportIndicator", v.gprs_support_indicator, a.gprsSupportIndicator);
  x("sm-RP-MTI", v.sm_rp_mti, a.sm_RP_MTI);
  x("sm-RP-SMEA", v.sm_rp_smea, a.sm_RP_SMEA);
  x("sm-deliveryNotIntended", v.sm_delivery_not_intended, a.sm_deliveryNotIntended);
  x.flag("ip-sm-gwGuidanceIndicator", v.ip_sm_gw_guidance_indicator, a.ip_sm_gwGuidanceIndicator);
  x("imsi", v.imsi, a.imsi);
  x.flag("t4-Trigger-Indicator", v.t4_trigger_indicator, a.t4_Trigger_Indicator);
  x.flag("singleAttemptDelivery", v.single_attempt_delivery, a.singleAttemptDelivery);
  x("correlationID", v.correlation_id, a.correlationID);
  x.flag("smsf-supportIndicator", v.smsf_support_indicator, a.smsf_supportIndicator);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, RoutingInfoForSmRes& v, RoutingInfoForSM_Res_t& a) {
  x("imsi", v.imsi, a.imsi);
  x("locationInfoWithLMSI", v.location_info_with_lmsi, a.locationInfoWithLMSI);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x("ip-sm-gwGuidance", v.ip_sm_gw_guidance, a.ip_sm_gwGuidance);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, ReportSmDeliveryStatusArg& v, ReportSM_DeliveryStatusArg_t& a) {
  x("msisdn", v.msisdn, a.msisdn);
  x("serviceCentreAddress", v.service_centre_address, a.serviceCentreAddress);
  x("sm-DeliveryOutcome", v.sm_delivery_outcome, a.sm_DeliveryOutcome);
  x("absentSubscriberDiagnosticSM", v.absent_subscriber_diagnostic_sm, a.absentSubscriberDiagnosticSM);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.flag("gprsSupportIndicator", v.gprs_support_indicator, a.gprsSupportIndicator);
  x.flag("deliveryOutcomeIndicator", v.delivery_outcome_indicator, a.deliveryOutcomeIndicator);
  x("additionalSM-DeliveryOutcome", v.additional_sm_delivery_outcome, a.additionalSM_DeliveryOutcome);
  x("additionalAbsentSubscriberDiagnosticSM", v.additional_absent_subscriber_diagnostic_sm,
    a.additionalAbsentSubscriberDiagnosticSM);
  x.flag("ip-sm-gw-Indicator", v.ip_sm_gw_indicator, a.ip_sm_gw_Indicator);
  x("ip-sm-gw-sm-deliveryOutcome", v.ip_sm_gw_sm_delivery_outcome, a.ip_sm_gw_sm_deliveryOutcome);
  x("ip-sm-gw-absentSubscriberDiagnosticSM", v.ip_sm_gw_absent_subscriber_diagnostic_sm,
    a.ip_sm_gw_absentSubscriberDiagnosticSM);
  x("imsi", v.imsi, a.imsi);
  x.flag("singleAttemptDelivery", v.single_attempt_delivery, a.singleAttemptDelivery);
  x("correlationID", v.correlation_id, a.correlationID);
  x.flag("smsf-3gpp-deliveryOutcomeIndicator", v.smsf_3gpp_delivery_outcome_indicator,
         a.smsf_3gpp_deliveryOutcomeIndicator);
  x("smsf-3gpp-deliveryOutcome", v.smsf_3gpp_delivery_outcome, a.smsf_3gpp_deliveryOutcome);
  x("smsf-3gpp-absentSubscriberDiagSM", v.smsf_3gpp_absent_subscriber_diag_sm,
    a.smsf_3gpp_absentSubscriberDiagSM);
  x.flag("smsf-non-3gpp-deliveryOutcomeIndicator", v.smsf_non_3gpp_delivery_outcome_indicator,
         a.smsf_non_3gpp_deliveryOutcomeIndicator);
  x("smsf-non-3gpp-deliveryOutcome", v.smsf_non_3gpp_delivery_outcome, a.smsf_non_3gpp_deliveryOutcome);
  x("smsf-non-3gpp-absentSubscriberDiagSM", v.smsf_non_3gpp_absent_subscriber_diag_sm,
    a.smsf_non_3gpp_absentSubscriberDiagSM);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, ReportSmDeliveryStatusRes& v, ReportSM_DeliveryStatusRes_t& a) {
  x("storedMSISDN", v.stored_msisdn, a.storedMSISDN);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, AlertServiceCentreArg& v, AlertServiceCentreArg_t& a) {
  x("msisdn", v.msisdn, a.msisdn);
  x("serviceCentreAddress", v.service_centre_address, a.serviceCentreAddress);
  x("imsi", v.imsi, a.imsi);
  x("correlationID", v.correlation_id, a.correlationID);
  x("maximumUeAvailabilityTime", v.maximum_ue_availability_time, a.maximumUeAvailabilityTime);
  x("smsGmscAlertEvent", v.sms_gmsc_alert_event, a.smsGmscAlertEvent);
  x("smsGmscDiameterAddress", v.sms_gmsc_diameter_address, a.smsGmscDiameterAddress);
  x("newSGSNNumber", v.new_sgsn_number, a.newSGSNNumber);
  x("newSGSNDiameterAddress", v.new_sgsn_diameter_address, a.newSGSNDiameterAddress);
  x("newMMENumber", v.new_mme_number, a.newMMENumber);
  x("newMMEDiameterAddress", v.new_mme_diameter_address, a.newMMEDiameterAddress);
  x("newMSCNumber", v.new_msc_number, a.newMSCNumber);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, InformServiceCentreArg& v, InformServiceCentreArg_t& a) {
  x("storedMSISDN", v.stored_msisdn, a.storedMSISDN);
  x("mw-Status", v.mw_status, a.mw_Status);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x("absentSubscriberDiagnosticSM", v.absent_subscriber_diagnostic_sm, a.absentSubscriberDiagnosticSM);
  x("additionalAbsentSubscriberDiagnosticSM", v.additional_absent_subscriber_diagnostic_sm,
    a.additionalAbsentSubscriberDiagnosticSM);
  x("smsf3gppAbsentSubscriberDiagnosticSM", v.smsf3gpp_absent_subscriber_diagnostic_sm,
    a.smsf3gppAbsentSubscriberDiagnosticSM);
  x("smsfNon3gppAbsentSubscriberDiagnosticSM", v.smsf_non3gpp_absent_subscriber_diagnostic_sm,
    a.smsfNon3gppAbsentSubscriberDiagnosticSM);
  x.unknown(v.unknown);
}

template <class X>
void convert(X& x, ReadyForSmArg& v, ReadyForSM_Arg_t& a) {
  x("imsi", v.imsi, a.imsi);
  x("alertReason", v.alert_reason, a.alertReason);
  x.flag("alertReasonIndicator", v.alert_reason_indicator, a.alertReasonIndicator);
  x("extensionContainer", v.extension_container, a.extensionContainer);
  x.flag("additionalAlertReasonIndicator", v.additional_alert_reason_indicator,
         a.additionalAlertReasonIndicator);
  x("maximumUeAvailabilityTime", v.maximum_ue_availability_time, a.maximumUeAvailabilityTime);
  x.unknown(v.unknown);
}

}  // namespace mapsim::map
