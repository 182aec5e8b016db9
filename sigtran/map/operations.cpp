#include "sigtran/map/operations.h"

#include <algorithm>
#include <array>

namespace mapsim::map {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using tcap::OperationClass;
using E = ErrorCode;
using Par = ParameterType;

constexpr std::array<TimerLimits, 4> kTimers = {{
    {"s", seconds(3), seconds(10), seconds(10)},
    {"m", seconds(15), seconds(30), seconds(30)},
    {"ml", minutes(1), minutes(10), minutes(1)},
    {"l", hours(28), hours(38), hours(38)},
}};

constexpr std::array kForwardV1 = {
    E::system_failure,     E::unexpected_data_value, E::facility_not_supported, E::unidentified_subscriber,
    E::illegal_subscriber, E::absent_subscriber,     E::sm_delivery_failure};
constexpr std::array kForwardV2 = {E::system_failure,
                                   E::data_missing,
                                   E::unexpected_data_value,
                                   E::facility_not_supported,
                                   E::unidentified_subscriber,
                                   E::illegal_subscriber,
                                   E::illegal_equipment,
                                   E::absent_subscriber,
                                   E::subscriber_busy_for_mt_sms,
                                   E::sm_delivery_failure};
constexpr std::array kMoForward = {E::system_failure, E::unexpected_data_value, E::facility_not_supported,
                                   E::sm_delivery_failure};
constexpr std::array kMtForward = {E::system_failure,          E::data_missing,
                                   E::unexpected_data_value,   E::facility_not_supported,
                                   E::unidentified_subscriber, E::illegal_subscriber,
                                   E::illegal_equipment,       E::subscriber_busy_for_mt_sms,
                                   E::sm_delivery_failure,     E::absent_subscriber_sm};
constexpr std::array kMtForwardVgcs = {E::system_failure, E::unexpected_data_value};
constexpr std::array kRoutingV2 = {E::system_failure,        E::data_missing,
                                   E::unexpected_data_value, E::facility_not_supported,
                                   E::unknown_subscriber,    E::teleservice_not_provisioned,
                                   E::absent_subscriber,     E::call_barred};
constexpr std::array kRouting = {E::system_failure,        E::data_missing,
                                 E::unexpected_data_value, E::facility_not_supported,
                                 E::unknown_subscriber,    E::teleservice_not_provisioned,
                                 E::call_barred,           E::absent_subscriber_sm};
constexpr std::array kReportV1 = {E::unexpected_data_value, E::unknown_subscriber,
                                  E::message_waiting_list_full};
constexpr std::array kReport = {E::data_missing, E::unexpected_data_value, E::unknown_subscriber,
                                E::message_waiting_list_full};
constexpr std::array kAlert = {E::system_failure, E::data_missing, E::unexpected_data_value};
constexpr std::array kReady = {E::data_missing, E::unexpected_data_value, E::facility_not_supported,
                               E::unknown_subscriber};

constexpr auto kClass1 = OperationClass::class1;
constexpr auto kClass4 = OperationClass::class4;
constexpr auto kEmpty = Presence::absent;
constexpr auto kOptional = Presence::optional;
constexpr auto kMandatory = Presence::mandatory;

// clang-format off
constexpr std::array<Operation, 19> kOperations = {{
    {"sendRoutingInfoForSM", 45, {20, 1}, kClass1, TimerRange::m, Par::routing_info_for_sm_arg_v2,
     Par::routing_info_for_sm_res_v2, kMandatory, kRoutingV2, "TS 29.002 12.1"},
    {"sendRoutingInfoForSM", 45, {20, 2}, kClass1, TimerRange::m, Par::routing_info_for_sm_arg_v2,
     Par::routing_info_for_sm_res_v2, kMandatory, kRoutingV2, "TS 29.002 12.1"},
    {"sendRoutingInfoForSM", 45, {20, 3}, kClass1, TimerRange::m, Par::routing_info_for_sm_arg,
     Par::routing_info_for_sm_res, kMandatory, kRouting, "TS 29.002 12.1"},
    {"forwardSM", 46, {21, 1}, kClass1, TimerRange::ml, Par::forward_sm_arg,
     Par::none, kEmpty, kForwardV1, "ETS 300 599 10.2"},
    {"forwardSM", 46, {21, 2}, kClass1, TimerRange::ml, Par::forward_sm_arg,
     Par::none, kEmpty, kForwardV2, "ETS 300 599 10.2"},
    {"forwardSM", 46, {25, 2}, kClass1, TimerRange::ml, Par::forward_sm_arg,
     Par::none, kEmpty, kForwardV2, "ETS 300 599 10.2"},
    {"mo-ForwardSM", 46, {21, 3}, kClass1, TimerRange::ml, Par::mo_forward_sm_arg,
     Par::mo_forward_sm_res, kOptional, kMoForward, "TS 29.002 12.2"},
    {"mt-ForwardSM", 44, {25, 3}, kClass1, TimerRange::ml, Par::mt_forward_sm_arg,
     Par::mt_forward_sm_res, kOptional, kMtForward, "TS 29.002 12.9"},
    {"mt-ForwardSM-VGCS", 21, {41, 3}, kClass1, TimerRange::ml, Par::mt_forward_sm_vgcs_arg,
     Par::mt_forward_sm_vgcs_res, kOptional, kMtForwardVgcs, "TS 29.002 12.10"},
    {"reportSM-DeliveryStatus", 47, {20, 1}, kClass1, TimerRange::s, Par::report_sm_delivery_status_arg_v2,
     Par::none, kEmpty, kReportV1, "TS 29.002 12.3"},
    {"reportSM-DeliveryStatus", 47, {20, 2}, kClass1, TimerRange::s, Par::report_sm_delivery_status_arg_v2,
     Par::report_sm_delivery_status_res_v2, kOptional, kReport, "TS 29.002 12.3"},
    {"reportSM-DeliveryStatus", 47, {20, 3}, kClass1, TimerRange::s, Par::report_sm_delivery_status_arg,
     Par::report_sm_delivery_status_res, kOptional, kReport, "TS 29.002 12.3"},
    {"informServiceCentre", 63, {20, 2}, kClass4, TimerRange::s, Par::inform_service_centre_arg_v2,
     Par::none, kEmpty, {}, "TS 29.002 12.6"},
    {"informServiceCentre", 63, {20, 3}, kClass4, TimerRange::s, Par::inform_service_centre_arg,
     Par::none, kEmpty, {}, "TS 29.002 12.6"},
    {"alertServiceCentreWithoutResult", 49, {23, 1}, kClass4, TimerRange::s, Par::alert_service_centre_arg_v1,
     Par::none, kEmpty, {}, "ETS 300 599 17.6.5"},
    {"alertServiceCentre", 64, {23, 2}, kClass1, TimerRange::s, Par::alert_service_centre_arg,
     Par::none, kEmpty, kAlert, "TS 29.002 12.5"},
    {"noteSubscriberPresent", 48, {24, 1}, kClass4, TimerRange::s, Par::note_subscriber_present_arg,
     Par::none, kEmpty, {}, "ETS 300 599 17.6.5"},
    {"readyForSM", 66, {24, 2}, kClass1, TimerRange::m, Par::ready_for_sm_arg_v2,
     Par::none, kEmpty, kReady, "TS 29.002 12.4"},
    {"readyForSM", 66, {24, 3}, kClass1, TimerRange::m, Par::ready_for_sm_arg,
     Par::ready_for_sm_res, kOptional, kReady, "TS 29.002 12.4"},
}};
// clang-format on

}  // namespace

