// Return errors of answers, in the shape of each version, encoded once.
#pragma once

#include <unordered_map>

#include "scenarios/world/answers.h"
#include "sigtran/core/bytes.h"
#include "sigtran/tcap/primitives.h"

namespace mapsim::world {

class ErrorEncoding {
 public:
  // The component that answers this invocation with the error. An error that the version does not have
  // becomes the one that it has for the case: an absent subscriber is absentSubscriber before version 3, a
  // busy one systemFailure in version 1. Its view is valid as long as this object.
  tcap::Component component(const Answer& answer, std::uint8_t version, map::ErrorCode& used,
                            std::optional<tcap::InvokeId> invoke_id);

 private:
  std::unordered_map<std::uint32_t, Octets> parameters_;  // at most one an error, cause and version
};

}  // namespace mapsim::world
