// To which instance the messages of nodes belong, for whoever sees them below and must know it.
#pragma once

#include <cstddef>

namespace mapsim::map {
struct MessageIndication;
}

namespace mapsim::scenario {

class DialogueObserver {
 public:
  virtual ~DialogueObserver() = default;
  // What nodes send until on_sent() belongs to this instance (StepOutcome::instance).
  virtual void on_sending(std::size_t instance) = 0;
  virtual void on_sent() = 0;
  // A BEGIN that came to this node of the runtime belongs to it. Valid during the call.
  virtual void on_taken(std::size_t instance, std::size_t node, const map::MessageIndication& begin) = 0;
};

}  // namespace mapsim::scenario
