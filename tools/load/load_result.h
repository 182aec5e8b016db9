// What a run of `mapsim load` came to: shown at its end, kept as load.json, and added up by `mapsim merge`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "scenarios/load/books.h"
#include "scenarios/load/histogram.h"
#include "scenarios/load/meter.h"
#include "scenarios/load/shard.h"
#include "tools/load/threshold.h"

namespace mapsim::cli {

struct ScenarioLoad {
  std::string name;
  load::Books books;
  load::Histogram latency;  // nanoseconds since dialogues were due, of those that succeeded
};

// What began over one association.
struct AssociationLoad {
  std::string name;  // "smsc - msc 192.0.2.2:2905"; "none": no BEGIN found a way
  load::Shard shard;
  load::Books books;
};

struct LoadResult {
  std::vector<ScenarioLoad> scenarios;
  std::vector<AssociationLoad> associations;
  std::vector<load::Shard> shards;  // that it holds; one whole where there are none
  double started_at = 0;            // seconds since 1970
  double seconds = 0;               // from the start until no more dialogues were begun
  double wanted = 0;                // dialogues that were due
  std::string reason;               // why no more were begun
  std::vector<load::Failure> failures;

  load::Books books() const;
  load::Histogram latency() const;
};

// The first of them by time, as many as a result keeps.
void keep_first(std::vector<load::Failure>& failures);

std::string to_json(const LoadResult& result);
// Error: it is no such file, or is damaged.
Result<LoadResult> load_result_from_json(const std::string& text);

// Adds a part of the same run, or of another one. Error: a shard that is there already, or another number of
// shards.
Result<void> add(LoadResult& sum, const LoadResult& part);

// The table at the end of a run.
void show(const LoadResult& result, std::ostream& out);
// Tells the thresholds that were exceeded and the books that do not balance; false where there are some.
bool holds(const LoadResult& result, const std::vector<Threshold>& thresholds, std::ostream& err);

}  // namespace mapsim::cli
