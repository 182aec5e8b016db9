// Time as the layers see it: an argument, never a clock that they read.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <limits>

namespace mapsim {

using Duration = std::chrono::nanoseconds;

// Nanoseconds since the start of a run. With the in-process link this time is virtual.
class Instant {
 public:
  constexpr Instant() = default;
  static constexpr Instant from_start(Duration since) { return Instant(since.count()); }
  static constexpr Instant never() { return Instant(std::numeric_limits<std::int64_t>::max()); }

  constexpr Duration since_start() const { return Duration(ns_); }
  constexpr bool is_never() const { return *this == never(); }

  friend constexpr Instant operator+(Instant t, Duration d) {
    return t.is_never() ? t : Instant(t.ns_ + d.count());
  }
  friend constexpr Duration operator-(Instant a, Instant b) { return Duration(a.ns_ - b.ns_); }
  friend constexpr auto operator<=>(Instant, Instant) = default;

 private:
  explicit constexpr Instant(std::int64_t ns) : ns_(ns) {}
  std::int64_t ns_ = 0;
};

}  // namespace mapsim
