#include "tools/report/record.h"

#include "scenarios/engine/summary.h"
#include "tools/report/comparison.h"
#include "tools/report/octet_ranges.h"

namespace mapsim::report {

using scenario::StepOutcome;
using scenario::Verdict;

std::vector<const Message*> Scenario::failures() const {
  std::vector<const Message*> out;
  for (const Message& m : messages) {
    if (m.verdict != Verdict::pass) out.push_back(&m);
  }
  return out;
}

Recorder::Recorder(const scenario::Program& program, Scenario& out, std::size_t& rows)
    : program_(program), out_(out), rows_(rows) {
  out_.program = &program;
}

void Recorder::on_step(const StepOutcome& outcome) {
  const bool failed = outcome.verdict != Verdict::pass;
  const bool room = out_.messages.size() < kMaxMessages || (failed && failures_ < kMaxFailures);
  if (!room || rows_ == 0) {
    ++out_.messages_left_out;
    return;
  }
  --rows_;
  failures_ += failed ? 1 : 0;
  Message m;
  m.instance = outcome.instance;
  m.position = outcome.position;
  m.from = outcome.from;
  m.to = outcome.to;
  m.sent_at = outcome.sent_at;
  m.ended_at = outcome.ended_at;
  m.verdict = outcome.verdict;
  m.name = outcome.message;
  m.note = outcome.note;
  const scenario::Step& step = program_.steps[outcome.position];
  if (const auto* message = std::get_if<scenario::MessageStep>(&step.what)) m.dialogue = message->dialogue;
  if (const auto* timeout = std::get_if<scenario::TimeoutStep>(&step.what)) m.dialogue = timeout->dialogue;
  const Value* tree = outcome.received != nullptr ? outcome.received : outcome.unexpected;
  m.unexpected = outcome.unexpected != nullptr;
  m.received_at = m.unexpected ? outcome.unexpected_at : outcome.to;
  if (tree != nullptr) {
    m.tree = *tree;
    m.octets.assign(outcome.octets.begin(), outcome.octets.end());
    locate(m.tree, m.octets);
    m.summary = scenario::summary(*tree);
  }
  if (failed) m.comparisons = compare(outcome, tree);
  out_.messages.push_back(std::move(m));
}

void Recorder::on_note(Instant at, std::string_view endpoint, std::string_view text) {
  if (out_.notes.size() >= kMaxNotes) {
    ++out_.notes_left_out;
    return;
  }
  out_.notes.push_back({at, std::string(endpoint), std::string(text), out_.messages.size()});
}

}  // namespace mapsim::report
