#include "sigtran/map/errors.h"

#include <algorithm>

namespace mapsim::map {

namespace {

using Par = ParameterType;

constexpr ErrorParameter kUnused{};
constexpr ErrorParameter kNone{true, Par::none, Presence::absent};
constexpr ErrorParameter optional(Par type) {
  return {true, type, Presence::optional};
}
constexpr ErrorParameter mandatory(Par type) {
  return {true, type, Presence::mandatory};
}

// clang-format off
constexpr std::array<ErrorRow, 15> kErrors = {{
    {ErrorCode::unknown_subscriber, "unknownSubscriber",
     {kNone, kNone, optional(Par::unknown_subscriber_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::unidentified_subscriber, "unidentifiedSubscriber",
     {kNone, kNone, optional(Par::unidentified_sub_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::absent_subscriber_sm, "absentSubscriberSM",
     {kUnused, kUnused, optional(Par::absent_subscriber_sm_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::illegal_subscriber, "illegalSubscriber",
     {kNone, kNone, optional(Par::illegal_subscriber_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::teleservice_not_provisioned, "teleserviceNotProvisioned",
     {kNone, kNone, optional(Par::teleserv_not_prov_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::illegal_equipment, "illegalEquipment",
     {kUnused, kNone, optional(Par::illegal_equipment_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::call_barred, "callBarred",
     {optional(Par::call_barred_param_v2),
      optional(Par::call_barred_param_v2),
      optional(Par::extensible_call_barred_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::facility_not_supported, "facilityNotSupported",
     {kNone, kNone, optional(Par::facility_not_sup_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::absent_subscriber, "absentSubscriber",
     {optional(Par::absent_subscriber_param_v1), kNone, kUnused}, "ETS 300 599 17.6.6"},
    {ErrorCode::subscriber_busy_for_mt_sms, "subscriberBusyForMT-SMS",
     {kUnused, kNone, optional(Par::sub_busy_for_mt_sms_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::sm_delivery_failure, "sm-DeliveryFailure",
     {mandatory(Par::sm_delivery_failure_param_v1),
      mandatory(Par::sm_delivery_failure_cause_with_diagnostic),
      mandatory(Par::sm_delivery_failure_cause)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::message_waiting_list_full, "messageWaitingListFull",
     {kNone, kNone, optional(Par::message_wait_list_full_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::system_failure, "systemFailure",
     {optional(Par::system_failure_param_v2),
      optional(Par::system_failure_param_v2),
      optional(Par::extensible_system_failure_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::data_missing, "dataMissing",
     {kNone, kNone, optional(Par::data_missing_param)}, "TS 29.002 7.6.1.4"},
    {ErrorCode::unexpected_data_value, "unexpectedDataValue",
     {kNone, kNone, optional(Par::unexpected_data_param)}, "TS 29.002 7.6.1.4"},
}};
// clang-format on

constexpr auto kNames = [] {
  std::array<EnumName<ErrorCode>, kErrors.size()> names{};
  for (std::size_t i = 0; i < kErrors.size(); ++i) names[i] = {kErrors[i].name, kErrors[i].code};
  return names;
}();

}  // namespace

std::span<const ErrorRow> errors() {
  return kErrors;
}

const ErrorRow* find_error(std::int32_t code) {
  const auto* row = std::ranges::find_if(
      kErrors, [code](const ErrorRow& r) { return static_cast<std::int32_t>(r.code) == code; });
  return row != kErrors.end() ? row : nullptr;
}

const ErrorRow* find_error(std::string_view name) {
  const auto* row = std::ranges::find(kErrors, name, &ErrorRow::name);
  return row != kErrors.end() ? row : nullptr;
}

std::optional<ErrorParameter> parameter_of(ErrorCode code, int version) {
  const ErrorRow* row = find_error(static_cast<std::int32_t>(code));
  if (row == nullptr || version < 1 || version > 3) return std::nullopt;
  const ErrorParameter& parameter = row->versions[static_cast<std::size_t>(version - 1)];
  if (!parameter.used) return std::nullopt;
  return parameter;
}

std::span<const EnumName<ErrorCode>> enum_names(ErrorCode) {
  return kNames;
}

}  // namespace mapsim::map
