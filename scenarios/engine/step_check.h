// What is wrong with a step's message is told before anything is played: names of operations and errors by
// context and version, and every field of arguments, parameters and layers by encoding it.
#pragma once

#include <optional>

#include "scenarios/engine/program.h"
#include "scenarios/engine/scope.h"

namespace mapsim::scenario {

class StepCheck {
 public:
  StepCheck(const Program& program, Mistakes& mistakes) : program_(program), mistakes_(mistakes) {}

  // The message's content as a decoder would write it, of what can be known before it is played; the parts of
  // which nothing can be known are absent.
  std::optional<Value> message(const MessageStep& step, std::optional<map::ApplicationContext> context,
                               const Scope& scope);

 private:
  const Program& program_;
  Mistakes& mistakes_;
};

}  // namespace mapsim::scenario
