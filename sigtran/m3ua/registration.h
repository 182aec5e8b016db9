// The Routing Key and Registration Result parameters (RFC 4666 3.6.1, 3.6.2) as values of this node.
#pragma once

#include <tl/expected.hpp>

#include "sigtran/m3ua/message.h"
#include "sigtran/m3ua/routing_key.h"

namespace mapsim::m3ua {

// What one Routing Key parameter of a REG REQ asks for.
struct RegistrationRequest {
  std::uint32_t local_identifier = 0;
  std::optional<std::uint32_t> routing_context = {};  // present: change this routing key, unless it is equal
  std::optional<std::uint32_t> traffic_mode = {};     // as it came; possibly none of TrafficMode
  std::optional<std::uint32_t> network_appearance = {};
  RoutingKey key = {};
};

// Error: the status that refuses a key for what it says: invalid routing key (no destination, or a service
// indicator above 15), invalid DPC (mask, or above `highest_point_code`), unsupported parameter field (what
// RFC 4666 3.6.1 does not know, such as the circuit ranges of RFC 3332, or a mask in an OPC list: routing by
// a part of a key would be routing by another key).
tl::expected<RegistrationRequest, RegistrationStatus> read_request(const ParameterGroup& group,
                                                                   mtp::PointCode highest_point_code);
Parameter to_parameter(const RegistrationRequest& request);

// The local identifier alone; check() made sure that it is there.
std::uint32_t local_identifier(const ParameterGroup& group);

struct RegistrationResult {
  std::uint32_t local_identifier = 0;
  RegistrationStatus status = RegistrationStatus::unknown;
  std::uint32_t routing_context = 0;  // 0 where the key was refused (3.6.2)
  friend bool operator==(const RegistrationResult&, const RegistrationResult&) = default;
};
Parameter to_parameter(const RegistrationResult& result);
RegistrationResult read_registration_result(const ParameterGroup& group);

struct DeregistrationResult {
  std::uint32_t routing_context = 0;
  DeregistrationStatus status = DeregistrationStatus::unknown;
};
Parameter to_parameter(const DeregistrationResult& result);
DeregistrationResult read_deregistration_result(const ParameterGroup& group);

}  // namespace mapsim::m3ua
