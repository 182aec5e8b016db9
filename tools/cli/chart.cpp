#include "tools/cli/chart.h"

#include <algorithm>

#include "scenarios/engine/summary.h"
#include "tools/cli/chart_line.h"
#include "tools/cli/printable.h"

namespace mapsim::cli {

using scenario::StepOutcome;
using scenario::Verdict;

namespace {

std::string seconds(Instant at) {
  return chart_seconds(at.since_start());
}

}  // namespace

std::string paint_verdict(const Terminal& terminal, Verdict verdict) {
  const Style style = verdict == Verdict::pass           ? Style::green
                      : verdict == Verdict::inconclusive ? Style::yellow
                                                         : Style::red;
  return terminal.paint(scenario::verdict_name(verdict), style);
}

Chart::Chart(const scenario::Program& program, std::ostream& out, const Terminal& terminal, bool quiet,
             const scenario::Cast* cast)
    : program_(program), out_(out), terminal_(terminal), quiet_(quiet), cast_(cast) {
  for (const scenario::Endpoint& e : program.endpoints) name_width_ = std::max(name_width_, e.name.size());
}

void Chart::head() {
  if (quiet_) return;
  out_ << terminal_.paint(program_.name, Style::bold) << "  " << printable(program_.title) << '\n';
  for (const scenario::Endpoint& e : program_.endpoints) {
    out_ << "  " << terminal_.paint(fit(e.name, name_width_), Style::cyan) << "  pc " << e.pc << ", ssn "
         << unsigned{e.ssn} << (e.gt.empty() ? "" : ", gt " + e.gt)
         << (cast_ != nullptr && !cast_->here(static_cast<std::size_t>(&e - program_.endpoints.data()))
                 ? ", a real system"
                 : "")
         << '\n';
  }
  show_now();
}

std::string Chart::arrow(const StepOutcome& outcome) const {
  const std::string from = fit(program_.endpoints[outcome.from].name, name_width_);
  if (outcome.from == outcome.to) return from + std::string(name_width_ + 5, ' ');
  return chart_arrow(terminal_, from, program_.endpoints[outcome.to].name, name_width_);
}

std::string Chart::mark(Verdict verdict) const {
  if (verdict == Verdict::pass) return terminal_.paint(terminal_.glyph("✓", "ok"), Style::green);
  return terminal_.paint(terminal_.glyph("✗", "FAILED"), Style::red);
}

void Chart::on_step(const StepOutcome& outcome) {
  if (outcome.verdict != Verdict::pass) ++failures_;
  if (quiet_ && outcome.verdict == Verdict::pass) return;
  std::string text = outcome.received != nullptr ? printable(scenario::summary(*outcome.received)) : "";
  if (outcome.verdict == Verdict::pass && !outcome.note.empty()) {
    text += (text.empty() ? "(" : "  (") + printable(outcome.note) + ")";
  }
  if (outcome.message == "pause") {
    out_ << seconds(outcome.ended_at) << "  " << terminal_.paint("pause", Style::dim) << '\n';
    if (outcome.verdict != Verdict::pass) failure(outcome);
    return show_now();
  }
  if (outcome.message == "verdict") {
    out_ << seconds(outcome.ended_at) << "  verdict " << paint_verdict(terminal_, outcome.verdict)
         << (outcome.note.empty() ? "" : "  " + printable(outcome.note)) << '\n';
    if (outcome.verdict != Verdict::pass) failure(outcome);
    return show_now();
  }
  const std::string start = seconds(outcome.ended_at) + "  " + arrow(outcome) + "  ";
  const std::string message = fit(outcome.message, 9);
  text = chart_cut(terminal_, std::move(text), width(start) + width(message) + 6);
  out_ << start << terminal_.paint(message, Style::bold) << "  " << text << (text.empty() ? "" : "  ")
       << mark(outcome.verdict) << '\n';
  if (outcome.verdict != Verdict::pass) failure(outcome);
  show_now();
}

void Chart::failure(const StepOutcome& outcome) {
  const scenario::Step& step = program_.steps[outcome.position];
  out_ << "          " << printable(to_text(program_.sources.place(step.mark))) << ": "
       << printable(step.text) << '\n';
  if (!outcome.note.empty()) out_ << "          " << printable(outcome.note) << '\n';
  for (const scenario::Mismatch& m : outcome.mismatches) {
    out_ << "          " << printable(to_text(program_.sources.place(m.mark))) << ": " << printable(m.path)
         << "\n            expected  " << terminal_.paint(printable(m.expected), Style::green)
         << "\n            received  " << terminal_.paint(printable(m.received), Style::red) << '\n';
  }
}

void Chart::on_beside(const scenario::Beside& beside) {
  if (quiet_) return;
  StepOutcome outcome;
  outcome.from = beside.from.value_or(beside.to);
  outcome.to = beside.to;
  std::string text = beside.received != nullptr ? printable(scenario::summary(*beside.received)) : "";
  const std::string start = seconds(beside.at) + "  " + arrow(outcome) + "  ";
  const std::string message = fit(beside.message, 9);
  text = chart_cut(terminal_, std::move(text), width(start) + width(message) + 6);
  out_ << start << terminal_.paint(message + "  " + text, Style::dim) << '\n';
  show_now();
}

void Chart::on_note(Instant at, std::string_view endpoint, std::string_view text) {
  if (quiet_) return;
  out_ << seconds(at) << "  " << fit(endpoint, name_width_) << "  "
       << terminal_.paint(printable(text), Style::yellow) << '\n';
  show_now();
}

void Chart::verdict(Verdict verdict, Instant ended, const std::string& capture) {
  if (quiet_ && verdict == Verdict::pass) return;
  out_ << "  " << paint_verdict(terminal_, verdict) << "  " << program_.steps.size()
       << (program_.steps.size() == 1 ? " step" : " steps") << ", ended at" << seconds(ended)
       << (cast_ == nullptr ? " s of simulated time" : " s")
       << (capture.empty() ? "" : ", capture " + capture) << "\n";
}

}  // namespace mapsim::cli
