// Histograms as HdrHistogram writes them: the compressed V2 encoding in base64, and logs of intervals
// (.hlog), which its tools of every language read and draw.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/load/histogram.h"
#include "sigtran/core/time.h"

namespace mapsim::load {

// V2, deflated, base64: "HISTFAAA…".
std::string to_base64(const Histogram& histogram);
// Error: it is damaged, of another version, or its layout is one that nobody needs.
Result<Histogram> histogram_from_base64(std::string_view text);

// The uncompressed V2 encoding, for tests and for whoever wraps it otherwise.
std::string to_v2(const Histogram& histogram);
Result<Histogram> histogram_from_v2(std::string_view octets);

// Lines of a log, version 1.3. Times are seconds since the start of the run.
struct LogHead {
  std::string program;  // "mapsim 0.1.0", without line ends
  std::chrono::system_clock::time_point start;
};
std::string log_head(const LogHead& head);
// `tag`: what was measured; letters, digits, '-' and '_' only reach the log, as commas and spaces end it.
// Interval_Max is in milliseconds, as that of other programs, the histogram's values being nanoseconds.
std::string log_line(std::string_view tag, Instant from, Duration length, const Histogram& histogram);

}  // namespace mapsim::load
