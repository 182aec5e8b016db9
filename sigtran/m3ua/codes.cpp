#include "sigtran/m3ua/codes.h"

namespace mapsim::m3ua {

namespace {

constexpr EnumName<ErrorCode> kErrorCodes[] = {
    {"invalid-version", ErrorCode::invalid_version},
    {"unsupported-message-class", ErrorCode::unsupported_message_class},
    {"unsupported-message-type", ErrorCode::unsupported_message_type},
    {"unsupported-traffic-mode-type", ErrorCode::unsupported_traffic_mode_type},
    {"unexpected-message", ErrorCode::unexpected_message},
    {"protocol-error", ErrorCode::protocol_error},
    {"invalid-stream-identifier", ErrorCode::invalid_stream_identifier},
    {"refused-management-blocking", ErrorCode::refused_management_blocking},
    {"asp-identifier-required", ErrorCode::asp_identifier_required},
    {"invalid-asp-identifier", ErrorCode::invalid_asp_identifier},
    {"invalid-parameter-value", ErrorCode::invalid_parameter_value},
    {"parameter-field-error", ErrorCode::parameter_field_error},
    {"unexpected-parameter", ErrorCode::unexpected_parameter},
    {"destination-status-unknown", ErrorCode::destination_status_unknown},
    {"invalid-network-appearance", ErrorCode::invalid_network_appearance},
    {"missing-parameter", ErrorCode::missing_parameter},
    {"invalid-routing-context", ErrorCode::invalid_routing_context},
    {"no-configured-as-for-asp", ErrorCode::no_configured_as_for_asp},
};

constexpr EnumName<TrafficMode> kTrafficModes[] = {
    {"override", TrafficMode::override_},
    {"loadshare", TrafficMode::loadshare},
    {"broadcast", TrafficMode::broadcast},
};

constexpr EnumName<StatusType> kStatusTypes[] = {
    {"as-state-change", StatusType::as_state_change},
    {"other", StatusType::other},
};

constexpr EnumName<AsStateStatus> kAsStateStatuses[] = {
    {"reserved", AsStateStatus::reserved},
    {"as-inactive", AsStateStatus::as_inactive},
    {"as-active", AsStateStatus::as_active},
    {"as-pending", AsStateStatus::as_pending},
};

constexpr EnumName<OtherStatus> kOtherStatuses[] = {
    {"insufficient-asp-resources-active-in-as", OtherStatus::insufficient_asp_resources},
    {"alternate-asp-active", OtherStatus::alternate_asp_active},
    {"asp-failure", OtherStatus::asp_failure},
};

constexpr EnumName<UnavailabilityCause> kUnavailabilityCauses[] = {
    {"unknown", UnavailabilityCause::unknown},
    {"unequipped-remote-user", UnavailabilityCause::unequipped},
    {"inaccessible-remote-user", UnavailabilityCause::inaccessible},
};

constexpr EnumName<RegistrationStatus> kRegistrationStatuses[] = {
    {"successfully-registered", RegistrationStatus::successfully_registered},
    {"unknown", RegistrationStatus::unknown},
    {"invalid-dpc", RegistrationStatus::invalid_dpc},
    {"invalid-network-appearance", RegistrationStatus::invalid_network_appearance},
    {"invalid-routing-key", RegistrationStatus::invalid_routing_key},
    {"permission-denied", RegistrationStatus::permission_denied},
    {"cannot-support-unique-routing", RegistrationStatus::cannot_support_unique_routing},
    {"routing-key-not-currently-provisioned", RegistrationStatus::routing_key_not_provisioned},
    {"insufficient-resources", RegistrationStatus::insufficient_resources},
    {"unsupported-rk-parameter-field", RegistrationStatus::unsupported_rk_parameter_field},
    {"unsupported-traffic-handling-mode", RegistrationStatus::unsupported_traffic_handling_mode},
    {"routing-key-change-refused", RegistrationStatus::routing_key_change_refused},
    {"routing-key-already-registered", RegistrationStatus::routing_key_already_registered},
};

constexpr EnumName<DeregistrationStatus> kDeregistrationStatuses[] = {
    {"successfully-deregistered", DeregistrationStatus::successfully_deregistered},
    {"unknown", DeregistrationStatus::unknown},
    {"invalid-routing-context", DeregistrationStatus::invalid_routing_context},
    {"permission-denied", DeregistrationStatus::permission_denied},
    {"not-registered", DeregistrationStatus::not_registered},
    {"asp-currently-active-for-routing-context", DeregistrationStatus::asp_currently_active},
};

}  // namespace

std::span<const EnumName<ErrorCode>> enum_names(ErrorCode) {
  return kErrorCodes;
}
std::span<const EnumName<TrafficMode>> enum_names(TrafficMode) {
  return kTrafficModes;
}
std::span<const EnumName<StatusType>> enum_names(StatusType) {
  return kStatusTypes;
}
std::span<const EnumName<AsStateStatus>> enum_names(AsStateStatus) {
  return kAsStateStatuses;
}
std::span<const EnumName<OtherStatus>> enum_names(OtherStatus) {
  return kOtherStatuses;
}
std::span<const EnumName<UnavailabilityCause>> enum_names(UnavailabilityCause) {
  return kUnavailabilityCauses;
}
std::span<const EnumName<RegistrationStatus>> enum_names(RegistrationStatus) {
  return kRegistrationStatuses;
}
std::span<const EnumName<DeregistrationStatus>> enum_names(DeregistrationStatus) {
  return kDeregistrationStatuses;
}

}  // namespace mapsim::m3ua
