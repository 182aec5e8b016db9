#include "scenarios/world/delivery_failure.h"

#include "scenarios/world/causes.h"
#include "scenarios/world/status_report.h"
#include "sigtran/map/codec.h"

namespace mapsim::world {

namespace {

using map::ErrorCode;

std::optional<std::uint8_t> delivery_cause(const Outcome& outcome) {
  if (outcome.version == 1) {
    const auto p = map::decode<map::SmDeliveryFailureParamV1>(outcome.parameter);
    return p ? std::optional(static_cast<std::uint8_t>(p->sm_enumerated_delivery_failure_cause))
             : std::nullopt;
  }
  if (outcome.version == 2) {
    const auto p = map::decode<map::SmDeliveryFailureCauseWithDiagnostic>(outcome.parameter);
    return p ? std::optional(static_cast<std::uint8_t>(p->sm_enumerated_delivery_failure_cause))
             : std::nullopt;
  }
  const auto p = map::decode<map::SmDeliveryFailureCause>(outcome.parameter);
  return p ? std::optional(static_cast<std::uint8_t>(p->sm_enumerated_delivery_failure_cause)) : std::nullopt;
}

std::optional<std::uint8_t> absence_of(const Outcome& outcome) {
  if (outcome.version < 3) return std::nullopt;
  const auto p = map::decode<map::AbsentSubscriberSmParam>(outcome.parameter);
  if (!p || !p->absent_subscriber_diagnostic_sm) return std::nullopt;
  return static_cast<std::uint8_t>(p->absent_subscriber_diagnostic_sm->value);
}

// TP-ST (TS 23.040 9.2.3.15), which knows less than MAP.
constexpr sms::Status kIncompatibleDestination{0x41};
constexpr sms::Status kNotObtainable{0x43};
constexpr sms::Status kBusy{0x61};
constexpr sms::Status kNoResponse{0x62};
constexpr sms::Status kErrorInSme{0x65};

sms::Status status_of(const Failure& failure, map::ErrorCode error) {
  if (error == ErrorCode::unknown_subscriber) return kNotObtainable;
  if (error == ErrorCode::subscriber_busy_for_mt_sms) return kBusy;
  if (failure.absent) return kNoResponse;
  if (failure.memory) return kErrorInSme;
  if (!failure.permanent) return failure.status;
  return error == ErrorCode::sm_delivery_failure ? kIncompatibleDestination : kRemoteProcedureError;
}

Failure failure_of_error(const Outcome& outcome) {
  Failure failure;
  if (!outcome.error) return {.text = "an error that MAP does not have"};
  Answer told = Answer::of(*outcome.error);
  switch (*outcome.error) {
    case ErrorCode::absent_subscriber:
    case ErrorCode::absent_subscriber_sm:
      failure.absent = failure.elsewhere = true;
      if (*outcome.error == ErrorCode::absent_subscriber_sm)
        told.cause = failure.diagnostic = absence_of(outcome);
      break;
    case ErrorCode::sm_delivery_failure:
      told.cause = delivery_cause(outcome);
      failure.memory = is(told.cause, DeliveryFailureCause::memory_capacity_exceeded);
      failure.permanent = is(told.cause, DeliveryFailureCause::equipment_not_sm_equipped);
      break;
    case ErrorCode::unidentified_subscriber:
    case ErrorCode::facility_not_supported:
      failure.elsewhere = true;
      break;
    case ErrorCode::unknown_subscriber:
    case ErrorCode::illegal_subscriber:
    case ErrorCode::illegal_equipment:
    case ErrorCode::teleservice_not_provisioned:
    case ErrorCode::call_barred:
    case ErrorCode::unexpected_data_value:
    case ErrorCode::data_missing:
      failure.permanent = true;
      break;
    default:
      break;  // it may go by: systemFailure, subscriberBusyForMT-SMS
  }
  failure.text = to_text(told);
  failure.status = status_of(failure, *outcome.error);
  return failure;
}

}  // namespace

Failure failure_of(const Outcome& outcome, const std::string& where) {
  switch (outcome.kind) {
    case Outcome::Kind::error:
      return failure_of_error(outcome);
    case Outcome::Kind::rejected:
      return {.text = "Reject by the " + where};
    case Outcome::Kind::refused:
      return {.text = "no version that the " + where + " knows", .elsewhere = true};
    case Outcome::Kind::aborted:
      return {.text = "ABORT by the " + where};
    case Outcome::Kind::no_answer:
      return {.text = "no answer of the " + where, .status = kNoResponse};
    case Outcome::Kind::unreachable:
      return {.text = "the " + where + " is not reachable", .elsewhere = true};
    case Outcome::Kind::not_sent:
      return {.text = "no dialogue was left for the " + where};
    case Outcome::Kind::result:
      break;
  }
  return {.text = "a result of the " + where + " that is none"};
}

}  // namespace mapsim::world
