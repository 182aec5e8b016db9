// Answers with the causes and diagnostics that the roles give and understand.
#pragma once

#include <cstdint>

#include "scenarios/world/answers.h"
#include "sigtran/map/types_error.h"

namespace mapsim::world {

// absentSubscriberDiagnosticSM (TS 23.040 3.3.2), those that a simulated network gives.
enum class Absence : std::uint8_t {
  no_paging_response = 0,
  imsi_detached = 1,
  ms_purged = 4,
  no_paging_response_sgsn = 5,
  gprs_detached = 6,
};
inline Answer absent_because(Absence absence) {
  return Answer::of(map::ErrorCode::absent_subscriber_sm, static_cast<std::uint8_t>(absence));
}

using DeliveryFailureCause = map::SmEnumeratedDeliveryFailureCause;
inline Answer delivery_failure(DeliveryFailureCause cause) {
  return Answer::of(map::ErrorCode::sm_delivery_failure, static_cast<std::uint8_t>(cause));
}
inline bool is(const std::optional<std::uint8_t>& cause, DeliveryFailureCause expected) {
  return cause == static_cast<std::uint8_t>(expected);
}

}  // namespace mapsim::world
