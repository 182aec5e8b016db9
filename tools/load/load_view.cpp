#include "tools/load/load_view.h"

#include <algorithm>
#include <ostream>

#include "tools/cli/printable.h"

namespace mapsim::cli {

namespace {

constexpr std::size_t kMostNotesATick = 5;

}  // namespace

void LoadView::on_note(const std::string& text) {
  out_ << "  " << printable(text) << '\n' << std::flush;
}

void LoadView::on_tick(Tick tick) {
  latency_.resize(tick.scenarios.size());
  load::Histogram all;
  for (std::size_t i = 0; i < latency_.size(); ++i) {
    (void)latency_[i].add(tick.scenarios[i].interval);
    (void)all.add(latency_[i]);
  }
  if (files_ != nullptr) files_->add(tick);
  for (std::size_t i = 0; i < std::min(tick.notes.size(), kMostNotesATick); ++i) {
    const load::Meter::Note& note = tick.notes[i];
    console_.note(note.text + (note.times > 1 ? " (" + std::to_string(note.times) + " times)" : ""));
  }
  if (metrics_ != nullptr) metrics_->show(metrics_text(tick, latency_));
  console_.show(tick, all);
}

}  // namespace mapsim::cli
