// Runs a benchmark's body and says how many times the yardstick's time it took, both taken in the same
// process around the same instant, so that a machine that is slower today does not change the figure.
#pragma once

#include <benchmark/benchmark.h>

namespace mapsim::bench {

enum class Yardstick { decode, encode };

// CPU time of this thread, ns.
double cpu_time();

// One decoding or encoding of the sample by the yardstick, ns: the median of a few short runs now.
double time_yardstick(Yardstick which);

// Sets the counters `yardstick` (ns) and `x_yardstick`.
template <class Body>
void measure(benchmark::State& state, Yardstick which, Body body) {
  const double before = time_yardstick(which);
  const double start = cpu_time();
  for (auto _ : state) body();
  const double taken = (cpu_time() - start) / static_cast<double>(state.iterations());
  const double yardstick = (before + time_yardstick(which)) / 2;
  state.counters["yardstick"] = yardstick;
  state.counters["x_yardstick"] = taken / yardstick;
}

}  // namespace mapsim::bench
