// What can be worked out of a program before it is played, and the requests that its steps become.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/engine/dialogue_state.h"
#include "scenarios/engine/program.h"
#include "scenarios/engine/received_message.h"
#include "sigtran/map/primitives.h"

namespace mapsim::scenario {

// A message that is too long for its BEGIN travels in parts: the empty BEGIN, then the services.
enum class MessagePart : std::uint8_t { whole, without_services, services_only };

// A request and the octets that its services refer to. Moving it leaves those octets where they are; copying
// does not, so it cannot be copied.
struct BuiltRequest {
  BuiltRequest() = default;
  BuiltRequest(BuiltRequest&&) = default;
  BuiltRequest& operator=(BuiltRequest&&) = default;

  map::Request request;
  std::vector<Octets> parameters;
  // By service: an outcome whose invoke id the step does not state. It answers the oldest open invocation.
  boost::container::small_vector<bool, 4> answers_oldest;
};

// What a message's tree is certain to match, told without making the tree: the very components that the tree
// of the step's own content was compared with when the program was prepared, octet for octet.
struct CertainMatch {
  map::ApplicationContext context;
  std::optional<map::OpenInfo> open;  // of a BEGIN
  struct Component {
    tcap::ComponentType type = tcap::ComponentType::invoke;
    std::int32_t code = -1;  // of the operation, of the one that an outcome answers, or of the error
    std::optional<map::InvokeId> linked_id;
    OctetView parameter;  // into BuiltRequest::parameters
  };
  std::vector<Component> components;
};

struct PreparedStep {
  // MessageStep::expected in the two parts of a message that travels by an empty BEGIN.
  Template expected_without_services;
  Template expected_services;
  // Where nothing of it depends on the instance: no variable that is captured or counts a loop.
  std::optional<BuiltRequest> request;
  std::optional<CertainMatch> certain;
};

struct PreparedProgram {
  // `row_variables`: which differ between instances though they are variables of the file.
  explicit PreparedProgram(const Program& program, std::span<const std::string> row_variables = {});
  std::vector<PreparedStep> steps;  // by position; empty ones for steps without a message
};

// The request of a step, without dialogue id, tag and the invoke ids that the player gives. `context`, the
// dialogue's, says which operations there are. Errors carry the mark of what is wrong in the file.
Result<BuiltRequest> build_request(const Program& program, const MessageStep& step,
                                   const Variables& variables, map::ApplicationContext context);

// Whether `received` is what `certain` says.
bool matches_for_certain(const CertainMatch& certain, const ReceivedMessage& received);

}  // namespace mapsim::scenario
