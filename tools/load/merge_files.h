// The series of several parts as those of one run: load.csv, scenarios.csv and latency.hlog, second by
// second.
#pragma once

#include <filesystem>
#include <fstream>
#include <optional>
#include <vector>

#include "tools/load/load_files.h"

namespace mapsim::cli {

// Reads what LoadFiles has written.
class TickReader {
 public:
  // `scenarios`: how many the run had. Error: a file is missing or is another one.
  static Result<TickReader> open(const std::filesystem::path& folder, std::size_t scenarios);
  // nullopt: the end. Error: the file and the line that is damaged.
  Result<std::optional<Tick>> next();

 private:
  TickReader() = default;
  Result<void> read_scenario(Tick& tick);

  std::filesystem::path folder_;
  std::size_t scenarios_ = 0;
  std::ifstream csv_;
  std::ifstream scenario_rows_;
  std::ifstream log_;
  std::size_t line_ = 1;
};

// Adds seconds up by their distance from the start of each part, and writes them to `files`. Error: as above.
Result<void> merge_series(std::vector<TickReader>& parts, LoadFiles& files);

}  // namespace mapsim::cli
