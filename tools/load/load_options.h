// The options of `mapsim load` that say how much, of what, and until when.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/load/rows.h"
#include "scenarios/load/runner.h"
#include "scenarios/load/schedule.h"
#include "tools/cli/arguments.h"
#include "tools/load/metrics.h"
#include "tools/load/threshold.h"

namespace mapsim::cli {

struct LoadSettings {
  load::ScheduleConfig schedule;
  bool rate_given = false;
  load::RunnerConfig runner;  // its limit is that of all parts
  std::uint32_t threads = 1;
  bool catch_signals = true;
  Duration drain = std::chrono::seconds(30);  // for what is open when no more are begun
  std::uint64_t seed = 1;
  bool fast = false;  // --transport sim: virtual time, as fast as possible
  std::optional<std::filesystem::path> mix;
  std::optional<std::filesystem::path> data;
  load::RowOrder data_order = load::RowOrder::sequential;
  bool data_loop = false;
  std::vector<Threshold> thresholds;
  std::optional<std::filesystem::path> report;
  bool force = false;
  std::optional<std::filesystem::path> capture;
  std::optional<std::uint64_t> capture_sample;  // of so many dialogues one, and all that fail; 0: these alone
  std::optional<MetricsAddress> metrics;
};

// Those of engine `index` of a run with several: a part of the run's own part.
LoadSettings settings_of_engine(const LoadSettings& run, std::uint32_t index);

void declare_load(boost::program_options::options_description& options);
// Error: the option that is wrong, and what is allowed.
Result<LoadSettings> read_load(const Options& options);
// Of --fail-if alone.
Result<std::vector<Threshold>> read_thresholds(const Options& options);

}  // namespace mapsim::cli
