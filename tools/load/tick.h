// What an engine tells each second of a load run.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/load/books.h"
#include "scenarios/load/histogram.h"
#include "scenarios/load/meter.h"
#include "scenarios/load/sampler.h"

namespace mapsim::cli {

// One scenario of it.
struct ScenarioTick {
  std::string name;
  load::Books books;         // since the start
  std::uint64_t open = 0;    // now
  load::Histogram interval;  // latency since the tick before
};

struct Tick {
  load::Sample sample;
  std::vector<ScenarioTick> scenarios;
  std::size_t associations = 0;
  std::optional<std::uint64_t> retransmissions;  // DATA chunks since the start; nullopt: nobody counts them
  std::vector<load::Meter::Note> notes;
  bool answers = false;  // nothing is begun here
  bool paused = false;
  bool draining = false;  // no more are begun

  load::Books books() const;
  load::Histogram interval() const;
};

// Those of a second's latencies.
void set_percentiles(load::Sample& sample, const load::Histogram& interval);

// Of engines that play side by side, in the same second: rates, counts and shares of processors are sums.
Tick sum_of(std::vector<Tick> ticks);
// Of an engine that has nothing to tell of this second: its books stay in the sum.
Tick standing_still(const Tick& last);

}  // namespace mapsim::cli
