// The errors that short message operations return, and the shape of their parameter in each version
// (TS 29.002 17.6.6, 17.7.7; ETS 300 599 17.6.6 for versions 1 and 2).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sigtran/core/fields.h"
#include "sigtran/map/parameter_type.h"

namespace mapsim::map {

// Local error codes.
enum class ErrorCode : std::uint8_t {
  unknown_subscriber = 1,
  unidentified_subscriber = 5,
  absent_subscriber_sm = 6,
  illegal_subscriber = 9,
  teleservice_not_provisioned = 11,
  illegal_equipment = 12,
  call_barred = 13,
  facility_not_supported = 21,
  absent_subscriber = 27,
  subscriber_busy_for_mt_sms = 31,
  sm_delivery_failure = 32,
  message_waiting_list_full = 33,
  system_failure = 34,
  data_missing = 35,
  unexpected_data_value = 36,
};

enum class Presence : std::uint8_t {
  absent,  // there is none
  optional,
  mandatory,
};

// The parameter of an error in one version. Not used in that version: `used` is false.
struct ErrorParameter {
  bool used = false;
  ParameterType type = ParameterType::none;
  Presence presence = Presence::absent;
};

struct ErrorRow {
  ErrorCode code;
  std::string_view name;
  std::array<ErrorParameter, 3> versions;  // version 1, 2, 3
  std::string_view clause;
};

std::span<const ErrorRow> errors();

// Nullptr where no short message operation has such an error.
const ErrorRow* find_error(std::int32_t code);
const ErrorRow* find_error(std::string_view name);

// Nullopt where the version (1 to 3) does not use the error.
std::optional<ErrorParameter> parameter_of(ErrorCode code, int version);

std::span<const EnumName<ErrorCode>> enum_names(ErrorCode);

}  // namespace mapsim::map
