// The folder that `mapsim run --report DIR` leaves: report.html, junit.xml, result.json and the captures.
#pragma once

#include <deque>
#include <filesystem>
#include <memory>

#include "sigtran/core/result.h"
#include "tools/report/record.h"

namespace mapsim::report {

class Report {
 public:
  // Before anything is played. Makes the folder and its folder `captures`. Error: it exists and is not empty
  // (with `force` what a report writes is written over and the rest stays), it is no folder, or it cannot be
  // written.
  static Result<Report> create(const std::filesystem::path& folder, bool force);

  // Where the capture of a scenario belongs.
  std::filesystem::path capture_of(const scenario::Program& program) const;

  // A scenario that is about to be played; `program` outlives the report. Valid as long as the report.
  Recorder& add(const scenario::Program& program);

  // What was captured, at its place in the folder: a copy where it was written elsewhere. Error: it cannot be
  // copied.
  Result<void> keep_capture(const scenario::Program& program, const std::filesystem::path& written);

  // Writes report.html, junit.xml, result.json, and gl-code-quality-report.json where `code_quality`.
  // Error: which file, and why.
  Result<void> write(bool code_quality) const;

  const std::deque<Scenario>& scenarios() const { return scenarios_; }
  std::filesystem::path page() const { return folder_ / "report.html"; }

 private:
  std::filesystem::path folder_;
  std::deque<Scenario> scenarios_;
  std::deque<Recorder> recorders_;
  std::unique_ptr<std::size_t> rows_ = std::make_unique<std::size_t>(kMaxRows);
};

}  // namespace mapsim::report
