// Whether a capture has all of a run: what it was told, held against what the transports counted themselves.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/lab/transports.h"

namespace mapsim::scenario::lab {

class CaptureAccount {
 public:
  void add(std::function<Traffic()> transport) { transports_.push_back(std::move(transport)); }
  // What is not in the capture; empty: nothing. While the transports live. `what`: "packets" or "messages".
  std::string missing(const Traffic& captured, std::string_view what) const;

 private:
  std::vector<std::function<Traffic()>> transports_;
};

}  // namespace mapsim::scenario::lab
