// What an automatic endpoint asks of others (TS 29.002 12), as values that know their argument in every
// version.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "scenarios/world/number.h"
#include "sigtran/map/operations.h"
#include "sigtran/map/types_sm.h"

namespace mapsim::world {

struct SendRoutingInfo {
  Number msisdn;
  Number service_centre;
  bool priority = true;  // sm-RP-PRI
};

struct ReportDeliveryStatus {
  Number msisdn;
  Number service_centre;
  map::SmDeliveryOutcome outcome{};
  std::optional<std::uint8_t> diagnostic;  // why it is absent, version 3
};

struct AlertServiceCentre {
  Number msisdn;
  Number service_centre;
};

struct ReadyForSm {
  Number imsi;
  map::AlertReason reason{};
};

struct ForwardMo {
  Number service_centre;
  Number msisdn;
  std::optional<Number> imsi;
  Octets tpdu;
};

struct ForwardMt {
  Number imsi;
  std::optional<std::uint32_t> lmsi;  // then the IMSI is the destination reference (TS 29.002 23.3.1)
  Number service_centre;
  Octets tpdu;
  bool more = false;       // moreMessagesToSend
  bool following = false;  // the second or a later one of its dialogue (TS 29.002 12.9.3)
};

using Procedure =
    std::variant<SendRoutingInfo, ReportDeliveryStatus, AlertServiceCentre, ReadyForSm, ForwardMo, ForwardMt>;

// The context that carries the procedure in this version; nullopt where the version does not have it.
std::optional<map::ApplicationContext> context_of(const Procedure& procedure, std::uint8_t version);

// The operation in that context, and its argument. Error: the argument does not go into the version's type.
const map::Operation& operation_of(const Procedure& procedure, map::ApplicationContext context);
Result<Octets> argument_of(const Procedure& procedure, std::uint8_t version);

}  // namespace mapsim::world
