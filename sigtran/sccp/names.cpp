#include "sigtran/sccp/names.h"

namespace mapsim::sccp {

namespace {

constexpr EnumName<RoutingIndicator> kRouting[] = {{"gt", RoutingIndicator::route_on_gt},
                                                   {"ssn", RoutingIndicator::route_on_ssn}};

constexpr EnumName<NatureOfAddress> kNature[] = {{"unknown", NatureOfAddress::unknown},
                                                 {"subscriber", NatureOfAddress::subscriber},
                                                 {"national-reserved", NatureOfAddress::reserved_national},
                                                 {"national", NatureOfAddress::national},
                                                 {"international", NatureOfAddress::international}};

constexpr EnumName<NumberingPlan> kPlan[] = {
    {"unknown", NumberingPlan::unknown},  {"e164", NumberingPlan::isdn},
    {"generic", NumberingPlan::generic},  {"data", NumberingPlan::data},
    {"telex", NumberingPlan::telex},      {"maritime-mobile", NumberingPlan::maritime_mobile},
    {"e212", NumberingPlan::land_mobile}, {"e214", NumberingPlan::isdn_mobile}};

constexpr EnumName<ReturnCause> kCause[] = {
    {"no-translation-for-address-nature", ReturnCause::no_translation_for_address_nature},
    {"no-translation-for-address", ReturnCause::no_translation_for_address},
    {"subsystem-congestion", ReturnCause::subsystem_congestion},
    {"subsystem-failure", ReturnCause::subsystem_failure},
    {"unequipped-user", ReturnCause::unequipped_user},
    {"mtp-failure", ReturnCause::mtp_failure},
    {"network-congestion", ReturnCause::network_congestion},
    {"unqualified", ReturnCause::unqualified},
    {"error-in-message-transport", ReturnCause::error_in_message_transport},
    {"error-in-local-processing", ReturnCause::error_in_local_processing},
    {"destination-cannot-perform-reassembly", ReturnCause::destination_cannot_perform_reassembly},
    {"sccp-failure", ReturnCause::sccp_failure},
    {"hop-counter-violation", ReturnCause::hop_counter_violation},
    {"segmentation-not-supported", ReturnCause::segmentation_not_supported},
    {"segmentation-failure", ReturnCause::segmentation_failure}};

constexpr EnumName<Form> kForm[] = {
    {"automatic", Form::automatic}, {"udt", Form::udt}, {"xudt", Form::xudt}, {"ludt", Form::ludt}};

constexpr EnumName<MessageType> kType[] = {{"UDT", MessageType::udt},   {"UDTS", MessageType::udts},
                                           {"XUDT", MessageType::xudt}, {"XUDTS", MessageType::xudts},
                                           {"LUDT", MessageType::ludt}, {"LUDTS", MessageType::ludts}};

}  // namespace

std::span<const EnumName<RoutingIndicator>> enum_names(RoutingIndicator) {
  return kRouting;
}
std::span<const EnumName<NatureOfAddress>> enum_names(NatureOfAddress) {
  return kNature;
}
std::span<const EnumName<NumberingPlan>> enum_names(NumberingPlan) {
  return kPlan;
}
std::span<const EnumName<ReturnCause>> enum_names(ReturnCause) {
  return kCause;
}
std::span<const EnumName<Form>> enum_names(Form) {
  return kForm;
}
std::span<const EnumName<MessageType>> enum_names(MessageType) {
  return kType;
}

}  // namespace mapsim::sccp
