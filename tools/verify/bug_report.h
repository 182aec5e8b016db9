// A text and the smallest capture that shows a defect, for an issue tracker.
#pragma once

#include <filesystem>

#include "tools/verify/comparison.h"
#include "tools/verify/input.h"

namespace mapsim::verify {

struct BugReports {
  const Mapping& mapping;
  const KnownDefects& defects;
  std::filesystem::path tshark;

  // DEFECT.md and DEFECT.pcapng for each known defect that was met, news-1.md … for other captures that
  // disagree, one for each field. The capture has the one frame where that is enough to see it, otherwise the
  // frames of the capture up to it. Error: a file cannot be written, or tshark fails.
  Result<void> write(const std::filesystem::path& folder, bool force, const Outcome& outcome,
                     const Input& input) const;

 private:
  Result<void> write_one(const std::filesystem::path& folder, const std::string& name, const Disagreement& d,
                         const Outcome& outcome, const Input& input) const;
  // Whether the frames of a capture alone show the same.
  Result<bool> reproduces(const std::filesystem::path& capture, const Disagreement& d) const;
};

inline constexpr std::size_t kMaxNews = 20;  // reports of what is not listed

}  // namespace mapsim::verify
