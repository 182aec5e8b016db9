// What a run writes while it goes on, so that long runs need no memory for it: load.csv, a row a second,
// scenarios.csv, one for each scenario, and latency.hlog, a histogram a second for each; load.json and
// load.html at the end.
#pragma once

#include <filesystem>
#include <fstream>

#include "scenarios/load/sampler.h"
#include "tools/load/load_page.h"
#include "tools/load/load_result.h"
#include "tools/load/tick.h"

namespace mapsim::cli {

class LoadFiles {
 public:
  // Makes the folder where it is missing. Error: it cannot be written, or has a result already and `force` is
  // not given.
  // `start`: of the run.
  static Result<LoadFiles> create(
      const std::filesystem::path& folder, bool force,
      std::chrono::system_clock::time_point start = std::chrono::system_clock::now());

  void add(const Tick& tick);
  // Error: something could not be written, now or before.
  Result<void> finish(const LoadResult& result);

 private:
  std::filesystem::path folder_;
  std::ofstream csv_;
  std::ofstream scenarios_;
  std::ofstream log_;
  Series series_;
};

std::string csv_head();
std::string csv_row(const load::Sample& sample);
// scenarios.csv: a row a second for each scenario.
std::string scenarios_head();
std::string scenarios_row(const load::Sample& sample, const ScenarioTick& scenario);

}  // namespace mapsim::cli
