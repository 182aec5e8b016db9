#include "tools/cli/progress.h"

#include "tools/cli/printable.h"

namespace mapsim::cli {

Progress::Progress(std::ostream& out, bool is_terminal, std::size_t total)
    : out_(out), shows_(is_terminal && total > 1), total_(total) {}

void Progress::begin(std::string_view name) {
  ++begun_;
  if (!shows_) return;
  // Narrow enough for any terminal: a line that wraps would not go away.
  constexpr std::size_t kColumns = 50;
  std::string shown = printable(name);
  if (width(shown) > kColumns) shown = fit(shown, kColumns);
  out_ << "\r\x1b[2K" << begun_ << '/' << total_ << ' ' << shown << std::flush;
  visible_ = true;
}

void Progress::clear() {
  if (!visible_) return;
  out_ << "\r\x1b[2K" << std::flush;
  visible_ = false;
}

void Progress::on_step(const scenario::StepOutcome& outcome) {
  if (outcome.verdict != scenario::Verdict::pass) clear();
}

}  // namespace mapsim::cli
