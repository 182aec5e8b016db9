#include "tools/load/tick.h"

#include <algorithm>

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

void set_percentiles(load::Sample& sample, const load::Histogram& interval) {
  sample.p50 = interval.percentile(50);
  sample.p99 = interval.percentile(99);
  sample.p99_9 = interval.percentile(99.9);
  sample.max = interval.max();
}

Tick sum_of(const std::vector<Tick>& ticks) {
  Tick sum = ticks.front();
  load::Sample& s = sum.sample;
  for (std::size_t i = 1; i < ticks.size(); ++i) {
    const Tick& tick = ticks[i];
    const load::Sample& other = tick.sample;
    s.length = std::max(s.length, other.length);
    s.wanted += other.wanted;
    s.begun += other.begun;
    s.ended += other.ended;
    s.failed += other.failed;
    s.open += other.open;
    s.late += other.late;
    s.cpu += other.cpu;
    s.at_limit = s.at_limit || other.at_limit;
    for (std::size_t k = 0; k < sum.scenarios.size() && k < tick.scenarios.size(); ++k) {
      sum.scenarios[k].books.add(tick.scenarios[k].books);
      sum.scenarios[k].open += tick.scenarios[k].open;
      (void)sum.scenarios[k].interval.add(tick.scenarios[k].interval);
    }
    sum.associations += tick.associations;
    sum.notes.insert(sum.notes.end(), tick.notes.begin(), tick.notes.end());
    sum.draining = sum.draining && tick.draining;
  }
  set_percentiles(s, sum.interval());
  return sum;
}

}  // namespace mapsim::cli
