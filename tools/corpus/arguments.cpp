#include <array>

#include "tools/corpus/parameters.h"

namespace mapsim::corpus {

namespace {

// clang-format off
constexpr auto kArguments = std::to_array<ParameterRow>({
    // Version 1 (ETS 300 599 17.6.5)
    {"sendRoutingInfoForSM", {20, 1}, "", R"({"msisdn":"+15550100100","sm-RP-PRI":true,"serviceCentreAddress":"+15550100001"})"},
    {"sendRoutingInfoForSM", {20, 1}, "teleservice", R"({"msisdn":"+15550100100","sm-RP-PRI":false,"serviceCentreAddress":"+15550100001","teleservice":"shortMessageMT-PP"})"},
    {"reportSM-DeliveryStatus", {20, 1}, "", R"({"msisdn":"+15550100100","serviceCentreAddress":"+15550100001"})"},
    {"forwardSM", {21, 1}, "mt", R"({"sm-RP-DA":{"imsi":"001010000000001"},"sm-RP-OA":{"serviceCentreAddressOA":"+15550100001"},"sm-RP-UI":{"sms-deliver":{"tp-oa":"+15550100100","text":"MT of version 1"}}})"},
    {"forwardSM", {21, 1}, "mo", R"({"sm-RP-DA":{"serviceCentreAddressDA":"+15550100001"},"sm-RP-OA":{"msisdn":"+15550100100"},"sm-RP-UI":{"sms-submit":{"tp-mr":1,"tp-da":"+15550100101","text":"MO of version 1"}}})"},
    {"alertServiceCentreWithoutResult", {23, 1}, "", R"({"msisdn":"+15550100100","serviceCentreAddress":"+15550100001"})"},
    {"noteSubscriberPresent", {24, 1}, "", R"({"imsi":"001010000000001"})"},
    // Version 2 (ETS 300 599 17.6.5)
    {"sendRoutingInfoForSM", {20, 2}, "", R"({"msisdn":"+15550100100","sm-RP-PRI":true,"serviceCentreAddress":"+15550100001"})"},
    {"sendRoutingInfoForSM", {20, 2}, "no-priority", R"({"msisdn":"+15550100100","sm-RP-PRI":false,"serviceCentreAddress":"+15550100001"})"},
    {"reportSM-DeliveryStatus", {20, 2}, "", R"({"msisdn":"+15550100100","serviceCentreAddress":"+15550100001","sm-DeliveryOutcome":"memoryCapacityExceeded"})"},
    {"reportSM-DeliveryStatus", {20, 2}, "absentSubscriber", R"({"msisdn":"+15550100100","serviceCentreAddress":"+15550100001","sm-DeliveryOutcome":"absentSubscriber"})"},
    {"reportSM-DeliveryStatus", {20, 2}, "successfulTransfer", R"({"msisdn":"+15550100100","serviceCentreAddress":"+15550100001","sm-DeliveryOutcome":"successfulTransfer"})"},
    {"informServiceCentre", {20, 2}, "", R"({"storedMSISDN":"+15550100100","mw-Status":["mnrf-Set"]})"},
    {"informServiceCentre", {20, 2}, "mcef", R"({"mw-Status":["sc-AddressNotIncluded","mcef-Set"]})"},
    {"forwardSM", {21, 2}, "mo", R"({"sm-RP-DA":{"serviceCentreAddressDA":"+15550100001"},"sm-RP-OA":{"msisdn":"+15550100100"},"sm-RP-UI":{"sms-submit":{"tp-mr":2,"tp-da":"+15550100101","text":"MO of version 2"}}})"},
    {"forwardSM", {25, 2}, "mt", R"({"sm-RP-DA":{"imsi":"001010000000001"},"sm-RP-OA":{"serviceCentreAddressOA":"+15550100001"},"sm-RP-UI":{"sms-deliver":{"tp-oa":"+15550100100","text":"MT of version 2"}}})"},
    {"alertServiceCentre", {23, 2}, "", R"({"msisdn":"+15550100100","serviceCentreAddress":"+15550100001"})"},
    {"readyForSM", {24, 2}, "", R"({"imsi":"001010000000001","alertReason":"ms-Present"})"},
    {"readyForSM", {24, 2}, "memoryAvailable", R"({"imsi":"001010000000001","alertReason":"memoryAvailable"})"},
    // Version 3 (TS 29.002 17.7.6)
    {"sendRoutingInfoForSM", {20, 3}, "", R"({"msisdn":"+15550100100","sm-RP-PRI":true,"serviceCentreAddress":"+15550100001"})"},
    {"sendRoutingInfoForSM", {20, 3}, "gprs", R"({"msisdn":"+15550100100","sm-RP-PRI":false,"serviceCentreAddress":"+15550100001","gprsSupportIndicator":true,"sm-RP-MTI":0})"},
    {"sendRoutingInfoForSM", {20, 3}, "smea", R"({"msisdn":"+15550100100","sm-RP-PRI":true,"serviceCentreAddress":"+15550100001","gprsSupportIndicator":true,"sm-RP-MTI":1,"sm-RP-SMEA":{"hex":"0b915155100002f0"}})"},
    {"reportSM-DeliveryStatus", {20, 3}, "", R"({"msisdn":"+15550100100","serviceCentreAddress":"+15550100001","sm-DeliveryOutcome":"memoryCapacityExceeded"})"},
    {"reportSM-DeliveryStatus", {20, 3}, "absentSubscriber", R"({"msisdn":"+15550100100","serviceCentreAddress":"+15550100001","sm-DeliveryOutcome":"absentSubscriber","absentSubscriberDiagnosticSM":1})"},
    {"reportSM-DeliveryStatus", {20, 3}, "two-nodes", R"({"msisdn":"+15550100100","serviceCentreAddress":"+15550100001","sm-DeliveryOutcome":"successfulTransfer","gprsSupportIndicator":true,"deliveryOutcomeIndicator":true,"additionalSM-DeliveryOutcome":"absentSubscriber","additionalAbsentSubscriberDiagnosticSM":5})"},
    {"informServiceCentre", {20, 3}, "", R"({"storedMSISDN":"+15550100100","mw-Status":["mnrf-Set","mnrg-Set"]})"},
    {"informServiceCentre", {20, 3}, "absentSubscriber", R"({"mw-Status":["sc-AddressNotIncluded"],"absentSubscriberDiagnosticSM":1,"additionalAbsentSubscriberDiagnosticSM":6})"},
    {"mo-ForwardSM", {21, 3}, "", R"({"sm-RP-DA":{"serviceCentreAddressDA":"+15550100001"},"sm-RP-OA":{"msisdn":"+15550100100"},"sm-RP-UI":{"sms-submit":{"tp-mr":3,"tp-da":"+15550100101","text":"MO of version 3"}},"imsi":"001010000000001"})"},
    {"mo-ForwardSM", {21, 3}, "without-imsi", R"({"sm-RP-DA":{"serviceCentreAddressDA":"+15550100001"},"sm-RP-OA":{"msisdn":"+15550100100"},"sm-RP-UI":{"sms-submit":{"tp-mr":4,"tp-da":"+15550100101","text":"No IMSI"}}})"},
    {"mt-ForwardSM", {25, 3}, "", R"({"sm-RP-DA":{"imsi":"001010000000001"},"sm-RP-OA":{"serviceCentreAddressOA":"+15550100001"},"sm-RP-UI":{"sms-deliver":{"tp-oa":"+15550100100","text":"MT of version 3"}}})"},
    {"mt-ForwardSM", {25, 3}, "delivery-timer", R"({"sm-RP-DA":{"imsi":"001010000000001"},"sm-RP-OA":{"serviceCentreAddressOA":"+15550100001"},"sm-RP-UI":{"sms-deliver":{"tp-oa":"+15550100100","text":"Within a minute"}},"smDeliveryTimer":60,"smDeliveryStartTime":{"hex":"e93e1a80"},"smsOverIP-OnlyIndicator":true})"},
    {"mt-ForwardSM-VGCS", {41, 3}, "", R"({"asciCallReference":"12345678","sm-RP-OA":{"serviceCentreAddressOA":"+15550100001"},"sm-RP-UI":{"sms-deliver":{"tp-oa":"+15550100100","text":"To a group call"}}})"},
    {"readyForSM", {24, 3}, "", R"({"imsi":"001010000000001","alertReason":"ms-Present"})"},
    {"readyForSM", {24, 3}, "gprs", R"({"imsi":"001010000000001","alertReason":"memoryAvailable","alertReasonIndicator":true})"},
});

constexpr auto kResults = std::to_array<ParameterRow>({
    {"sendRoutingInfoForSM", {20, 1}, "", R"({"imsi":"001010000000001","locationInfoWithLMSI":{"locationInfo":{"msc-Number":"+15550100002"}},"mwd-Set":false})"},
    {"sendRoutingInfoForSM", {20, 1}, "roamingNumber", R"({"imsi":"001010000000001","locationInfoWithLMSI":{"locationInfo":{"roamingNumber":"+15550100150"},"lmsi":{"hex":"00c0ffee"}},"mwd-Set":true})"},
    {"sendRoutingInfoForSM", {20, 2}, "", R"({"imsi":"001010000000001","locationInfoWithLMSI":{"locationInfo":{"msc-Number":"+15550100002"}}})"},
    {"sendRoutingInfoForSM", {20, 2}, "lmsi", R"({"imsi":"001010000000001","locationInfoWithLMSI":{"locationInfo":{"msc-Number":"+15550100002"},"lmsi":{"hex":"00c0ffee"}}})"},
    {"sendRoutingInfoForSM", {20, 3}, "", R"({"imsi":"001010000000001","locationInfoWithLMSI":{"networkNode-Number":"+15550100002"}})"},
    {"sendRoutingInfoForSM", {20, 3}, "lmsi", R"({"imsi":"001010000000001","locationInfoWithLMSI":{"networkNode-Number":"+15550100002","lmsi":{"hex":"00c0ffee"}}})"},
    {"sendRoutingInfoForSM", {20, 3}, "sgsn", R"({"imsi":"001010000000001","locationInfoWithLMSI":{"networkNode-Number":"+15550100004","gprsNodeIndicator":true,"additional-Number":{"msc-Number":"+15550100002"}}})"},
    {"forwardSM", {21, 1}, "", ""},
    {"forwardSM", {21, 2}, "", ""},
    {"forwardSM", {25, 2}, "", ""},
    {"mo-ForwardSM", {21, 3}, "", ""},
    {"mo-ForwardSM", {21, 3}, "submit-report", R"({"sm-RP-UI":{"sms-submit-report":{}}})"},
    {"mt-ForwardSM", {25, 3}, "", ""},
    {"mt-ForwardSM", {25, 3}, "empty-sequence", R"({})"},
    {"mt-ForwardSM", {25, 3}, "deliver-report", R"({"sm-RP-UI":{"sms-deliver-report":{"tp-pid":0,"tp-dcs":0,"text":"Received"}}})"},
    {"mt-ForwardSM-VGCS", {41, 3}, "", ""},
    {"mt-ForwardSM-VGCS", {41, 3}, "ongoing-call", R"({"dispatcherList":["+15550100160"],"ongoingCall":true})"},
    {"reportSM-DeliveryStatus", {20, 1}, "", ""},
    {"reportSM-DeliveryStatus", {20, 2}, "", ""},
    {"reportSM-DeliveryStatus", {20, 2}, "storedMSISDN", R"({"storedMSISDN":"+15550100170"})"},
    {"reportSM-DeliveryStatus", {20, 3}, "", ""},
    {"reportSM-DeliveryStatus", {20, 3}, "storedMSISDN", R"({"storedMSISDN":"+15550100170"})"},
    {"alertServiceCentre", {23, 2}, "", ""},
    {"readyForSM", {24, 2}, "", ""},
    {"readyForSM", {24, 3}, "", ""},
    {"readyForSM", {24, 3}, "empty-sequence", R"({})"},
});

using E = map::ErrorCode;
constexpr auto kErrors = std::to_array<ErrorRow>({
    {E::unknown_subscriber, 1, "", ""},
    {E::unknown_subscriber, 2, "", ""},
    {E::unknown_subscriber, 3, "", ""},
    {E::unknown_subscriber, 3, "imsiUnknown", R"({"unknownSubscriberDiagnostic":"imsiUnknown"})"},
    {E::unknown_subscriber, 3, "gprs", R"({"unknownSubscriberDiagnostic":"gprs-eps-SubscriptionUnknown"})"},
    {E::unidentified_subscriber, 1, "", ""},
    {E::unidentified_subscriber, 2, "", ""},
    {E::unidentified_subscriber, 3, "", ""},
    {E::unidentified_subscriber, 3, "empty-sequence", R"({})"},
    {E::absent_subscriber_sm, 3, "", ""},
    {E::absent_subscriber_sm, 3, "no-paging-response", R"({"absentSubscriberDiagnosticSM":0})"},
    {E::absent_subscriber_sm, 3, "two-nodes", R"({"absentSubscriberDiagnosticSM":1,"additionalAbsentSubscriberDiagnosticSM":6})"},
    {E::illegal_subscriber, 1, "", ""},
    {E::illegal_subscriber, 2, "", ""},
    {E::illegal_subscriber, 3, "", ""},
    {E::illegal_subscriber, 3, "empty-sequence", R"({})"},
    {E::teleservice_not_provisioned, 1, "", ""},
    {E::teleservice_not_provisioned, 2, "", ""},
    {E::teleservice_not_provisioned, 3, "", ""},
    {E::illegal_equipment, 2, "", ""},
    {E::illegal_equipment, 3, "", ""},
    {E::call_barred, 1, "", ""},
    {E::call_barred, 1, "operatorBarring", R"({"callBarringCause":"operatorBarring"})"},
    {E::call_barred, 2, "", ""},
    {E::call_barred, 2, "barringServiceActive", R"({"callBarringCause":"barringServiceActive"})"},
    {E::call_barred, 3, "", ""},
    {E::call_barred, 3, "operatorBarring", R"({"callBarringCause":"operatorBarring"})"},
    {E::call_barred, 3, "unauthorised", R"({"callBarringCause":"operatorBarring","unauthorisedMessageOriginator":true})"},
    {E::facility_not_supported, 1, "", ""},
    {E::facility_not_supported, 2, "", ""},
    {E::facility_not_supported, 3, "", ""},
    {E::absent_subscriber, 1, "", ""},
    {E::absent_subscriber, 1, "mwd-Set", R"({"mwd-Set":true})"},
    {E::absent_subscriber, 1, "mwd-not-Set", R"({"mwd-Set":false})"},
    {E::absent_subscriber, 2, "", ""},
    {E::subscriber_busy_for_mt_sms, 2, "", ""},
    {E::subscriber_busy_for_mt_sms, 3, "", ""},
    {E::subscriber_busy_for_mt_sms, 3, "gprs", R"({"gprsConnectionSuspended":true})"},
    {E::sm_delivery_failure, 1, "memoryCapacityExceeded", R"({"sm-EnumeratedDeliveryFailureCause":"memoryCapacityExceeded"})"},
    {E::sm_delivery_failure, 1, "equipmentProtocolError", R"({"sm-EnumeratedDeliveryFailureCause":"equipmentProtocolError"})"},
    {E::sm_delivery_failure, 1, "equipmentNotSM-Equipped", R"({"sm-EnumeratedDeliveryFailureCause":"equipmentNotSM-Equipped"})"},
    {E::sm_delivery_failure, 1, "unknownServiceCentre", R"({"sm-EnumeratedDeliveryFailureCause":"unknownServiceCentre"})"},
    {E::sm_delivery_failure, 1, "sc-Congestion", R"({"sm-EnumeratedDeliveryFailureCause":"sc-Congestion"})"},
    {E::sm_delivery_failure, 1, "invalidSME-Address", R"({"sm-EnumeratedDeliveryFailureCause":"invalidSME-Address"})"},
    {E::sm_delivery_failure, 1, "subscriberNotSC-Subscriber", R"({"sm-EnumeratedDeliveryFailureCause":"subscriberNotSC-Subscriber"})"},
    {E::sm_delivery_failure, 2, "memoryCapacityExceeded", R"({"sm-EnumeratedDeliveryFailureCause":"memoryCapacityExceeded"})"},
    {E::sm_delivery_failure, 2, "equipmentProtocolError", R"({"sm-EnumeratedDeliveryFailureCause":"equipmentProtocolError"})"},
    {E::sm_delivery_failure, 2, "equipmentNotSM-Equipped", R"({"sm-EnumeratedDeliveryFailureCause":"equipmentNotSM-Equipped"})"},
    {E::sm_delivery_failure, 2, "unknownServiceCentre", R"({"sm-EnumeratedDeliveryFailureCause":"unknownServiceCentre"})"},
    {E::sm_delivery_failure, 2, "sc-Congestion", R"({"sm-EnumeratedDeliveryFailureCause":"sc-Congestion"})"},
    {E::sm_delivery_failure, 2, "invalidSME-Address", R"({"sm-EnumeratedDeliveryFailureCause":"invalidSME-Address"})"},
    {E::sm_delivery_failure, 2, "subscriberNotSC-Subscriber", R"({"sm-EnumeratedDeliveryFailureCause":"subscriberNotSC-Subscriber"})"},
    {E::sm_delivery_failure, 2, "deliver-report", R"({"sm-EnumeratedDeliveryFailureCause":"equipmentProtocolError","diagnosticInfo":{"sms-deliver-report":{"tp-fcs":"error-in-ms"}}})", 25},
    {E::sm_delivery_failure, 2, "submit-report", R"({"sm-EnumeratedDeliveryFailureCause":"sc-Congestion","diagnosticInfo":{"sms-submit-report":{"tp-fcs":"sc-busy"}}})", 21},
    {E::sm_delivery_failure, 3, "memoryCapacityExceeded", R"({"sm-EnumeratedDeliveryFailureCause":"memoryCapacityExceeded"})"},
    {E::sm_delivery_failure, 3, "equipmentProtocolError", R"({"sm-EnumeratedDeliveryFailureCause":"equipmentProtocolError"})"},
    {E::sm_delivery_failure, 3, "equipmentNotSM-Equipped", R"({"sm-EnumeratedDeliveryFailureCause":"equipmentNotSM-Equipped"})"},
    {E::sm_delivery_failure, 3, "unknownServiceCentre", R"({"sm-EnumeratedDeliveryFailureCause":"unknownServiceCentre"})"},
    {E::sm_delivery_failure, 3, "sc-Congestion", R"({"sm-EnumeratedDeliveryFailureCause":"sc-Congestion"})"},
    {E::sm_delivery_failure, 3, "invalidSME-Address", R"({"sm-EnumeratedDeliveryFailureCause":"invalidSME-Address"})"},
    {E::sm_delivery_failure, 3, "subscriberNotSC-Subscriber", R"({"sm-EnumeratedDeliveryFailureCause":"subscriberNotSC-Subscriber"})"},
    {E::sm_delivery_failure, 3, "deliver-report", R"({"sm-EnumeratedDeliveryFailureCause":"memoryCapacityExceeded","diagnosticInfo":{"sms-deliver-report":{"tp-fcs":"sim-sms-storage-full"}}})", 25},
    {E::sm_delivery_failure, 3, "deliver-report-with-data", R"({"sm-EnumeratedDeliveryFailureCause":"equipmentProtocolError","diagnosticInfo":{"sms-deliver-report":{"tp-fcs":"sim-application-toolkit-busy","tp-pid":127,"tp-dcs":246,"data":{"hex":"027100000e0ab000010000000000000000"}}}})", 25},
    {E::sm_delivery_failure, 3, "submit-report", R"({"sm-EnumeratedDeliveryFailureCause":"sc-Congestion","diagnosticInfo":{"sms-submit-report":{"tp-fcs":"sc-busy"}}})", 21},
    {E::message_waiting_list_full, 1, "", ""},
    {E::message_waiting_list_full, 2, "", ""},
    {E::message_waiting_list_full, 3, "", ""},
    {E::system_failure, 1, "", ""},
    {E::system_failure, 1, "hlr", R"({"networkResource":"hlr"})"},
    {E::system_failure, 2, "", ""},
    {E::system_failure, 2, "vmsc", R"({"networkResource":"vmsc"})"},
    {E::system_failure, 3, "", ""},
    {E::system_failure, 3, "rss", R"({"networkResource":"rss"})"},
    {E::system_failure, 3, "sgsn", R"({"networkResource":"plmn","additionalNetworkResource":"sgsn"})"},
    {E::data_missing, 1, "", ""},
    {E::data_missing, 2, "", ""},
    {E::data_missing, 3, "", ""},
    {E::data_missing, 3, "empty-sequence", R"({})"},
    {E::unexpected_data_value, 1, "", ""},
    {E::unexpected_data_value, 2, "", ""},
    {E::unexpected_data_value, 3, "", ""},
    {E::unexpected_data_value, 3, "unexpectedSubscriber", R"({"unexpectedSubscriber":true})"},
});
// clang-format on

}  // namespace

std::span<const ParameterRow> arguments() {
  return kArguments;
}
std::span<const ParameterRow> results() {
  return kResults;
}
std::span<const ErrorRow> error_parameters() {
  return kErrors;
}

}  // namespace mapsim::corpus
