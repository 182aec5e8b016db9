// What is kept of a run for its report: the messages of the chart with their trees and octets, and what was
// said beside them.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/run_observer.h"

namespace mapsim::report {

// Rows of a chart; failed ones are kept beyond the first, up to kMaxFailures more. The rest is counted.
inline constexpr std::size_t kMaxMessages = 2000;  // of one scenario
inline constexpr std::size_t kMaxFailures = 500;   // of one scenario
inline constexpr std::size_t kMaxNotes = 500;      // of one scenario
inline constexpr std::size_t kMaxRows = 20'000;    // of all scenarios of a report

// A field that the scenario states, and what came.
struct Comparison {
  std::string path;
  std::string expected;
  std::string received;  // "nothing" where it is absent
  bool differs = false;
  Mark mark;  // where the scenario states it
};

struct Message {
  std::size_t instance = 0;
  std::size_t position = 0;  // index into Program::steps
  std::uint16_t from = 0;    // indices into Program::endpoints
  std::uint16_t to = 0;
  std::optional<std::uint16_t> dialogue;  // index into Program::dialogues
  Instant sent_at;
  Instant ended_at;
  scenario::Verdict verdict = scenario::Verdict::none;
  std::string name;     // "BEGIN", …
  std::string summary;  // one line
  std::string note;
  Value tree;               // with octet ranges; null where no message came
  bool unexpected = false;  // the tree is of what came instead, at the endpoint `received_at`
  std::uint16_t received_at = 0;
  Octets octets;                        // the TCAP message
  std::vector<Comparison> comparisons;  // of a step that failed
};

struct Note {
  Instant at;
  std::string endpoint;
  std::string text;
  std::size_t before = 0;  // index of the message that it stands before
};

struct Scenario {
  const scenario::Program* program = nullptr;  // outlives the record
  scenario::Verdict verdict = scenario::Verdict::none;
  Instant ended;
  std::string capture;  // relative to the report's folder; empty: none
  std::string problem;  // of the environment: no link came up, the capture could not be written
  std::vector<Message> messages;
  std::vector<Note> notes;
  std::size_t messages_left_out = 0;
  std::size_t notes_left_out = 0;

  // The messages that did not pass, in their order.
  std::vector<const Message*> failures() const;
};

// Fills a Scenario while it is played.
class Recorder final : public scenario::RunObserver {
 public:
  // `rows`: how many more the report may have; counted down.
  Recorder(const scenario::Program& program, Scenario& out, std::size_t& rows);

  void on_step(const scenario::StepOutcome& outcome) override;
  void on_note(Instant at, std::string_view endpoint, std::string_view text) override;
  Scenario& scenario() { return out_; }

 private:
  const scenario::Program& program_;
  Scenario& out_;
  std::size_t& rows_;
  std::size_t failures_ = 0;
};

}  // namespace mapsim::report
