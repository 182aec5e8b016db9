// The operation table: what an operation code means depends on the application context and its version
// (TS 29.002 17.2, 17.3, 17.6.5; ETS 300 599 17.6.5). 46 is forwardSM in versions 1 and 2, both directions,
// and mo-ForwardSM in version 3.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sigtran/core/time.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/map/errors.h"
#include "sigtran/map/parameter_type.h"
#include "sigtran/map/primitives.h"

namespace mapsim::map {

// How long an invocation may take (TS 29.002 17.1.2).
enum class TimerRange : std::uint8_t { s, m, ml, l };

struct TimerLimits {
  std::string_view name;  // "s", "m", "ml", "l"
  Duration shortest;
  Duration longest;
  // What this program uses where nobody says otherwise: short enough that a test does not wait, inside the
  // range.
  Duration value;
};
const TimerLimits& limits(TimerRange range);

struct Operation {
  std::string_view name;
  std::int32_t code = 0;
  ApplicationContext context;
  tcap::OperationClass operation_class = tcap::OperationClass::class1;
  TimerRange timer = TimerRange::m;
  ParameterType argument = ParameterType::none;  // mandatory in all short message operations
  ParameterType result = ParameterType::none;
  Presence result_presence = Presence::absent;  // absent: an empty result, or none at all in class 4
  std::span<const ErrorCode> errors;
  std::string_view clause;
};

std::span<const Operation> operations();

// Nullptr where the context has no such operation.
const Operation* find_operation(ApplicationContext context, std::int32_t code);

// By name and version of the context. forwardSM of version 2 belongs to shortMsgMO-Relay and
// shortMsgMT-Relay: the first is returned, the two differ in nothing but their context. mt-ForwardSM and
// mo-ForwardSM are in version 3 only; alertServiceCentre is found under version 3 as well, though its context
// stops at 2. Nullptr: no such.
const Operation* find_operation(std::string_view name, int version);

// Same name, code and context code; nullptr where that version does not have it.
const Operation* in_version(const Operation& operation, std::uint8_t version);

bool may_return(const Operation& operation, ErrorCode error);

// The context that a BEGIN without dialogue portion has, from the operation code of its first invoke
// (TS 29.002 table 15.2/1).
std::optional<ApplicationContext> version1_context(std::int32_t code);

// All names, each once, for messages that list what is allowed.
std::vector<std::string_view> operation_names();

}  // namespace mapsim::map
