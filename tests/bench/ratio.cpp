#include "tests/bench/ratio.h"

#include <algorithm>
#include <array>
#include <time.h>

#include "tests/bench/sample.h"

namespace mapsim::bench {

namespace {

constexpr std::size_t kRuns = 7;
constexpr int kIterations = 5000;

template <class Body>
double median_of_runs(Body body) {
  std::array<double, kRuns> runs{};
  for (double& run : runs) {
    const double start = cpu_time();
    for (int i = 0; i < kIterations; ++i) body();
    run = (cpu_time() - start) / kIterations;
  }
  std::ranges::nth_element(runs, runs.begin() + kRuns / 2);
  return runs[kRuns / 2];
}

}  // namespace

double cpu_time() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

double time_yardstick(Yardstick which) {
  static const Sample sample;
  static const OutBuffer octets = encode_stack(sample);
  if (which == Yardstick::encode) {
    std::array<std::uint8_t, 512> buffer;
    return median_of_runs([&] { benchmark::DoNotOptimize(encode(sample.flat, buffer).data()); });
  }
  FlatMessage flat;
  return median_of_runs([&] {
    benchmark::DoNotOptimize(decode(octets.view(), flat));
    benchmark::ClobberMemory();
  });
}

}  // namespace mapsim::bench
