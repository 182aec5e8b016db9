// When each dialogue of a run is due. Open loop: the schedule knows neither answers nor a clock, so nothing
// that is slow shifts it, and instants are worked out from the start of the run, so that nothing adds up to a
// drift.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "scenarios/load/rate.h"
#include "scenarios/load/shard.h"
#include "sigtran/core/random.h"

namespace mapsim::load {

enum class Arrivals : std::uint8_t {
  uniform,  // evenly
  poisson,  // independent of one another: gaps are distributed exponentially
};

struct ScheduleConfig {
  std::vector<Stretch> stretches;  // one after the other; only the last may have no end
  Arrivals arrivals = Arrivals::uniform;
  std::optional<Duration> duration;    // the run ends then, wherever in its stretches it is
  std::optional<std::uint64_t> count;  // of all shards together
  Shard shard = {};
  std::uint64_t seed = 1;  // of Poisson arrivals
};

class Schedule {
 public:
  // `start`: of the run. The last rate goes on until the end where the stretches end before it.
  Schedule(const ScheduleConfig& config, Instant start);

  // When the next dialogue is due; never when there is none any more, or none at the rate of now.
  Instant next() const { return next_; }
  // The next one was begun.
  void pop();
  // Those that were begun.
  std::uint64_t begun() const { return begun_; }
  // Nothing more will be due, whatever set_rate() says.
  bool is_over(Instant now) const { return over_ || (now >= end_ && next_ >= end_); }
  // never: by its count, or not at all.
  Instant end() const { return end_; }

  // Dialogues a second that are wanted at that time, of this shard.
  double rate_at(Instant at) const;
  // How many are due before that, of this shard: on the average, where arrivals are drawn by chance.
  double due_by(Instant at) const;
  // From `at` on, until the end of the run, whatever the stretches say; 0 makes a pause. Of all shards
  // together.
  void set_rate(Instant at, double rate);

 private:
  // Dialogues are counted by units: the integral of the rate since the start, of all shards.
  struct Piece {
    Instant from;
    long double units = 0;  // at `from`
    double rate = 0;        // at `from`, a second
    double slope = 0;       // dialogues a second, a second
  };
  // So many of Poisson's gaps together, in units.
  long double gaps(std::uint32_t count);
  std::size_t piece_at(Instant at) const;
  long double units_at(Instant at) const;
  void find_next();

  std::vector<Piece> pieces_;
  Instant end_ = Instant::never();
  Arrivals arrivals_;
  Shard shard_;
  Random random_;
  std::optional<std::uint64_t> count_;  // of this shard
  long double wanted_ = 0;              // units at which the next one is due
  std::size_t at_ = 0;                  // the piece in which that is, or one before it
  std::uint64_t begun_ = 0;
  bool over_ = false;
  Instant next_;
};

}  // namespace mapsim::load
