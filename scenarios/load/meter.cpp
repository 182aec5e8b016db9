#include "scenarios/load/meter.h"

#include <algorithm>
#include <utility>

namespace mapsim::load {

using scenario::Ending;

void Meter::on_ended(const scenario::Ended& ended) {
  Books& way = by_way_[ended.way];
  ++way.started;
  if (closed_) {
    ++way.open_at_end;
    return;
  }
  ++way.ended[static_cast<std::size_t>(ended.ending)];
  ++books_.ended[static_cast<std::size_t>(ended.ending)];
  if (ended.ending != Ending::passed || answers_) return;
  const auto taken = std::max<std::int64_t>((runtime_.clock() - ended.due).count(), 0);
  latency_.record(static_cast<std::uint64_t>(taken));
  interval_.record(static_cast<std::uint64_t>(taken));
}

void Meter::close(std::uint64_t open) {
  books_.open_at_end = open;
  closed_ = true;
}

void Meter::remember(const scenario::StepOutcome& outcome) {
  const Passed passed{outcome.instance, outcome.position, outcome.sent_at, outcome.ended_at};
  if (passed_.size() < kRememberedSteps) {
    passed_.push_back(passed);
    return;
  }
  passed_[oldest_] = passed;
  oldest_ = (oldest_ + 1) % kRememberedSteps;
}

// The steps that are remembered say which way the dialogue took; where it was too long ago, the order of the
// file stands for it.
std::vector<ChartStep> Meter::chart_of(const scenario::StepOutcome& outcome) const {
  const scenario::Program& program = *outcome.program;
  std::vector<ChartStep> chart;
  const auto add = [&](std::size_t position, std::optional<Instant> sent, std::optional<Instant> ended) {
    const auto* message = std::get_if<scenario::MessageStep>(&program.steps[position].what);
    if (message == nullptr) return;
    chart.push_back({program.endpoints[message->from].name, program.endpoints[message->to].name,
                     program.steps[position].text, sent, ended, true});
  };
  for (std::size_t i = 0; i < passed_.size(); ++i) {
    const Passed& p = passed_[(oldest_ + i) % passed_.size()];
    if (p.instance == outcome.instance) add(p.position, p.sent, p.ended);
  }
  if (chart.empty()) {
    const std::size_t first = outcome.position > kMostChartSteps ? outcome.position - kMostChartSteps : 0;
    for (std::size_t i = first; i < outcome.position; ++i) add(i, std::nullopt, std::nullopt);
  }
  add(outcome.position, outcome.sent_at, outcome.ended_at);
  if (!chart.empty()) chart.back().passed = false;
  if (chart.size() > kMostChartSteps)
    chart.erase(chart.begin(), chart.end() - static_cast<std::ptrdiff_t>(kMostChartSteps));
  return chart;
}

void Meter::on_step(const scenario::StepOutcome& outcome) {
  if (closed_ || failures_.size() >= kMostFailures) return;
  if (outcome.verdict == scenario::Verdict::pass) return remember(outcome);
  const scenario::Step& step = outcome.program->steps[outcome.position];
  Failure failure{outcome.instance, outcome.ended_at,
                  outcome.program->line_text(step.mark) + ": " + step.text, outcome.note};
  for (const scenario::Mismatch& m : outcome.mismatches) {
    if (!failure.text.empty()) failure.text += "; ";
    failure.text += m.path + ": expected " + m.expected + ", received " + m.received;
  }
  failure.chart = chart_of(outcome);
  failures_.push_back(std::move(failure));
}

void Meter::on_note(Instant, std::string_view endpoint, std::string_view text) {
  if (closed_) return;
  std::string whole = endpoint.empty() ? std::string(text) : std::string(endpoint) + ": " + std::string(text);
  const auto same =
      std::find_if(notes_.begin(), notes_.end(), [&](const Note& n) { return n.text == whole; });
  if (same != notes_.end()) {
    ++same->times;
  } else if (notes_.size() < kMostNotes) {
    notes_.push_back({std::move(whole)});
  } else {
    ++more_notes_;
  }
}

std::vector<Meter::Note> Meter::take_notes() {
  if (more_notes_ != 0) notes_.push_back({"other notes", std::exchange(more_notes_, 0)});
  return std::exchange(notes_, {});
}

}  // namespace mapsim::load
