// How often each value came, in the buckets of HdrHistogram (hdrhistogram.org): as many linear ones as keep
// the wanted digits, for each power of two. Adding two of one layout loses nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "sigtran/core/result.h"

namespace mapsim::load {

// Values are what the user counts in; for latency, nanoseconds.
struct HistogramLayout {
  std::uint64_t lowest = 1;  // values below need not be told apart; at least 1
  std::uint64_t highest =
      3'600'000'000'000;    // greater ones count as this; at least twice the lowest, below 2^62
  std::uint8_t digits = 3;  // significant decimal digits that are kept, 1 to 5
  friend bool operator==(const HistogramLayout&, const HistogramLayout&) = default;
};

class Histogram {
 public:
  // Error: a value of the layout is out of its range.
  static Result<void> check(const HistogramLayout& layout);
  // The layout is sound.
  explicit Histogram(const HistogramLayout& layout = {});

  void record(std::uint64_t value, std::uint64_t times = 1);
  // Error: another layout.
  Result<void> add(const Histogram& other);
  void clear();

  std::uint64_t total() const { return total_; }
  // Of what was recorded, each as the least or greatest value of its bucket; 0 where nothing was.
  std::uint64_t min() const;
  std::uint64_t max() const;
  double mean() const;
  // The value that `percent` (0 to 100) of what was recorded do not exceed: the greatest of its bucket. 0
  // where nothing was recorded.
  std::uint64_t percentile(double percent) const;
  // How many are greater than the bucket of `value`.
  std::uint64_t count_above(std::uint64_t value) const;
  // Those that were beyond `highest`.
  std::uint64_t beyond() const { return beyond_; }

  const HistogramLayout& layout() const { return layout_; }
  // Bucket by bucket; those behind the last that is not 0 are left out.
  std::size_t used() const { return used_; }
  std::size_t size() const { return counts_.size(); }
  std::uint64_t count_at(std::size_t index) const { return counts_[index]; }
  // Least and greatest value of a bucket.
  std::uint64_t value_at(std::size_t index) const;
  std::uint64_t greatest_at(std::size_t index) const;
  void set_count(std::size_t index, std::uint64_t count);

  friend bool operator==(const Histogram&, const Histogram&) = default;

 private:
  std::size_t index_of(std::uint64_t value) const;

  HistogramLayout layout_;
  // Names as in HdrHistogram: a value's bucket is its power of two, its sub-bucket where in it the value
  // lies.
  unsigned unit_magnitude_ = 0;
  unsigned sub_bucket_half_magnitude_ = 0;
  std::uint64_t sub_bucket_mask_ = 0;
  std::vector<std::uint64_t> counts_;
  std::size_t used_ = 0;
  std::uint64_t total_ = 0;
  std::uint64_t beyond_ = 0;
};

}  // namespace mapsim::load
