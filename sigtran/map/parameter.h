// Any argument, result or error parameter.
#pragma once

#include <variant>

#include "sigtran/map/parameter_type.h"
#include "sigtran/map/types_alert.h"
#include "sigtran/map/types_error.h"
#include "sigtran/map/types_forward_sm.h"
#include "sigtran/map/types_routing_info.h"
#include "sigtran/map/types_sm_v2.h"

namespace mapsim::map {

// Octets taken as they are: what came where the table has no parameter, or what a user wrote as {hex: "…"}.
struct RawParameter {
  Octets octets;
  friend bool operator==(const RawParameter&, const RawParameter&) = default;
};

// In the order of ParameterType; std::monostate: absent.
using Parameter =
    std::variant<std::monostate, ForwardSmArg, MoForwardSmArg, MoForwardSmRes, MtForwardSmArg, MtForwardSmRes,
                 MtForwardSmVgcsArg, MtForwardSmVgcsRes, RoutingInfoForSmArgV2, RoutingInfoForSmResV2,
                 RoutingInfoForSmArg, RoutingInfoForSmRes, ReportSmDeliveryStatusArgV2,
                 ReportSmDeliveryStatusResV2, ReportSmDeliveryStatusArg, ReportSmDeliveryStatusRes,
                 AlertServiceCentreArgV1, AlertServiceCentreArg, InformServiceCentreArgV2,
                 InformServiceCentreArg, NoteSubscriberPresentArg, ReadyForSmArgV2, ReadyForSmArg,
                 ReadyForSmRes, AbsentSubscriberParamV1, CallBarredParamV2, SystemFailureParamV2,
                 SmDeliveryFailureParamV1, SmDeliveryFailureCauseWithDiagnostic, SmDeliveryFailureCause,
                 AbsentSubscriberSmParam, ExtensibleSystemFailureParam, ExtensibleCallBarredParam,
                 DataMissingParam, UnexpectedDataParam, FacilityNotSupParam, UnknownSubscriberParam,
                 UnidentifiedSubParam, IllegalSubscriberParam, IllegalEquipmentParam, TeleservNotProvParam,
                 SubBusyForMtSmsParam, MessageWaitListFullParam, RawParameter>;

inline ParameterType type_of(const Parameter& parameter) {
  return static_cast<ParameterType>(parameter.index());
}

static_assert(std::variant_size_v<Parameter> == static_cast<std::size_t>(ParameterType::raw) + 1);

}  // namespace mapsim::map
