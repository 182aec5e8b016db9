#include "scenarios/load/real_time.h"

#include <algorithm>
#include <ctime>
#include <poll.h>

namespace mapsim::load {

namespace {

constexpr unsigned kEventsALook =
    256;  // between two looks at the signals while there is always something to do

std::int64_t monotonic() {
  timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<std::int64_t>(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

}  // namespace

Result<RealTime> RealTime::create(node::World& world, bool catch_signals) {
  if (!catch_signals) return RealTime(world, std::nullopt);
  auto signals = node::StopSignals::catch_them();
  if (!signals) return tl::unexpected(signals.error());
  return RealTime(world, std::move(*signals));
}

RealTime::RealTime(node::World& world, std::optional<node::StopSignals> signals)
    : world_(&world), signals_(std::move(signals)), start_(monotonic() - world.now().since_start().count()) {}

Instant RealTime::clock() const {
  return Instant::from_start(Duration(monotonic() - start_));
}

std::optional<node::NodeEvent> RealTime::next(Instant limit) {
  for (;;) {
    if (++looks_ % kEventsALook == 0 && take_signal()) {
      stopped_ = true;
      return std::nullopt;
    }
    const Instant real = clock();
    if (auto event = world_->next(std::min(limit, real))) return event;
    if (limit <= real) return std::nullopt;
    wait_until(std::min(limit, world_->next_deadline()));
    if (stopped_) return std::nullopt;
  }
}

void RealTime::wait_until(Instant until) {
  if (take_signal()) {
    stopped_ = true;
    return;
  }
  // A signal wakes it.
  pollfd signal{signals_ ? signals_->fd() : -1, POLLIN, 0};
  const std::int64_t left = until.is_never() ? 1'000'000'000 : (until - clock()).count();
  if (left <= 0) return;
  const timespec time{static_cast<time_t>(left / 1'000'000'000), static_cast<long>(left % 1'000'000'000)};
  ::ppoll(&signal, 1, &time, nullptr);
}

}  // namespace mapsim::load
