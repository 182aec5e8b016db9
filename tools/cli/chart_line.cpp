#include "tools/cli/chart_line.h"

#include <cstdint>

#include "tools/cli/printable.h"

namespace mapsim::cli {

std::string chart_seconds(std::chrono::nanoseconds at) {
  std::string out;
  append_chart_seconds(out, at);
  return out;
}

std::size_t append_chart_seconds(std::string& out, std::chrono::nanoseconds at) {
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(at).count();
  // As printf("%8.3f") writes it, which takes longer than all else in a line.
  std::int64_t ms = (us < 0 ? -us : us) / 1000 + ((us < 0 ? -us : us) % 1000 >= 500 ? 1 : 0);
  char text[32];
  char* start = text + sizeof text;
  const char* const end = start;
  for (int digits = 0; digits < 4 || ms != 0; ++digits, ms /= 10) {
    if (digits == 3) *--start = '.';
    *--start = static_cast<char>('0' + ms % 10);
  }
  if (us < 0) *--start = '-';
  while (end - start < 8) *--start = ' ';
  const auto columns = static_cast<std::size_t>(end - start);
  out.append(start, columns);
  return columns;
}

std::string chart_arrow(const Terminal& terminal, std::string_view from, std::string_view to,
                        std::size_t name_width) {
  std::string out;
  append_chart_arrow(out, terminal, from, to, name_width);
  return out;
}

void append_chart_arrow(std::string& out, const Terminal& terminal, std::string_view from,
                        std::string_view to, std::size_t name_width) {
  append_fit(out, from, name_width);
  out += ' ';
  out += terminal.glyph("──▶", "-->");
  out += ' ';
  append_fit(out, to, name_width);
}

std::string chart_cut(const Terminal& terminal, std::string text, std::size_t used) {
  if (terminal.columns == 0) return text;
  const std::size_t room = terminal.columns > used + 20 ? terminal.columns - used : 20;
  return width(text) > room ? fit(text, room) : text;
}

}  // namespace mapsim::cli
