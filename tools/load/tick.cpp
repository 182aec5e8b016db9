#include "tools/load/tick.h"

namespace mapsim::cli {

load::Books Tick::books() const {
  load::Books sum;
  for (const ScenarioTick& s : scenarios) sum.add(s.books);
  return sum;
}

load::Histogram Tick::interval() const {
  load::Histogram sum;
  for (const ScenarioTick& s : scenarios) (void)sum.add(s.interval);
  return sum;
}

}  // namespace mapsim::cli
