// What became of every dialogue of a scenario. The books balance: whatever was started has ended in one way,
// or is still open.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "scenarios/engine/ended.h"

namespace mapsim::load {

struct Books {
  std::uint64_t started = 0;
  std::array<std::uint64_t, scenario::kEndings> ended{};  // by scenario::Ending
  std::uint64_t open_at_end = 0;                          // counted by itself, when the run ends

  std::uint64_t of(scenario::Ending ending) const { return ended[static_cast<std::size_t>(ending)]; }
  std::uint64_t all_ended() const;
  std::uint64_t succeeded() const { return of(scenario::Ending::passed); }
  // Ended other than as the scenario says.
  std::uint64_t failed() const { return all_ended() - succeeded(); }
  std::uint64_t open() const { return started - all_ended(); }
  bool balances() const { return started == all_ended() + open_at_end; }
  // Shares of what ended, 0 to 1.
  double error_rate() const;

  void add(const Books& other);
  // "started 10 = succeeded 8 + timed-out 1 + open 1", those that are 0 left out.
  std::string to_text() const;
  friend bool operator==(const Books&, const Books&) = default;
};

}  // namespace mapsim::load
