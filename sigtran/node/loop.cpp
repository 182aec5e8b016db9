#include "sigtran/node/loop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <sys/epoll.h>
#include <unistd.h>

namespace mapsim::node {

namespace {

constexpr unsigned kTurnsBetweenSignals = 64;
constexpr Duration kDrainLook = std::chrono::milliseconds(2);
constexpr Duration kBlindLook = std::chrono::milliseconds(1);  // where a descriptor cannot be waited for

std::int64_t monotonic() {
  timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<std::int64_t>(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

Error failed(const char* call, int code) {
  return Error{.layer = "loop", .text = std::string(call) + ": " + std::strerror(code)};
}

struct Woken {
  bool by_any = false;
  bool by_fd = false;
};

// What is readable, and whether `fd` is among it. epoll_pwait2(2) waits to the nanosecond; kernels
// before 5.11 have only milliseconds, and a wait that ends too early would spin.
Woken wait_for(int epoll, std::optional<Duration> time, int fd) {
  std::array<epoll_event, 16> events{};
  const int size = static_cast<int>(events.size());
  const auto woken = [&](int ready) {
    const auto has_fd = [fd](const epoll_event& event) { return event.data.fd == fd; };
    return Woken{ready > 0, std::any_of(events.begin(), events.begin() + std::max(ready, 0), has_fd)};
  };
  timespec t{};
  if (time) {
    t.tv_sec = static_cast<time_t>(time->count() / 1'000'000'000);
    t.tv_nsec = static_cast<long>(time->count() % 1'000'000'000);
  }
  const int ready = ::epoll_pwait2(epoll, events.data(), size, time ? &t : nullptr, nullptr);
  if (ready >= 0 || errno != ENOSYS) return woken(ready);
  constexpr std::int64_t kDay = 86'400'000;
  const std::int64_t milliseconds = time ? std::min((time->count() + 999'999) / 1'000'000, kDay) : -1;
  return woken(::epoll_wait(epoll, events.data(), size, static_cast<int>(milliseconds)));
}

}  // namespace

Result<std::unique_ptr<Loop>> Loop::create(LoopConfig config) {
  std::optional<StopSignals> signals;
  if (config.signals) {
    auto caught = StopSignals::catch_them();
    if (!caught) return fail(caught.error());
    signals.emplace(std::move(*caught));
  }
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  if (epoll < 0) return fail(failed("epoll_create1", errno));
  std::unique_ptr<Loop> loop(new Loop(config, epoll, std::move(signals)));
  if (loop->signals_) {
    if (auto done = loop->watch(loop->signals_->fd()); !done) return fail(done.error());
  }
  return loop;
}

Loop::Loop(LoopConfig config, int epoll, std::optional<StopSignals> signals)
    : random_(config.seed),
      busy_wait_(config.busy_wait),
      epoll_(epoll),
      signals_(std::move(signals)),
      start_(monotonic()) {}

Loop::~Loop() {
  ::close(epoll_);
}

Instant Loop::read_clock() const {
  return Instant::from_start(Duration(monotonic() - start_));
}

Result<void> Loop::watch(int fd) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) != 0) return fail(failed("epoll_ctl", errno));
  return {};
}

Result<std::size_t> Loop::add(Config config, std::unique_ptr<link::Transport> transport) {
  const std::size_t index = nodes_.size();
  Place place;
  place.transport = transport.get();
  place.unwatched = dynamic_cast<const link::Pollable*>(transport.get());
  if (place.unwatched != nullptr && place.unwatched->fd() >= 0) {
    if (auto done = watch(std::exchange(place.unwatched, nullptr)->fd()); !done) return fail(done.error());
  }
  place.node = std::make_unique<Node>(std::move(config), std::move(transport), random_.fork(index + 1));
  nodes_.push_back(std::move(place));
  return index;
}

Result<void> Loop::arm_fault(std::size_t node, std::uint64_t tag, const link::Fault& fault) {
  if (fault.kind == link::Fault::Kind::delay || fault.kind == link::Fault::Kind::reorder) {
    return fail(Error{.layer = "link", .text = "a message cannot be held back on its way over a network"});
  }
  nodes_[node].node->set_fault(TaggedFault{tag, fault});
  return {};
}

std::optional<NodeEvent> Loop::poll_nodes() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const std::size_t index = (turn_ + i) % nodes_.size();
    if (const Event* event = nodes_[index].node->poll(now_)) {
      turn_ = index;
      return NodeEvent{index, event};
    }
  }
  return std::nullopt;
}

std::optional<NodeEvent> Loop::next(Instant limit) {
  for (bool waited = false;; waited = true) {
    if (auto event = poll_nodes()) return event;
    if (stop_signal_ && !std::exchange(stop_told_, true)) return std::nullopt;
    if (waited && now_ >= limit) return std::nullopt;
    if (turns_ != nullptr) turns_->on_turn_end();
    start_turn(wait(limit));
    if (turns_ != nullptr) turns_->on_turn_begin();
  }
}

bool Loop::wait(Instant until) {
  for (Place& place : nodes_) {
    until = std::min({until, place.node->next_deadline(), place.transport->next_deadline()});
    if (place.unwatched == nullptr || place.unwatched->fd() < 0) continue;
    if (watch(place.unwatched->fd())) {
      place.unwatched = nullptr;
    } else {
      until = std::min(until, now_ + kBlindLook);
    }
  }
  const int signal = signals_ ? signals_->fd() : -1;
  if (busy_wait_ > Duration::zero()) {
    if (const auto found = look(until, signal)) return *found;
  }
  if (until.is_never()) return wait_for(epoll_, std::nullopt, signal).by_fd;
  // Read anew: what was done since the turn began took time.
  const Duration left = until - read_clock();
  if (left > Duration::zero()) return wait_for(epoll_, left, signal).by_fd;
  // Transports look for themselves what has come; a signal may wait for some turns.
  return ++turns_without_wait_ % kTurnsBetweenSignals == 0;
}

std::optional<bool> Loop::look(Instant until, int signal) {
  const Instant begun = read_clock();
  const Instant end = std::min(until, begun + busy_wait_);
  Instant now = begun;
  Woken woken;
  while (now < end && !woken.by_any) {
    woken = wait_for(epoll_, Duration::zero(), signal);
    now = read_clock();
  }
  looked_ += now - begun;
  return woken.by_any ? std::optional(woken.by_fd) : std::nullopt;
}

void Loop::start_turn(bool look_for_signals) {
  now_ = read_clock();
  if (look_for_signals && signals_ && !stop_signal_) stop_signal_ = signals_->take();
  for (const Place& place : nodes_) {
    place.transport->on_time(now_);
    place.node->on_time(now_);
  }
}

bool Loop::close(Duration limit) {
  const Instant drained = read_clock() + limit;
  while (!std::ranges::all_of(nodes_, [](const Place& p) { return p.node->is_drained(); })) {
    // An acknowledgement wakes nobody.
    if (!next(std::min(drained, read_clock() + kDrainLook)) && now_ >= drained) break;
  }
  for (const Place& place : nodes_) place.node->close(now_);
  const auto gone = [&](Instant until) {
    while (std::ranges::any_of(nodes_, [](const Place& p) { return p.node->associations() != 0; })) {
      if (!next(until) && now_ >= until) return false;
    }
    return true;
  };
  const Instant start = read_clock();
  bool all = gone(start + std::min(limit, Duration(std::chrono::seconds(1))));
  if (!all) {
    for (const Place& place : nodes_) place.node->shutdown(now_);
    all = gone(start + limit);
  }
  // What transports told last (SHUTDOWN COMPLETE) leaves at the end of a turn.
  start_turn(false);
  return all;
}

}  // namespace mapsim::node
