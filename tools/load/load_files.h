// What a run writes while it goes on, so that long runs need no memory for it: load.csv, a row a second, and
// latency.hlog, a histogram a second; load.json and load.html at the end.
#pragma once

#include <filesystem>
#include <fstream>

#include "scenarios/load/sampler.h"
#include "tools/load/load_page.h"
#include "tools/load/load_result.h"

namespace mapsim::cli {

class LoadFiles {
 public:
  // Makes the folder where it is missing. Error: it cannot be written, or has a result already and `force` is
  // not given.
  static Result<LoadFiles> create(const std::filesystem::path& folder, bool force);

  void add(const load::Sample& sample, const std::string& scenario, const load::Histogram& interval);
  // Error: something could not be written, now or before.
  Result<void> finish(const LoadResult& result);

 private:
  std::filesystem::path folder_;
  std::ofstream csv_;
  std::ofstream log_;
  Series series_;
};

std::string csv_head();
std::string csv_row(const load::Sample& sample);

}  // namespace mapsim::cli
