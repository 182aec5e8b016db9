#include "tools/load/tick.h"

#include <algorithm>
#include <cmath>

namespace mapsim::cli {

load::Books Tick::books() const {
  load::Books sum;
  for (const ScenarioTick& s : scenarios) sum.add(s.books);
  return sum;
}

load::Histogram Tick::interval() const {
  load::Histogram sum;
  for (const ScenarioTick& s : scenarios) (void)sum.add(s.interval);
  return sum;
}

void set_percentiles(load::Sample& sample, const load::Histogram& interval) {
  sample.p50 = interval.percentile(50);
  sample.p99 = interval.percentile(99);
  sample.p99_9 = interval.percentile(99.9);
  sample.max = interval.max();
}

namespace {

// Of a rate that was a count once, but for the mean of arrivals that are drawn by chance.
double count_of(double rate, Duration length) {
  return std::round(rate * std::chrono::duration<double>(length).count() * 1e6) / 1e6;
}

double rate_of(double count, Duration length) {
  return count == 0 ? 0 : count / std::chrono::duration<double>(length).count();
}

}  // namespace

Tick standing_still(const Tick& last) {
  Tick tick;
  tick.draining = true;
  tick.retransmissions = last.retransmissions;
  for (const ScenarioTick& s : last.scenarios)
    tick.scenarios.push_back({s.name, s.books, 0, load::Histogram()});
  return tick;
}

Tick sum_of(std::vector<Tick> ticks) {
  // One that goes on says what second it is; the order of scenarios stays that of the first.
  const auto going = std::ranges::find_if(ticks, [](const Tick& t) { return t.sample.length.count() != 0; });
  Tick sum = std::move(ticks.front());
  load::Sample& s = sum.sample;
  if (going != ticks.end() && going != ticks.begin()) {
    s.from = going->sample.from;
    sum.answers = going->answers;
    sum.paused = going->paused;
  }
  for (std::size_t i = 1; i < ticks.size(); ++i) {
    const Tick& tick = ticks[i];
    const load::Sample& other = tick.sample;
    // Their lengths differ a little: what adds up are counts.
    const Duration length = std::max(s.length, other.length);
    s.wanted = rate_of(count_of(s.wanted, s.length) + count_of(other.wanted, other.length), length);
    s.begun = rate_of(count_of(s.begun, s.length) + count_of(other.begun, other.length), length);
    s.ended = rate_of(count_of(s.ended, s.length) + count_of(other.ended, other.length), length);
    s.length = length;
    s.failed += other.failed;
    s.open += other.open;
    s.late += other.late;
    s.cpu += other.cpu;
    s.at_limit = s.at_limit || other.at_limit;
    s.behind = s.behind || other.behind;
    for (const ScenarioTick& t : tick.scenarios) {
      const auto same = std::ranges::find(sum.scenarios, t.name, &ScenarioTick::name);
      if (same == sum.scenarios.end()) {
        sum.scenarios.push_back(t);
        continue;
      }
      same->books.add(t.books);
      same->open += t.open;
      (void)same->interval.add(t.interval);
    }
    sum.associations += tick.associations;
    if (tick.retransmissions) sum.retransmissions = sum.retransmissions.value_or(0) + *tick.retransmissions;
    sum.notes.insert(sum.notes.end(), tick.notes.begin(), tick.notes.end());
    sum.draining = sum.draining && tick.draining;
  }
  set_percentiles(s, sum.interval());
  return sum;
}

}  // namespace mapsim::cli
