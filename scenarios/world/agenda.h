// What falls due when: timers whose durations differ all over, such as the ends of validity periods. Those of
// layers, which have few durations, are in core/timer_queue.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "sigtran/core/time.h"

namespace mapsim::world {

template <class Key>
class Agenda {
 public:
  // Names an entry; the default none.
  struct Entry {
    Instant at;
    std::uint64_t number = 0;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };

  Entry add(Instant at, Key key) {
    const Entry entry{at, ++last_};
    entries_.emplace(entry, std::move(key));
    return entry;
  }
  // Harmless for one that was taken already; clears it.
  void cancel(Entry& entry) {
    if (entry.number != 0) entries_.erase(entry);
    entry = {};
  }
  Instant next_deadline() const { return entries_.empty() ? Instant::never() : entries_.begin()->first.at; }
  // Those due first come first, of one instant in the order of adding.
  std::optional<Key> pop_due(Instant now) {
    if (entries_.empty() || entries_.begin()->first.at > now) return std::nullopt;
    std::optional<Key> key(std::move(entries_.begin()->second));
    entries_.erase(entries_.begin());
    return key;
  }
  std::size_t size() const { return entries_.size(); }

 private:
  std::map<Entry, Key> entries_;
  std::uint64_t last_ = 0;
};

}  // namespace mapsim::world
