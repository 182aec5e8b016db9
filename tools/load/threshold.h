// --fail-if: what must not be so at the end of a run.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/load/books.h"
#include "scenarios/load/histogram.h"
#include "sigtran/core/result.h"

namespace mapsim::cli {

// What a threshold is about.
struct Totals {
  const load::Books& books;
  const load::Histogram& latency;
  double seconds = 0;  // from the start until no more were begun
};

struct Threshold {
  std::string text;  // as it was written
  std::string
      metric;  // p50, p99, p99.99, max, mean, error-rate, rate, failed, open, or the name of an ending
  std::string comparison;
  double value = 0;  // nanoseconds, a share, dialogues a second, or a number
};

// "p99 > 50ms", "error-rate > 0.1 %", "rate < 4900/s", "timed-out >= 1". Error: what is allowed.
Result<Threshold> parse_threshold(std::string_view text);
// What it was measured to be, as text, where it is so; empty: it is not so.
std::string exceeded(const Threshold& threshold, const Totals& totals);
// "0.213 ms", "12.4 s".
std::string latency_text(double nanoseconds);

}  // namespace mapsim::cli
