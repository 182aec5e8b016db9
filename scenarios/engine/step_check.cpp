#include "scenarios/engine/step_check.h"

namespace mapsim::scenario {

std::optional<Value> StepCheck::message(const MessageStep& step,
                                        std::optional<map::ApplicationContext> context, const Scope& scope) {
  (void)step;
  (void)context;
  (void)scope;
  return std::nullopt;
}

}  // namespace mapsim::scenario
