// Text from messages may hold anything. On a terminal it shows, and does nothing else.
#pragma once

#include <string>
#include <string_view>

namespace mapsim::cli {

// UTF-8 in which C0 and C1 controls, DEL, bidirectional controls, line and paragraph separators are written
// as \n, \x1b, \u202e … and octets that are no UTF-8 as \xNN.
std::string printable(std::string_view text);
void append_printable(std::string& out, std::string_view text);

// Columns that the text takes (each code point one, combining marks none, East Asian wide ones two).
std::size_t width(std::string_view text);

// The text, cut to `columns` with an ellipsis where it is longer, then filled with spaces.
std::string fit(std::string_view text, std::size_t columns);
void append_fit(std::string& out, std::string_view text, std::size_t columns);

}  // namespace mapsim::cli