const TimerLimits& limits(TimerRange range) {
  return kTimers[static_cast<std::size_t>(range)];
}

std::span<const Operation> operations() {
  return kOperations;
}

const Operation* find_operation(ApplicationContext context, std::int32_t code) {
  const auto* row = std::ranges::find_if(
      kOperations, [&](const Operation& o) { return o.code == code && o.context == context; });
  return row != kOperations.end() ? row : nullptr;
}

const Operation* find_operation(std::string_view name, int version) {
  const auto find = [name](int v) -> const Operation* {
    const auto* row = std::ranges::find_if(
        kOperations, [&](const Operation& o) { return o.name == name && o.context.version == v; });
    return row != kOperations.end() ? row : nullptr;
  };
  if (const Operation* operation = find(version)) return operation;
  return version == 3 && name == "alertServiceCentre" ? find(2) : nullptr;
}

const Operation* in_version(const Operation& operation, std::uint8_t version) {
  const Operation* other =
      find_operation(ApplicationContext{operation.context.code, version}, operation.code);
  return other != nullptr && other->name == operation.name ? other : nullptr;
}

bool may_return(const Operation& operation, ErrorCode error) {
  return std::ranges::find(operation.errors, error) != operation.errors.end();
}

std::optional<ApplicationContext> version1_context(std::int32_t code) {
  for (const Operation& operation : kOperations) {
    if (operation.code == code && operation.context.version == 1) return operation.context;
  }
  return std::nullopt;
}

std::vector<std::string_view> operation_names() {
  std::vector<std::string_view> names;
  for (const Operation& operation : kOperations) {
    if (std::ranges::find(names, operation.name) == names.end()) names.push_back(operation.name);
  }
  return names;
}

}  // namespace mapsim::map
