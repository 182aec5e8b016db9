#include "tools/cli/terminal.h"

#include <cstdlib>
#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace mapsim::cli {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

Terminal Terminal::of(int file_descriptor, Color color) {
  Terminal t;
  const bool is_terminal = ::isatty(file_descriptor) == 1;
  const bool may_color = is_terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  t.color = color == Color::always || (color == Color::automatic && may_color);
  // setlocale was called by main; a file gets Unicode too when the locale says so.
  t.unicode = std::string_view(::nl_langinfo(CODESET)) == "UTF-8";
  winsize size{};
  if (is_terminal && ::ioctl(file_descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
    t.columns = size.ws_col;
  return t;
}

std::string Terminal::paint(std::string_view text, Style style) const {
  std::string out;
  paint(out, text, style);
  return out;
}

void Terminal::paint(std::string& out, std::string_view text, Style style) const {
  const bool painted = color && style != Style::plain;
  static constexpr const char* kCodes[] = {"", "1", "2", "32", "31", "33", "36"};
  if (painted) out.append("\x1b[").append(kCodes[static_cast<int>(style)]).append("m");
  out += text;
  if (painted) out += "\x1b[0m";
}

std::optional<Color> parse_color(std::string_view word) {
  if (word == "auto") return Color::automatic;
  if (word == "always") return Color::always;
  if (word == "never") return Color::never;
  return std::nullopt;
}

}  // namespace mapsim::cli
