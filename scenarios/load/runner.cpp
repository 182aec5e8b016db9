#include "scenarios/load/runner.h"

#include <algorithm>

namespace mapsim::load {

namespace {

// Begun in one go: few enough that answers are not kept waiting, when more are due than can be begun.
constexpr int kMostAtOnce = 64;
// Taken in one go: more than those that are begun in one make.
constexpr int kMostEvents = 1024;
// After the end of the schedule, for those that are a little late.
constexpr Duration kMostLate = std::chrono::seconds(1);

}  // namespace

std::string_view to_text(EndReason reason) {
  switch (reason) {
    case EndReason::running:
      return "running";
    case EndReason::schedule:
      return "the schedule is over";
    case EndReason::data:
      return "the data has run out";
    case EndReason::asked:
      return "stopped by key";
    case EndReason::signal:
      return "stopped by a signal";
  }
  return "";
}

Runner::Runner(node::Runtime& runtime, scenario::Player& player, Meter& meter, Schedule schedule,
               RowDealer* rows, const RunnerConfig& config)
    : runtime_(runtime),
      player_(player),
      meter_(meter),
      schedule_(std::move(schedule)),
      rows_(rows),
      config_(config) {
  if (config_.answers) player_.await_calls();
  waits_for_call_ = config_.answers;
}

std::uint64_t Runner::open() const {
  return player_.running() - (waits_for_call_ ? 1 : 0);
}

std::uint64_t Runner::late() const {
  if (reason_ != EndReason::running || config_.answers) return 0;
  const double due = schedule_.due_by(runtime_.clock());
  const double begun = static_cast<double>(schedule_.begun());
  return due > begun ? static_cast<std::uint64_t>(due - begun) : 0;
}

bool Runner::begin_one(Instant due) {
  std::span<const Value> row;
  if (rows_ != nullptr) {
    const auto next = rows_->next();
    if (!next) {
      stop(EndReason::data);
      return false;
    }
    row = *next;
  }
  schedule_.pop();
  meter_.on_started();
  player_.start(due, row);
  return true;
}

// The dialogue that waited for its BEGIN has got it; another one waits for the next, while there may be one.
void Runner::answer_call() {
  if (!config_.answers || !player_.was_called()) return;
  meter_.on_started();
  waits_for_call_ = reason_ == EndReason::running;
  if (waits_for_call_) player_.start();
}

void Runner::begin_due(Instant now) {
  answer_call();
  if (reason_ != EndReason::running || config_.answers) return;
  for (int i = 0; i < kMostAtOnce && schedule_.next() <= now; ++i) {
    if (player_.running() >= config_.limit) {
      ++turns_at_limit_;
      break;
    }
    if (!begin_one(schedule_.next())) return;
  }
  // What is late then is not begun any more: a run that cannot keep up shall end, too.
  const bool given_up = !schedule_.end().is_never() && now >= schedule_.end() + kMostLate;
  if (schedule_.is_over(now) || given_up) stop(EndReason::schedule);
}

void Runner::play_until(Instant until) {
  for (Instant now = runtime_.clock(); now < until; now = runtime_.clock()) {
    begin_due(now);
    if (is_over()) return;
    Instant limit = until;
    const bool may_begin = reason_ == EndReason::running && !config_.answers;
    if (may_begin && player_.running() < config_.limit)
      limit = std::min({limit, schedule_.next(), schedule_.end()});
    // What is late must not keep time from passing.
    limit = std::max(limit, now);
    if (!take_events(limit)) return;
  }
}

// Everything that has come, before more is begun: who begins faster than answers are taken only makes a heap.
bool Runner::take_events(Instant limit) {
  const bool held_back = player_.running() >= config_.limit;
  for (int i = 0; i < kMostEvents; ++i) {
    const auto event = runtime_.next(std::min(limit, player_.next_deadline()));
    if (event) player_.handle(*event);
    player_.on_time();
    answer_call();
    // There is room again for what is due, or nothing left to wait for.
    if ((held_back && player_.running() < config_.limit) || is_over()) return true;
    if (event) continue;
    if (runtime_.stopping()) {
      stop(EndReason::signal);
      return false;
    }
    return true;
  }
  return true;
}

void Runner::stop(EndReason reason) {
  if (reason_ != EndReason::running) return;
  reason_ = reason;
  stopped_at_ = runtime_.clock();
}

void Runner::close() {
  answer_call();
  meter_.close(open());
  player_.stop();
}

}  // namespace mapsim::load
