#include "scenarios/load/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace mapsim::load {

Result<void> Histogram::check(const HistogramLayout& layout) {
  const auto refuse = [](const char* text) { return fail(Error{.layer = "histogram", .text = text}); };
  if (layout.digits < 1 || layout.digits > 5) return refuse("significant digits: expected 1 to 5");
  if (layout.lowest < 1) return refuse("the lowest value is at least 1");
  if (layout.highest >= std::uint64_t{1} << 62U) return refuse("the highest value is below 2^62");
  if (layout.lowest > layout.highest / 2) return refuse("the highest value is at least twice the lowest");
  // The linear part of the first bucket must fit into 62 bits.
  if (std::bit_width(layout.lowest) + 18U > 62U)
    return refuse("the lowest value is too great for its digits");
  return {};
}

Histogram::Histogram(const HistogramLayout& layout) : layout_(layout) {
  std::uint64_t single_steps = 2;  // values that are told apart one by one
  for (unsigned i = 0; i < layout.digits; ++i) single_steps *= 10;
  const unsigned sub_bucket_magnitude = static_cast<unsigned>(std::bit_width(single_steps - 1));
  sub_bucket_half_magnitude_ = sub_bucket_magnitude - 1;
  unit_magnitude_ = static_cast<unsigned>(std::bit_width(layout.lowest)) - 1;
  const std::uint64_t sub_buckets = std::uint64_t{1} << sub_bucket_magnitude;
  sub_bucket_mask_ = (sub_buckets - 1) << unit_magnitude_;
  std::size_t buckets = 1;
  for (std::uint64_t beyond = sub_buckets << unit_magnitude_; beyond <= layout.highest; beyond <<= 1U)
    ++buckets;
  counts_.resize((buckets + 1) * (sub_buckets / 2));
}

std::size_t Histogram::index_of(std::uint64_t value) const {
  const unsigned bucket = static_cast<unsigned>(std::bit_width(value | sub_bucket_mask_)) - unit_magnitude_ -
                          sub_bucket_half_magnitude_ - 1;
  const std::uint64_t sub_bucket = value >> (bucket + unit_magnitude_);
  // The lower half of every bucket but the first is that of the one below it.
  return (static_cast<std::size_t>(bucket) << sub_bucket_half_magnitude_) + sub_bucket;
}

std::uint64_t Histogram::value_at(std::size_t index) const {
  const std::size_t half = std::size_t{1} << sub_bucket_half_magnitude_;
  const std::size_t row = index >> sub_bucket_half_magnitude_;
  if (row == 0) return static_cast<std::uint64_t>(index) << unit_magnitude_;
  return static_cast<std::uint64_t>((index & (half - 1)) + half) << (row - 1 + unit_magnitude_);
}

std::uint64_t Histogram::greatest_at(std::size_t index) const {
  const std::size_t row = index >> sub_bucket_half_magnitude_;
  return value_at(index) + (std::uint64_t{1} << ((row == 0 ? 0 : row - 1) + unit_magnitude_)) - 1;
}

void Histogram::record(std::uint64_t value, std::uint64_t times) {
  if (value > layout_.highest) {
    value = layout_.highest;
    beyond_ += times;
  }
  const std::size_t index = index_of(value);
  counts_[index] += times;
  total_ += times;
  used_ = std::max(used_, index + 1);
}

void Histogram::set_count(std::size_t index, std::uint64_t count) {
  total_ += count - counts_[index];
  counts_[index] = count;
  used_ = std::max(used_, index + 1);
  while (used_ != 0 && counts_[used_ - 1] == 0) --used_;
}

Result<void> Histogram::add(const Histogram& other) {
  if (layout_ != other.layout_) {
    return fail(Error{.layer = "histogram", .text = "histograms of different layouts cannot be added"});
  }
  for (std::size_t i = 0; i < other.used_; ++i) counts_[i] += other.counts_[i];
  used_ = std::max(used_, other.used_);
  total_ += other.total_;
  beyond_ += other.beyond_;
  return {};
}

void Histogram::clear() {
  std::fill_n(counts_.begin(), used_, 0);
  used_ = 0;
  total_ = 0;
  beyond_ = 0;
}

std::uint64_t Histogram::min() const {
  for (std::size_t i = 0; i < used_; ++i) {
    if (counts_[i] != 0) return value_at(i);
  }
  return 0;
}

std::uint64_t Histogram::max() const {
  return used_ == 0 ? 0 : greatest_at(used_ - 1);
}

double Histogram::mean() const {
  if (total_ == 0) return 0;
  long double sum = 0;
  for (std::size_t i = 0; i < used_; ++i) {
    const long double middle = static_cast<long double>(value_at(i)) +
                               static_cast<long double>(greatest_at(i) + 1 - value_at(i)) / 2;
    const long double value = greatest_at(i) == value_at(i) ? static_cast<long double>(value_at(i)) : middle;
    sum += value * static_cast<long double>(counts_[i]);
  }
  return static_cast<double>(sum / static_cast<long double>(total_));
}

std::uint64_t Histogram::percentile(double percent) const {
  if (total_ == 0) return 0;
  const double share = std::clamp(percent, 0.0, 100.0) / 100;
  const auto wanted = std::max<std::uint64_t>(
      static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(total_) - 1e-9)), 1);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < used_; ++i) {
    sum += counts_[i];
    if (sum >= wanted) return greatest_at(i);
  }
  return max();
}

std::uint64_t Histogram::count_above(std::uint64_t value) const {
  std::uint64_t sum = 0;
  for (std::size_t i = index_of(std::min(value, layout_.highest)) + 1; i < used_; ++i) sum += counts_[i];
  return sum;
}

}  // namespace mapsim::load
