#include "scenarios/engine/run_observer.h"

#include "scenarios/engine/summary.h"

namespace mapsim::scenario {

void RunObserver::on_beside(const Beside& beside) {
  std::string text = "received " + beside.message;
  if (beside.from) text += " of " + beside.program->endpoints[*beside.from].name;
  if (beside.received != nullptr) text += "  " + summary(*beside.received);
  on_note(beside.at, beside.program->endpoints[beside.to].name, text);
}

}  // namespace mapsim::scenario
