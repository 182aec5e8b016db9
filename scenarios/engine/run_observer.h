// Who watches a run: the terminal, a report, the annotations of a capture.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/program.h"
#include "scenarios/engine/template.h"
#include "scenarios/engine/verdict.h"
#include "sigtran/core/time.h"
#include "sigtran/core/value.h"

namespace mapsim::scenario {

// One step that ended, or a part of one: a step whose message travels by an empty BEGIN first has three.
struct StepOutcome {
  const Program* program = nullptr;
  std::size_t instance = 0;
  std::size_t position = 0;  // index into Program::steps
  std::uint16_t from = 0;    // endpoints; equal for steps that no message belongs to
  std::uint16_t to = 0;
  Instant sent_at;
  Instant ended_at;
  Verdict verdict = Verdict::none;
  std::string message;       // "BEGIN", "CONTINUE", "END", "ABORT", "timeout", "pause"
  const Value* received = nullptr;  // the received message's tree; valid during the call
  // What came instead of what the step waits for, and the endpoint that received it; valid during the call.
  const Value* unexpected = nullptr;
  std::uint16_t unexpected_at = 0;
  // The whole TCAP message that `received` or `unexpected` was read from; valid during the call.
  OctetView octets;
  std::vector<Mismatch> mismatches;
  std::string note;          // why it failed, or what is worth knowing
};

// A message to or from an automatic endpoint that no step states: what it does beyond the chart.
struct Beside {
  const Program* program = nullptr;
  Instant at;
  std::optional<std::uint16_t> from;  // absent: it came through a node that the scenario does not have
  std::uint16_t to = 0;
  std::string message;                // "BEGIN", "CONTINUE", "END", "ABORT"
  const Value* received = nullptr;    // the message's tree; valid during the call
};

class RunObserver {
 public:
  virtual ~RunObserver() = default;
  virtual void on_step(const StepOutcome& outcome) = 0;
  // Something that belongs to no step: an unexpected message, a diagnostic of a layer.
  virtual void on_note(Instant at, std::string_view endpoint, std::string_view text) = 0;
  // By default a note.
  virtual void on_beside(const Beside& beside);
  // The message that a transport gave up last is the one of the step with this tag (OutBuffer::tag).
  virtual void on_received(std::uint64_t /*tag*/) {}
  // That message waits until the chart comes to it. Returns a name by which on_released() tells of it; 0:
  // nobody here wants to know.
  virtual std::uint64_t on_held() { return 0; }
  // `tag`: as of on_received(); 0: it belongs to no step.
  virtual void on_released(std::uint64_t /*name*/, std::uint64_t /*tag*/) {}
  // Trees of received messages cost time; an observer that shows none says so.
  virtual bool wants_trees() const { return true; }
};

}  // namespace mapsim::scenario
