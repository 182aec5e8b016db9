// What can be worked out of a program before it is played, and the requests that its steps become.
#pragma once

#include <cstdint>
#include <vector>

#include "scenarios/engine/dialogue_state.h"
#include "scenarios/engine/program.h"
#include "sigtran/map/primitives.h"

namespace mapsim::scenario {

// A message that is too long for its BEGIN travels in parts: the empty BEGIN, then the services.
enum class MessagePart : std::uint8_t { whole, without_services, services_only };

// A request and the octets that its services refer to.
struct BuiltRequest {
  map::Request request;
  std::vector<Octets> parameters;
};

struct PreparedStep {
  // MessageStep::expected in the two parts of a message that travels by an empty BEGIN.
  Template expected_without_services;
  Template expected_services;
};

struct PreparedProgram {
  explicit PreparedProgram(const Program& program);
  std::vector<PreparedStep> steps;  // by position; empty ones for steps without a message
};

// The request of a step, without dialogue id and tag. `dialogue` and the sender's `end` of it give the context of
// operations and the invoke ids of outcomes. Errors carry the mark of what is wrong in the file.
Result<BuiltRequest> build_request(const Program& program, const MessageStep& step, const Variables& variables,
                                   const DialogueState& dialogue, const DialogueEnd& end);

}  // namespace mapsim::scenario
