// Pairs of a request and an answer between two processes over userland SCTP. Every row takes its yardstick in
// turns with itself, so that the ratio means the same on a busy machine.
#include <algorithm>
#include <benchmark/benchmark.h>
#include <vector>

#include "tests/bench/two_processes.h"

namespace mapsim::bench {
namespace {

constexpr int kTurns = 3;
constexpr Duration kLook = std::chrono::microseconds(50);

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

void pairs_opaque_against_bare_loop(benchmark::State& state) {
  compare(state, run_opaque, run_bare_loop);
}
BENCHMARK(pairs_opaque_against_bare_loop)->Arg(1)->Arg(100)->Arg(10'000)->Iterations(1)->UseManualTime();

void pairs_of_whole_dialogues_against_bare_loop(benchmark::State& state) {
  compare(state, run_dialogues, run_bare_loop);
}
BENCHMARK(pairs_of_whole_dialogues_against_bare_loop)
    ->Arg(1)
    ->Arg(100)
    ->Arg(10'000)
    ->Iterations(1)
    ->UseManualTime();

// Where both sides look for 50 us before they sleep; the bare loop sleeps.
void pairs_of_whole_dialogues_that_look_against_bare_loop(benchmark::State& state) {
  compare(
      state,
      [](Load load) {
        load.busy_wait = kLook;
        return run_dialogues(load);
      },
      run_bare_loop);
}
BENCHMARK(pairs_of_whole_dialogues_that_look_against_bare_loop)
    ->Arg(1)
    ->Arg(100)
    ->Arg(10'000)
    ->Iterations(1)
    ->UseManualTime();

// Of one run: nothing has to warm up.
void first_second_of_whole_dialogues(benchmark::State& state) {
  std::vector<double> ratios;
  for (auto _ : state) {
    for (int i = 0; i < kTurns; ++i) {
      const PairRate taken = run_dialogues({.outstanding = 100, .seconds = 4});
      ratios.push_back(taken.first_second / taken.later);
      state.SetIterationTime(taken.cpu_each());
      state.counters["dialogues"] = taken.later;
      state.counters["cpu_us"] = taken.cpu_each() * 1e6;
    }
  }
  state.counters["x_rate"] = median(ratios);
}
BENCHMARK(first_second_of_whole_dialogues)->Iterations(1)->UseManualTime();

// The yardstick are dialogues that nobody captures.
void captured_whole_dialogues(benchmark::State& state) {
  compare(
      state,
      [](Load load) {
        load.capture = true;
        return run_dialogues(load);
      },
      run_dialogues);
}
BENCHMARK(captured_whole_dialogues)->Arg(100)->Iterations(1)->UseManualTime();

// At half of the rate that 100 outstanding ones make: what p99 is more than that of opaque pairs at the same
// rate; of the whole run, and of its typical hundredth, which has less of what else the machine does.
void added_latency_at_half_load(benchmark::State& state) {
  constexpr int kMany = 7;
  std::vector<double> added;
  std::vector<double> typically_added;
  for (auto _ : state) {
    for (int i = 0; i < kMany; ++i) {
      const double rate = run_dialogues({.outstanding = 100}).per_second() / 2;
      const Load half{.outstanding = 0, .seconds = 1, .rate = rate};
      const PairRate opaque = run_opaque(half);
      const PairRate whole = run_dialogues(half);
      added.push_back(whole.p99 - opaque.p99);
      typically_added.push_back(whole.typical_p99 - opaque.typical_p99);
      state.SetIterationTime(whole.cpu_each());
      state.counters["dialogues"] = rate;
      state.counters["p50_us"] = whole.p50 * 1e6;
      state.counters["p99_us"] = whole.p99 * 1e6;
      state.counters["typical_p99_us"] = whole.typical_p99 * 1e6;
      state.counters["opaque_p50_us"] = opaque.p50 * 1e6;
      state.counters["opaque_p99_us"] = opaque.p99 * 1e6;
    }
  }
  state.counters["added_us"] = median(added) * 1e6;
  state.counters["typically_added_us"] = median(typically_added) * 1e6;
}
BENCHMARK(added_latency_at_half_load)->Iterations(1)->UseManualTime();

}  // namespace
}  // namespace mapsim::bench
