// Counts what a player tells: the books, how long dialogues took since they were due, and the first failures.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/ended.h"
#include "scenarios/engine/run_observer.h"
#include "scenarios/load/books.h"
#include "scenarios/load/histogram.h"
#include "sigtran/node/runtime.h"

namespace mapsim::load {

// A message of a dialogue, as its sequence chart shows it.
struct ChartStep {
  std::string from;  // endpoints
  std::string to;
  std::string text;             // "smsc -> msc: begin"
  std::optional<Instant> sent;  // absent: it lies too far back to be remembered
  std::optional<Instant> ended;
  bool passed = true;
};

struct Failure {
  std::size_t number = 0;  // of the dialogue in its scenario, from 0 in the order of starting
  Instant at;
  std::string step;  // "mt-v3.yaml line 12: smsc -> msc: begin"
  std::string text;  // what was expected and what came
  std::string scenario = {};
  std::vector<ChartStep> chart = {};  // up to the step that failed
};

inline constexpr std::size_t kMostChartSteps = 100;       // of a failure; the latest
inline constexpr std::size_t kRememberedSteps = 1 << 17;  // of all dialogues; the latest
inline constexpr std::size_t kMostFailures = 100;         // that are kept; the rest is counted
inline constexpr std::size_t kMostNotes = 100;            // that wait to be told; more are counted

class Meter final : public scenario::EndObserver, public scenario::RunObserver {
 public:
  // Latency ends at the time of `runtime`'s clock. Outlives the meter. `answers`: real systems begin the
  // dialogues, and nobody knows since when they were due, so latency is not measured.
  explicit Meter(const node::Runtime& runtime, bool answers = false) : runtime_(runtime), answers_(answers) {}

  void on_started() { ++books_.started; }
  // The run is over: so many dialogues of the player are open still. What ends from now on was open.
  void close(std::uint64_t open);

  const Books& books() const { return books_; }
  // By the association over which a dialogue began: of those that have ended, and after close() of all.
  const std::map<scenario::Way, Books>& by_way() const { return by_way_; }
  // Of those that succeeded, in nanoseconds since they were due: since the start, and since the last
  // clear_interval().
  const Histogram& latency() const { return latency_; }
  const Histogram& interval() const { return interval_; }
  void clear_interval() { interval_.clear(); }
  const std::vector<Failure>& failures() const { return failures_; }
  // Notes that came since the last call, the oldest first, each once with how often it came.
  struct Note {
    std::string text;
    std::uint64_t times = 1;
  };
  std::vector<Note> take_notes();

  void on_ended(const scenario::Ended& ended) override;
  void on_step(const scenario::StepOutcome& outcome) override;
  void on_note(Instant at, std::string_view endpoint, std::string_view text) override;
  bool wants_trees() const override { return false; }

 private:
  // The latest steps of all dialogues, so that the chart of one that fails has its instants.
  struct Passed {
    std::size_t instance = 0;
    std::size_t position = 0;
    Instant sent;
    Instant ended;
  };
  void remember(const scenario::StepOutcome& outcome);
  std::vector<ChartStep> chart_of(const scenario::StepOutcome& outcome) const;

  const node::Runtime& runtime_;
  bool answers_;
  Books books_;
  std::map<scenario::Way, Books> by_way_;
  Histogram latency_;
  Histogram interval_;
  std::vector<Passed> passed_;  // a ring once it is full
  std::size_t oldest_ = 0;
  std::vector<Failure> failures_;
  std::vector<Note> notes_;
  std::uint64_t more_notes_ = 0;
  bool closed_ = false;
};

}  // namespace mapsim::load
