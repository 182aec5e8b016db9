#include "scenarios/load/schedule.h"

#include <algorithm>
#include <cmath>

namespace mapsim::load {

namespace {

constexpr long double kSecond = 1e9L;

long double seconds(Duration d) {
  return static_cast<long double>(d.count()) / kSecond;
}

}  // namespace

Schedule::Schedule(const ScheduleConfig& config, Instant start)
    : arrivals_(config.arrivals), shard_(config.shard), random_(config.seed) {
  if (config.count) count_ = shard_.share_of(*config.count);
  Instant at = start;
  long double units = 0;
  double last = 0;
  bool open = false;
  for (const Stretch& stretch : config.stretches) {
    const double slope =
        stretch.length ? static_cast<double>((stretch.to - stretch.from) / seconds(*stretch.length)) : 0;
    pieces_.push_back({at, units, stretch.from, slope});
    last = stretch.to;
    open = !stretch.length;
    if (open) break;
    units += (static_cast<long double>(stretch.from) + stretch.to) / 2 * seconds(*stretch.length);
    at = at + *stretch.length;
  }
  if (config.duration) {
    end_ = start + *config.duration;
  } else if (!open && !config.count) {
    end_ = at;
  }
  if (!open) pieces_.push_back({at, units, last, 0});
  wanted_ = arrivals_ == Arrivals::uniform ? static_cast<long double>(shard_.index) : 0;
  if (arrivals_ == Arrivals::poisson) {
    wanted_ = gaps(shard_.index + 1);
  }
  find_next();
}

// All parts draw the same, and each begins every n-th: together they begin what one would.
long double Schedule::gaps(std::uint32_t count) {
  long double units = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    // Never 0 and never 1: 53 bits and a half.
    const double uniform = (static_cast<double>(random_.next() >> 11U) + 0.5) * 0x1p-53;
    units -= std::log(uniform);
  }
  return units;
}

void Schedule::pop() {
  ++begun_;
  wanted_ += arrivals_ == Arrivals::poisson ? gaps(shard_.count) : shard_.count;
  find_next();
}

void Schedule::find_next() {
  next_ = Instant::never();
  over_ = count_ && begun_ >= *count_;
  if (over_) return;
  while (at_ + 1 < pieces_.size() && pieces_[at_ + 1].units <= wanted_) ++at_;
  const Piece& piece = pieces_[at_];
  const long double units = wanted_ - piece.units;
  // units = rate * t + slope / 2 * t^2, in the form that does not cancel for a small slope.
  const long double rate = piece.rate;
  const long double root =
      std::sqrt(std::max(rate * rate + 2 * static_cast<long double>(piece.slope) * units, 0.0L));
  const long double time = units == 0 ? 0 : 2 * units / (rate + root);
  // A rate of 0, or so little that it is centuries until the next one.
  if ((units == 0 && rate == 0 && piece.slope == 0) || !(time < 1e10L)) {
    return;
  }
  const Instant at = piece.from + Duration(std::llroundl(time * kSecond));
  if (at >= end_) {
    over_ = true;
    return;
  }
  next_ = at;
}

std::size_t Schedule::piece_at(Instant at) const {
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), at,
                                      [](Instant t, const Piece& p) { return t < p.from; });
  return after == pieces_.begin() ? 0 : static_cast<std::size_t>(after - pieces_.begin()) - 1;
}

long double Schedule::units_at(Instant at) const {
  const Piece& piece = pieces_[piece_at(at)];
  const long double t = std::max(seconds(at - piece.from), 0.0L);
  return piece.units + piece.rate * t + static_cast<long double>(piece.slope) / 2 * t * t;
}

double Schedule::rate_at(Instant at) const {
  if (at >= end_) return 0;
  const Piece& piece = pieces_[piece_at(at)];
  return static_cast<double>(piece.rate + piece.slope * std::max(seconds(at - piece.from), 0.0L)) /
         shard_.count;
}

double Schedule::due_by(Instant at) const {
  constexpr long double kRounding = 1e-6L;
  const long double units = (units_at(std::min(at, end_)) - shard_.index) / shard_.count;
  const long double due = arrivals_ == Arrivals::uniform ? std::ceil(units - kRounding) : units;
  const auto counted = static_cast<double>(std::max(due, 0.0L));
  return count_ ? std::min(counted, static_cast<double>(*count_)) : counted;
}

void Schedule::set_rate(Instant at, double rate) {
  const long double units = units_at(at);
  while (!pieces_.empty() && pieces_.back().from >= at) pieces_.pop_back();
  // Keys may be pressed often: what lies behind is forgotten.
  if (at_ != 0 && at_ < pieces_.size())
    pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(at_));
  pieces_.push_back({at, units, rate, 0});
  at_ = 0;
  find_next();
}

}  // namespace mapsim::load
