#include "scenarios/load/books.h"

#include <numeric>

namespace mapsim::load {

using scenario::Ending;

std::uint64_t Books::all_ended() const {
  return std::accumulate(ended.begin(), ended.end(), std::uint64_t{0});
}

double Books::error_rate() const {
  const std::uint64_t all = all_ended();
  return all == 0 ? 0 : static_cast<double>(failed()) / static_cast<double>(all);
}

void Books::add(const Books& other) {
  started += other.started;
  for (std::size_t i = 0; i < ended.size(); ++i) ended[i] += other.ended[i];
  open_at_end += other.open_at_end;
}

std::string Books::to_text() const {
  std::string text = "started " + std::to_string(started) + " = succeeded " + std::to_string(succeeded());
  for (std::size_t i = 1; i < ended.size(); ++i) {
    if (ended[i] == 0) continue;
    text +=
        " + " + std::string(scenario::ending_name(static_cast<Ending>(i))) + " " + std::to_string(ended[i]);
  }
  if (open_at_end != 0) text += " + still open " + std::to_string(open_at_end);
  return text;
}

}  // namespace mapsim::load
