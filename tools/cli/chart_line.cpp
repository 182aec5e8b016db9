#include "tools/cli/chart_line.h"

#include <cstdio>

#include "tools/cli/printable.h"

namespace mapsim::cli {

std::string chart_seconds(std::chrono::nanoseconds at) {
  char text[32];
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(at).count();
  std::snprintf(text, sizeof text, "%8.3f", static_cast<double>(us) / 1e6);
  return text;
}

std::string chart_arrow(const Terminal& terminal, std::string_view from, std::string_view to,
                        std::size_t name_width) {
  return fit(from, name_width) + " " + std::string(terminal.glyph("──▶", "-->")) + " " + fit(to, name_width);
}

std::string chart_cut(const Terminal& terminal, std::string text, std::size_t used) {
  if (terminal.columns == 0) return text;
  const std::size_t room = terminal.columns > used + 20 ? terminal.columns - used : 20;
  return width(text) > room ? fit(text, room) : text;
}

}  // namespace mapsim::cli
