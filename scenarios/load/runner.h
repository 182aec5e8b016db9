// Begins dialogues when they are due and plays them, in any runtime: virtual time, real time in one process,
// or a network.
#pragma once

#include <cstdint>
#include <optional>

#include "scenarios/load/repertoire.h"
#include "scenarios/load/schedule.h"

namespace mapsim::load {

// Why no more dialogues are begun.
enum class EndReason : std::uint8_t { running, schedule, data, asked, signal };
std::string_view to_text(EndReason reason);

struct RunnerConfig {
  // Dialogues that may be open at once; beyond them, those that are due wait, and their latency counts on.
  std::uint64_t limit = 1'000'000;
  // Real systems begin the dialogues, and we answer; there is no schedule then.
  bool answers = false;
};

class Runner {
 public:
  // Both outlive the runner.
  Runner(node::Runtime& runtime, Repertoire& repertoire, Schedule schedule, const RunnerConfig& config);

  // Plays until the runtime's clock shows `until`, or until nothing is left to do.
  void play_until(Instant until);
  // No more dialogues are begun; those that are open go on.
  void stop(EndReason reason);
  // What is still open is counted as such and aborted.
  void close();

  // Why it begins no more; running while it does.
  EndReason reason() const { return reason_; }
  // When it began no more, by the runtime's clock.
  Instant stopped_at() const { return stopped_at_; }
  // Nothing more will be begun, and nothing is open.
  bool is_over() const { return reason_ != EndReason::running && open() == 0; }
  std::uint64_t open() const { return repertoire_.open(); }
  // Dialogues that are due and not begun.
  std::uint64_t late() const;
  // How often it found the limit reached while something was due, since the start.
  std::uint64_t turns_at_limit() const { return turns_at_limit_; }
  // Turns in which none was begun, as what was sent before still waits (Runtime::is_behind()).
  std::uint64_t turns_behind() const { return turns_behind_; }
  Schedule& schedule() { return schedule_; }
  const Schedule& schedule() const { return schedule_; }

 private:
  void begin_due(Instant now);
  void answer_calls();
  // False: it was asked to stop.
  bool take_events(Instant limit);
  bool begin_one(Instant due);

  node::Runtime& runtime_;
  Repertoire& repertoire_;
  Schedule schedule_;
  RunnerConfig config_;
  EndReason reason_ = EndReason::running;
  Instant stopped_at_;
  std::uint64_t turns_at_limit_ = 0;
  std::uint64_t turns_behind_ = 0;
  bool behind_ = false;  // in the latest turn
};

}  // namespace mapsim::load
