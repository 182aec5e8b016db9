// Writes a log of histograms with known values, for readers that were not written here (hlog_reader_test.py).
#include <cstdint>
#include <iostream>

#include "scenarios/load/histogram_text.h"

int main() {
  using namespace mapsim;
  using namespace std::chrono_literals;
  std::cout << load::log_head({"mapsim test", std::chrono::system_clock::time_point(1'700'000'000s)});
  load::Histogram h;
  for (std::uint64_t v = 1; v <= 10'000; ++v) h.record(v * 1000);
  std::cout << load::log_line("even", Instant::from_start(0s), 1s, h);
  h.clear();
  h.record(0);
  h.record(7, 1'000'000'000'000);  // more than 32 bits
  h.record(3'000'000'000'000, 5);
  std::cout << load::log_line("far", Instant::from_start(1s), 1s, h);
  std::cout << load::log_line("none", Instant::from_start(2s), 1s, load::Histogram());
}
