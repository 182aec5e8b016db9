// Which of several things comes next, by their weights.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sigtran/core/random.h"

namespace mapsim::scenario {

class WeightedDraw {
 public:
  // `weight`: 1 at least.
  void add(std::uint32_t weight) {
    weights_.push_back(weight);
    sum_ += weight;
  }
  std::size_t size() const { return weights_.size(); }
  // The index of one that was added; there is one at least.
  std::size_t draw(Random& random) const {
    std::uint64_t at = random.below(sum_);
    std::size_t index = 0;
    while (at >= weights_[index]) at -= weights_[index++];
    return index;
  }

 private:
  std::vector<std::uint32_t> weights_;
  std::uint64_t sum_ = 0;
};

}  // namespace mapsim::scenario
