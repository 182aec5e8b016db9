// load.html: a run on one page, its time series drawn as SVG. One file; it needs neither script nor network.
#pragma once

#include <string>
#include <vector>

#include "scenarios/load/sampler.h"
#include "tools/load/load_result.h"

namespace mapsim::cli {

// Samples of a run for its plots. Of long runs neighbours are put together, so that it does not grow for
// ever.
class Series {
 public:
  static constexpr std::size_t kMost = 2000;  // points; even
  void add(const load::Sample& sample);
  const std::vector<load::Sample>& points() const { return points_; }

 private:
  std::vector<load::Sample> points_;
  std::size_t together_ = 1;  // samples that a point stands for
  std::size_t in_last_ = 0;   // of them, those that the last point has
};

std::string load_page(const LoadResult& result, const Series& series);

}  // namespace mapsim::cli
