// Which member of a MAP parameter holds a TPDU, and which way that travels.
#pragma once

#include <string_view>

#include "sigtran/map/parameter.h"
#include "sigtran/map/primitives.h"
#include "sigtran/sms/tpdu.h"

namespace mapsim::scenario {

inline constexpr std::string_view kShortMessage = "sm-RP-UI";
inline constexpr std::string_view kDiagnosticInfo = "diagnosticInfo";

inline constexpr std::uint8_t kMoRelay = 21;  // and, in version 1, both directions

// Of an argument. Version 1 has one context for both directions: the service centre's place tells
// (TS 29.002 7.6.8.1, 7.6.8.2).
constexpr sms::Direction towards(map::ApplicationContext context, bool to_service_centre) {
  if (context.code != kMoRelay) return sms::Direction::mt;
  return context.version > 1 || to_service_centre ? sms::Direction::mo : sms::Direction::mt;
}

// A result or an error acknowledges: its report travels against the message.
constexpr sms::Direction report_towards(map::ApplicationContext context) {
  return towards(context, true) == sms::Direction::mo ? sms::Direction::mt : sms::Direction::mo;
}

// SM-RP-DA is serviceCentreAddressDA. False for arguments without SM-RP-DA.
inline bool to_service_centre(const map::Parameter& argument) {
  const auto* v1 = std::get_if<map::ForwardSmArg>(&argument);
  return v1 != nullptr && v1->sm_rp_da.value.index() == map::SmRpDa::service_centre_address_da;
}

}  // namespace mapsim::scenario
