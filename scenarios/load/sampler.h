// What happened in the last second or so of a run, and why it may not reach its rate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scenarios/load/meter.h"
#include "scenarios/load/runner.h"

namespace mapsim::load {

struct Sample {
  Instant from;  // since the start of the run
  Duration length{};
  double wanted =
      0;  // dialogues that became due, a second; those of the schedule's mean where drawn by chance
  double begun = 0;  // dialogues a second
  double ended = 0;
  std::uint64_t failed = 0;  // of those that ended
  std::uint64_t open = 0;    // at its end
  std::uint64_t late = 0;    // due and not begun, at its end
  std::uint64_t p50 = 0;     // nanoseconds, of those that succeeded in it; 0: none did
  std::uint64_t p99 = 0;
  std::uint64_t p99_9 = 0;
  std::uint64_t max = 0;
  double cpu = 0;  // of the processor's time that this thread needed, 0 to 1 (Runtime::looked() not counted)
  bool at_limit = false;  // dialogues waited because so many were open
  bool behind = false;    // … because what was sent before still waited to be acknowledged
};

class Sampler {
 public:
  // All outlive it. The run starts now, by the runtime's clock.
  Sampler(const node::Runtime& runtime, const Runner& runner, const Repertoire& repertoire);
  // Since the last one, or since the start. The repertoire's interval is that of the sample and can be
  // cleared then.
  Sample take();

  // Of two samples that follow one another: why the wanted rate is not reached; nullopt where it is.
  static std::optional<std::string> bottleneck(const Sample& before, const Sample& last, std::uint64_t limit);

 private:
  struct Counts {
    Instant at;
    double due = 0;
    std::uint64_t begun = 0;
    std::uint64_t ended = 0;
    std::uint64_t failed = 0;
    std::uint64_t turns_at_limit = 0;
    std::uint64_t turns_behind = 0;
    Duration cpu{};
    Duration looked{};
  };
  Counts count() const;

  const node::Runtime& runtime_;
  const Runner& runner_;
  const Repertoire& repertoire_;
  Instant start_;
  Counts last_;
};

}  // namespace mapsim::load
