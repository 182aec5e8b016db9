// The code points of RFC 4666 section 3: parameter tags, error codes, status values. Values outside the lists
// are possible everywhere (a peer or a test may send them) and are shown as numbers.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sigtran/core/fields.h"

namespace mapsim::m3ua {

inline constexpr std::uint8_t kVersion = 1;  // RFC 4666 3.1.1: release 1.0

// RFC 4666 3.1.2: class in the upper octet, type in the lower.
enum class MessageType : std::uint16_t {
  err = 0x0000,
  ntfy = 0x0001,
  data = 0x0101,
  duna = 0x0201,
  dava = 0x0202,
  daud = 0x0203,
  scon = 0x0204,
  dupu = 0x0205,
  drst = 0x0206,
  aspup = 0x0301,
  aspdn = 0x0302,
  beat = 0x0303,
  aspup_ack = 0x0304,
  aspdn_ack = 0x0305,
  beat_ack = 0x0306,
  aspac = 0x0401,
  aspia = 0x0402,
  aspac_ack = 0x0403,
  aspia_ack = 0x0404,
  reg_req = 0x0901,
  reg_rsp = 0x0902,
  dereg_req = 0x0903,
  dereg_rsp = 0x0904,
};

constexpr MessageType message_type(std::uint8_t message_class, std::uint8_t type) {
  return static_cast<MessageType>((message_class << 8U) | type);
}
constexpr std::uint8_t message_class(MessageType type) {
  return static_cast<std::uint8_t>(static_cast<std::uint16_t>(type) >> 8U);
}

// RFC 4666 3.2.
enum class Tag : std::uint16_t {
  info_string = 0x0004,
  routing_context = 0x0006,
  diagnostic_information = 0x0007,
  heartbeat_data = 0x0009,
  traffic_mode_type = 0x000B,
  error_code = 0x000C,
  status = 0x000D,
  asp_identifier = 0x0011,
  affected_point_code = 0x0012,
  correlation_id = 0x0013,
  network_appearance = 0x0200,
  user_cause = 0x0204,
  congestion_indications = 0x0205,
  concerned_destination = 0x0206,
  routing_key = 0x0207,
  registration_result = 0x0208,
  deregistration_result = 0x0209,
  local_routing_key_identifier = 0x020A,
  destination_point_code = 0x020B,
  service_indicators = 0x020C,
  originating_point_code_list = 0x020E,
  protocol_data = 0x0210,
  registration_status = 0x0212,
  deregistration_status = 0x0213,
};

// RFC 4666 3.8.1.
enum class ErrorCode : std::uint32_t {
  invalid_version = 0x01,
  unsupported_message_class = 0x03,
  unsupported_message_type = 0x04,
  unsupported_traffic_mode_type = 0x05,
  unexpected_message = 0x06,
  protocol_error = 0x07,
  invalid_stream_identifier = 0x09,
  refused_management_blocking = 0x0D,
  asp_identifier_required = 0x0E,
  invalid_asp_identifier = 0x0F,
  invalid_parameter_value = 0x11,
  parameter_field_error = 0x12,
  unexpected_parameter = 0x13,
  destination_status_unknown = 0x14,
  invalid_network_appearance = 0x15,
  missing_parameter = 0x16,
  invalid_routing_context = 0x19,
  no_configured_as_for_asp = 0x1A,
};
std::span<const EnumName<ErrorCode>> enum_names(ErrorCode);

// RFC 4666 3.7.1.
enum class TrafficMode : std::uint32_t { override_ = 1, loadshare = 2, broadcast = 3 };
std::span<const EnumName<TrafficMode>> enum_names(TrafficMode);

// RFC 4666 3.8.2.
enum class StatusType : std::uint16_t { as_state_change = 1, other = 2 };
std::span<const EnumName<StatusType>> enum_names(StatusType);
enum class AsStateStatus : std::uint16_t { reserved = 1, as_inactive = 2, as_active = 3, as_pending = 4 };
std::span<const EnumName<AsStateStatus>> enum_names(AsStateStatus);
enum class OtherStatus : std::uint16_t {
  insufficient_asp_resources = 1,
  alternate_asp_active = 2,
  asp_failure = 3,
};
std::span<const EnumName<OtherStatus>> enum_names(OtherStatus);

// RFC 4666 3.4.5: why a user part is unavailable.
enum class UnavailabilityCause : std::uint16_t { unknown = 0, unequipped = 1, inaccessible = 2 };
std::span<const EnumName<UnavailabilityCause>> enum_names(UnavailabilityCause);

// RFC 4666 3.6.2.
enum class RegistrationStatus : std::uint32_t {
  successfully_registered = 0,
  unknown = 1,
  invalid_dpc = 2,
  invalid_network_appearance = 3,
  invalid_routing_key = 4,
  permission_denied = 5,
  cannot_support_unique_routing = 6,
  routing_key_not_provisioned = 7,
  insufficient_resources = 8,
  unsupported_rk_parameter_field = 9,
  unsupported_traffic_handling_mode = 10,
  routing_key_change_refused = 11,
  routing_key_already_registered = 12,
};
std::span<const EnumName<RegistrationStatus>> enum_names(RegistrationStatus);

// RFC 4666 3.6.4.
enum class DeregistrationStatus : std::uint32_t {
  successfully_deregistered = 0,
  unknown = 1,
  invalid_routing_context = 2,
  permission_denied = 3,
  not_registered = 4,
  asp_currently_active = 5,
};
std::span<const EnumName<DeregistrationStatus>> enum_names(DeregistrationStatus);

}  // namespace mapsim::m3ua
