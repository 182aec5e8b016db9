#include "scenarios/world/automata.h"

#include <algorithm>
#include <utility>

namespace mapsim::world {

void Automata::take_last() {
  const auto event = std::exchange(last_, std::nullopt);
  if (event) behaviours_[event->node]->handle(*event->event, runtime_.node(event->node), now());
}

void Automata::on_time() {
  for (std::size_t i = 0; i < behaviours_.size(); ++i) {
    if (behaviours_[i] != nullptr && behaviours_[i]->next_deadline() <= now())
      behaviours_[i]->on_time(runtime_.node(i), now());
  }
}

Instant Automata::next_deadline() const {
  Instant at = Instant::never();
  for (const auto& behaviour : behaviours_) {
    if (behaviour != nullptr) at = std::min(at, behaviour->next_deadline());
  }
  return at;
}

bool Automata::is_busy() const {
  return std::ranges::any_of(
      behaviours_, [](const auto& behaviour) { return behaviour != nullptr && behaviour->is_busy(); });
}

std::optional<node::NodeEvent> Automata::next(Instant limit) {
  if (!std::exchange(started_, true)) {
    for (std::size_t i = 0; i < behaviours_.size(); ++i) {
      if (behaviours_[i] != nullptr) behaviours_[i]->start(runtime_.node(i), now());
    }
  }
  take_last();
  for (;;) {
    on_time();
    const Instant due = next_deadline();
    auto event = runtime_.next(std::min(limit, due));
    if (event) {
      if (event->node < behaviours_.size() && behaviours_[event->node] != nullptr) last_ = event;
      return event;
    }
    // Nothing came: either the time of one of ours has, or the caller's.
    if (runtime_.stopping() || due > now()) return std::nullopt;
  }
}

void Automata::reload(const std::vector<std::shared_ptr<const SubscriberTable>>& tables) {
  take_last();
  for (std::size_t i = 0; i < behaviours_.size() && i < tables.size(); ++i) {
    if (behaviours_[i] != nullptr && tables[i] != nullptr)
      behaviours_[i]->reload(tables[i], runtime_.node(i), now());
  }
}

}  // namespace mapsim::world
