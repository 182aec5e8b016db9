#include "scenarios/load/runner.h"

#include <algorithm>

namespace mapsim::load {

namespace {

// Begun in one go: few enough that answers are not kept waiting, when more are due than can be begun.
constexpr int kMostAtOnce = 64;

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
  if (schedule_.is_over(now)) stop(EndReason::schedule);
}

void Runner::play_until(Instant until) {
  for (Instant now = runtime_.clock(); now < until; now = runtime_.clock()) {
    begin_due(now);
    if (is_over()) return;
    Instant limit = std::min(until, player_.next_deadline());
    const bool may_begin = reason_ == EndReason::running && !config_.answers;
    if (may_begin && player_.running() < config_.limit)
      limit = std::min({limit, schedule_.next(), schedule_.end()});
    const auto event = runtime_.next(limit);
    if (event) {
      player_.handle(*event);
    } else if (runtime_.stopping()) {
      stop(EndReason::signal);
      return;
    }
    player_.on_time();
  }
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
