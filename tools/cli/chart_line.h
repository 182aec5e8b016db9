// The parts that lines of a chart have in common, whether it shows a run or a capture.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "tools/cli/terminal.h"

namespace mapsim::cli {

// Seconds, in eight columns with three decimals.
std::string chart_seconds(std::chrono::nanoseconds at);
// The same behind what `out` has; returns how many columns it took.
std::size_t append_chart_seconds(std::string& out, std::chrono::nanoseconds at);

// "smsc ──▶ msc ", both names in `name_width` columns.
std::string chart_arrow(const Terminal& terminal, std::string_view from, std::string_view to,
                        std::size_t name_width);
void append_chart_arrow(std::string& out, const Terminal& terminal, std::string_view from,
                        std::string_view to, std::size_t name_width);

// Cuts `text` to what the terminal has left beside `used` columns, but never to fewer than 20.
std::string chart_cut(const Terminal& terminal, std::string text, std::size_t used);

}  // namespace mapsim::cli
