#include "scenarios/world/error_encoding.h"

#include "sigtran/map/codec.h"

namespace mapsim::world {

namespace {

using map::ErrorCode;

ErrorCode in_version(ErrorCode error, std::uint8_t version) {
  const auto used = map::parameter_of(error, version);
  if (used && used->used) return error;
  switch (error) {
    case ErrorCode::absent_subscriber_sm:
      return ErrorCode::absent_subscriber;
    case ErrorCode::absent_subscriber:
      return ErrorCode::absent_subscriber_sm;
    case ErrorCode::illegal_equipment:
      return ErrorCode::illegal_subscriber;
    case ErrorCode::data_missing:
      return ErrorCode::unexpected_data_value;
    default:
      return ErrorCode::system_failure;
  }
}

template <class T>
Octets encoded(const T& parameter) {
  auto octets = map::encode(parameter, map::Ranges::as_they_are);
  return octets ? std::move(*octets) : Octets();
}

Octets parameter_of(ErrorCode error, std::uint8_t cause, std::uint8_t version) {
  switch (error) {
    case ErrorCode::absent_subscriber_sm: {
      map::AbsentSubscriberSmParam parameter;
      parameter.absent_subscriber_diagnostic_sm = map::AbsentSubscriberDiagnosticSm{cause};
      return encoded(parameter);
    }
    case ErrorCode::sm_delivery_failure: {
      const auto failure = static_cast<map::SmEnumeratedDeliveryFailureCause>(cause);
      if (version == 1) return encoded(map::SmDeliveryFailureParamV1{failure});
      if (version == 2) return encoded(map::SmDeliveryFailureCauseWithDiagnostic{failure, {}, {}});
      return encoded(map::SmDeliveryFailureCause{failure, {}, {}, {}});
    }
    case ErrorCode::call_barred: {
      const auto barring = static_cast<map::CallBarringCause>(cause);
      if (version < 3) return encoded(map::CallBarredParamV2{barring});
      map::ExtensibleCallBarredParam parameter;
      parameter.call_barring_cause = barring;
      return encoded(parameter);
    }
    case ErrorCode::system_failure: {
      const auto resource = static_cast<map::NetworkResource>(cause);
      if (version < 3) return encoded(map::SystemFailureParamV2{resource});
      map::ExtensibleSystemFailureParam parameter;
      parameter.network_resource = resource;
      return encoded(parameter);
    }
    default:
      return {};
  }
}

}  // namespace

tcap::Component ErrorEncoding::component(const Answer& answer, std::uint8_t version, ErrorCode& used,
                                         std::optional<tcap::InvokeId> invoke_id) {
  used = in_version(answer.error, version);
  tcap::Component component;
  component.type = tcap::ComponentType::return_error;
  component.invoke_id = invoke_id;
  component.code = static_cast<std::int32_t>(used);
  if (!answer.cause || used != answer.error) return component;
  const auto key =
      std::uint32_t{version} << 16U | std::uint32_t{static_cast<std::uint8_t>(used)} << 8U | *answer.cause;
  const auto known = parameters_.find(key);
  const Octets& octets =
      known != parameters_.end()
          ? known->second
          : parameters_.emplace(key, parameter_of(used, *answer.cause, version)).first->second;
  component.parameter = octets;
  return component;
}

}  // namespace mapsim::world
