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

void Meter::on_step(const scenario::StepOutcome& outcome) {
  if (outcome.verdict == scenario::Verdict::pass || closed_ || failures_.size() >= kMostFailures) return;
  const scenario::Step& step = outcome.program->steps[outcome.position];
  Failure failure{outcome.instance, outcome.ended_at,
                  outcome.program->line_text(step.mark) + ": " + step.text, outcome.note};
  for (const scenario::Mismatch& m : outcome.mismatches) {
    if (!failure.text.empty()) failure.text += "; ";
    failure.text += m.path + ": expected " + m.expected + ", received " + m.received;
  }
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
