// The identifiers of enumerations and alternatives.
#include <array>

#include "sigtran/map/parameter.h"

namespace mapsim::map {

namespace {

constexpr std::array<std::string_view, 5> kSmRpDa = {"imsi", "lmsi", "roamingNumber",
                                                     "serviceCentreAddressDA", "noSM-RP-DA"};
constexpr std::array<std::string_view, 3> kSmRpOa = {"msisdn", "serviceCentreAddressOA", "noSM-RP-OA"};
constexpr std::array<std::string_view, 2> kAdditionalNumber = {"msc-Number", "sgsn-Number"};
constexpr std::array<std::string_view, 2> kLocationInfo = {"roamingNumber", "msc-Number"};

constexpr std::array<EnumName<SmDeliveryOutcome>, 3> kOutcomes = {{
    {"memoryCapacityExceeded", SmDeliveryOutcome::memory_capacity_exceeded},
    {"absentSubscriber", SmDeliveryOutcome::absent_subscriber},
    {"successfulTransfer", SmDeliveryOutcome::successful_transfer},
}};

constexpr std::array<EnumName<SmDeliveryNotIntended>, 2> kNotIntended = {{
    {"onlyIMSI-requested", SmDeliveryNotIntended::only_imsi_requested},
    {"onlyMCC-MNC-requested", SmDeliveryNotIntended::only_mcc_mnc_requested},
}};

constexpr std::array<EnumName<SmsGmscAlertEvent>, 2> kAlertEvents = {{
    {"msAvailableForMtSms", SmsGmscAlertEvent::ms_available_for_mt_sms},
    {"msUnderNewServingNode", SmsGmscAlertEvent::ms_under_new_serving_node},
}};

constexpr std::array<EnumName<AlertReason>, 2> kAlertReasons = {{
    {"ms-Present", AlertReason::ms_present},
    {"memoryAvailable", AlertReason::memory_available},
}};

constexpr std::array<EnumName<CallBarringCause>, 2> kBarringCauses = {{
    {"barringServiceActive", CallBarringCause::barring_service_active},
    {"operatorBarring", CallBarringCause::operator_barring},
}};

using Cause = SmEnumeratedDeliveryFailureCause;
constexpr std::array<EnumName<Cause>, 7> kFailureCauses = {{
    {"memoryCapacityExceeded", Cause::memory_capacity_exceeded},
    {"equipmentProtocolError", Cause::equipment_protocol_error},
    {"equipmentNotSM-Equipped", Cause::equipment_not_sm_equipped},
    {"unknownServiceCentre", Cause::unknown_service_centre},
    {"sc-Congestion", Cause::sc_congestion},
    {"invalidSME-Address", Cause::invalid_sme_address},
    {"subscriberNotSC-Subscriber", Cause::subscriber_not_sc_subscriber},
}};

constexpr std::array<EnumName<FailureCauseParam>, 1> kFailureCauseParams = {{
    {"limitReachedOnNumberOfConcurrentLocationRequests",
     FailureCauseParam::limit_reached_on_number_of_concurrent_location_requests},
}};

constexpr std::array<EnumName<UnknownSubscriberDiagnostic>, 3> kUnknownSubscriber = {{
    {"imsiUnknown", UnknownSubscriberDiagnostic::imsi_unknown},
    {"gprs-eps-SubscriptionUnknown", UnknownSubscriberDiagnostic::gprs_eps_subscription_unknown},
    {"npdbMismatch", UnknownSubscriberDiagnostic::npdb_mismatch},
}};

}  // namespace

std::span<const std::string_view> choice_names(const SmRpDa&) {
  return kSmRpDa;
}
std::span<const std::string_view> choice_names(const SmRpOa&) {
  return kSmRpOa;
}
std::span<const std::string_view> choice_names(const AdditionalNumber&) {
  return kAdditionalNumber;
}
std::span<const std::string_view> choice_names(const LocationInfo&) {
  return kLocationInfo;
}

std::span<const EnumName<SmDeliveryOutcome>> enum_names(SmDeliveryOutcome) {
  return kOutcomes;
}
std::span<const EnumName<SmDeliveryNotIntended>> enum_names(SmDeliveryNotIntended) {
  return kNotIntended;
}
std::span<const EnumName<SmsGmscAlertEvent>> enum_names(SmsGmscAlertEvent) {
  return kAlertEvents;
}
std::span<const EnumName<AlertReason>> enum_names(AlertReason) {
  return kAlertReasons;
}
std::span<const EnumName<CallBarringCause>> enum_names(CallBarringCause) {
  return kBarringCauses;
}
std::span<const EnumName<Cause>> enum_names(Cause) {
  return kFailureCauses;
}
std::span<const EnumName<FailureCauseParam>> enum_names(FailureCauseParam) {
  return kFailureCauseParams;
}
std::span<const EnumName<UnknownSubscriberDiagnostic>> enum_names(UnknownSubscriberDiagnostic) {
  return kUnknownSubscriber;
}

}  // namespace mapsim::map
