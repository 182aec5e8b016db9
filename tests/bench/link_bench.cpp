// Pairs of a request and an answer between two processes over userland SCTP. Every row takes its yardstick in
// turns with itself, so that the ratio means the same on a busy machine.
#include <algorithm>
#include <benchmark/benchmark.h>
#include <vector>

#include "tests/bench/two_processes.h"

namespace mapsim::bench {
namespace {

constexpr int kTurns = 3;

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

struct Turns {
  std::vector<double> rate;
  std::vector<double> cpu;
  std::vector<double> yardstick_rate;
  std::vector<double> yardstick_cpu;
};

template <class Run, class Yardstick>
void compare(benchmark::State& state, Run run, Yardstick yardstick) {
  const Load load{static_cast<std::size_t>(state.range(0))};
  Turns turns;
  for (auto _ : state) {
    for (int i = 0; i < kTurns; ++i) {
      const PairRate of_yardstick = yardstick(load);
      const PairRate taken = run(load);
      turns.rate.push_back(taken.per_second());
      turns.cpu.push_back(taken.cpu_each());
      turns.yardstick_rate.push_back(of_yardstick.per_second());
      turns.yardstick_cpu.push_back(of_yardstick.cpu_each());
      state.SetIterationTime(taken.cpu_each());
    }
  }
  state.counters["dialogues"] = median(turns.rate);
  state.counters["cpu_us"] = median(turns.cpu) * 1e6;
  state.counters["yardstick_dialogues"] = median(turns.yardstick_rate);
  state.counters["yardstick_cpu_us"] = median(turns.yardstick_cpu) * 1e6;
  state.counters["x_rate"] = median(turns.rate) / median(turns.yardstick_rate);
  state.counters["x_cpu"] = median(turns.yardstick_cpu) / median(turns.cpu);
}

// Nagle's algorithm bundles for it; without it each message is a packet.
void pairs_opaque(benchmark::State& state) {
  compare(state, run_opaque, [](const Load& load) { return run_own_threads(load, false); });
}
BENCHMARK(pairs_opaque)->Arg(1)->Arg(100)->Arg(10'000)->Iterations(1)->UseManualTime();

void pairs_opaque_against_nodelay(benchmark::State& state) {
  compare(state, run_opaque, [](const Load& load) { return run_own_threads(load, true); });
}
BENCHMARK(pairs_opaque_against_nodelay)->Arg(1)->Arg(100)->Arg(10'000)->Iterations(1)->UseManualTime();

// For profiles: without yardstick.
void pairs_opaque_alone(benchmark::State& state) {
  const Load load{static_cast<std::size_t>(state.range(0)), 2};
  for (auto _ : state) {
    const PairRate taken = run_opaque(load);
    state.SetIterationTime(taken.cpu_each());
    state.counters["dialogues"] = taken.per_second();
    state.counters["cpu_us"] = taken.cpu_each() * 1e6;
    state.counters["packets_each"] = taken.packets / taken.pairs;
  }
}
BENCHMARK(pairs_opaque_alone)->Arg(1)->Arg(100)->Arg(10'000)->Iterations(1)->UseManualTime();

void pairs_of_whole_dialogues(benchmark::State& state) {
  compare(state, run_dialogues, run_opaque);
}
BENCHMARK(pairs_of_whole_dialogues)->Arg(1)->Arg(100)->Arg(10'000)->Iterations(1)->UseManualTime();

}  // namespace
}  // namespace mapsim::bench
