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

// How often to look whether there is room for more: an acknowledgement is no event.
constexpr Duration kBehindLook = std::chrono::milliseconds(1);

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

Runner::Runner(node::Runtime& runtime, Repertoire& repertoire, Schedule schedule, const RunnerConfig& config)
    : runtime_(runtime), repertoire_(repertoire), schedule_(std::move(schedule)), config_(config) {
  if (!config_.answers) return;
  for (Piece& piece : repertoire_.pieces()) {
    piece.player->await_calls();
    piece.waits_for_call = true;
  }
}

std::uint64_t Runner::late() const {
  if (reason_ != EndReason::running || config_.answers) return 0;
  const double due = schedule_.due_by(runtime_.clock());
  const double begun = static_cast<double>(schedule_.begun());
  return due > begun ? static_cast<std::uint64_t>(due - begun) : 0;
}

bool Runner::begin_one(Instant due) {
  Piece& piece = repertoire_.draw();
  std::span<const Value> row;
  if (piece.rows != nullptr) {
    const auto next = piece.rows->next();
    if (!next) {
      stop(EndReason::data);
      return false;
    }
    row = *next;
  }
  schedule_.pop();
  piece.meter->on_started();
  piece.player->start(due, row);
  return true;
}

// The dialogue that waited for its BEGIN has got it; another one waits for the next, while there may be one.
void Runner::answer_calls() {
  if (!config_.answers) return;
  for (Piece& piece : repertoire_.pieces()) {
    if (!piece.player->was_called()) continue;
    piece.meter->on_started();
    piece.waits_for_call = reason_ == EndReason::running;
    if (piece.waits_for_call) piece.player->start();
  }
}

void Runner::begin_due(Instant now) {
  answer_calls();
  if (reason_ != EndReason::running || config_.answers) return;
  // What is sent beyond a full queue is lost, and says nothing of the peer.
  behind_ = schedule_.next() <= now && runtime_.is_behind();
  if (behind_) ++turns_behind_;
  for (int i = 0; i < kMostAtOnce && schedule_.next() <= now && !behind_; ++i) {
    if (repertoire_.running() >= config_.limit) {
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
    if (may_begin && behind_) {
      limit = std::min(limit, now + kBehindLook);
    } else if (may_begin && repertoire_.running() < config_.limit) {
      limit = std::min({limit, schedule_.next(), schedule_.end()});
    }
    // What is late must not keep time from passing.
    limit = std::max(limit, now);
    if (!take_events(limit)) return;
  }
}

// Everything that has come, before more is begun: who begins faster than answers are taken only makes a heap.
bool Runner::take_events(Instant limit) {
  const bool held_back = repertoire_.running() >= config_.limit;
  for (int i = 0; i < kMostEvents; ++i) {
    const auto event = runtime_.next(std::min(limit, repertoire_.next_deadline()));
    if (event) repertoire_.handle(*event);
    repertoire_.on_time();
    answer_calls();
    // There is room again for what is due, or nothing left to wait for.
    if ((held_back && repertoire_.running() < config_.limit) || is_over()) return true;
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
  answer_calls();
  for (Piece& piece : repertoire_.pieces()) piece.meter->close(piece.open());
  repertoire_.stop();
}

}  // namespace mapsim::load
