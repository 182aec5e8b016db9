#include "tools/serve/live_view.h"

#include <algorithm>

#include "tools/cli/automatic.h"
#include "tools/cli/chart_line.h"
#include "tools/cli/printable.h"

namespace mapsim::serve {

std::string LiveView::line(const Tally::Second& second) const {
  return cli::chart_seconds(second.at.since_start()) + "  links " + std::to_string(second.links_up) + "/" +
         std::to_string(second.links) + "  dialogues " + std::to_string(second.open) + " open, " +
         std::to_string(second.opened) + " opened (" + std::to_string(second.opened_a_second) + "/s), " +
         std::to_string(second.ended) + " ended (" + std::to_string(second.ended_a_second) +
         "/s)  messages " + std::to_string(second.messages_a_second) + "/s";
}

void LiveView::clear() {
  for (; lines_ > 0; --lines_) out_ << "\x1b[1A\x1b[2K";
}

void LiveView::show(const Tally::Second& second, const Tally& tally, const world::Automata& automata) {
  if (quiet_) return;
  if (!in_place_) {
    out_ << line(second);
    for (const auto& behaviour : automata.behaviours()) {
      if (behaviour == nullptr) continue;
      out_ << "  " << cli::printable(behaviour->name()) << ' ' << cli::short_books_line(*behaviour);
    }
    if (tally.errors_in_all() != 0) out_ << "  errors " << tally.errors_in_all();
    out_ << '\n';
    const std::uint64_t fresh =
        std::min<std::uint64_t>(tally.errors_in_all() - errors_told_, tally.errors().size());
    errors_told_ = tally.errors_in_all();
    for (auto told = tally.errors().end() - static_cast<std::ptrdiff_t>(fresh); told != tally.errors().end();
         ++told)
      out_ << cli::chart_seconds(told->at.since_start()) << "  error  " << cli::printable(told->text) << '\n';
    out_ << std::flush;
    return;
  }
  clear();
  // A line that wraps could not be cleared.
  const auto put = [&](std::string text, cli::Style style) {
    text = cli::printable(text);
    if (terminal_.columns > 1 && cli::width(text) >= terminal_.columns)
      text = cli::fit(text, terminal_.columns - 1);
    out_ << terminal_.paint(text, style) << '\n';
    ++lines_;
  };
  put(line(second), second.links_up == second.links ? cli::Style::bold : cli::Style::yellow);
  for (const auto& behaviour : automata.behaviours()) {
    if (behaviour != nullptr)
      put("  " + behaviour->name() + "  " + cli::books_line(*behaviour), cli::Style::plain);
  }
  for (const Tally::Told& told : tally.errors())
    put(cli::chart_seconds(told.at.since_start()) + "  " + told.text, cli::Style::dim);
  out_ << std::flush;
}

void LiveView::say(Instant at, const std::string& text) {
  clear();
  out_ << cli::chart_seconds(at.since_start()) << "  " << cli::printable(text) << '\n' << std::flush;
}

void LiveView::end() {
  lines_ = 0;
}

}  // namespace mapsim::serve
