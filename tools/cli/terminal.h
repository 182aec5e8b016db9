// What the place that output goes to can show: colour, box drawing and arrows, and how wide it is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mapsim::cli {

enum class Color { automatic, always, never };
enum class Style { plain, bold, dim, green, red, yellow, cyan };

struct Terminal {
  bool color = false;
  bool unicode = false;
  std::size_t columns = 0;  // 0: as many as a line needs (no terminal)

  // Looks at the file descriptor, NO_COLOR, TERM, the locale's character set and the window size.
  static Terminal of(int file_descriptor, Color color);

  std::string paint(std::string_view text, Style style) const;
  // The same behind what `out` has.
  void paint(std::string& out, std::string_view text, Style style) const;
  // The first where Unicode shows, otherwise the second.
  std::string_view glyph(std::string_view fancy, std::string_view plain) const {
    return unicode ? fancy : plain;
  }
};

std::optional<Color> parse_color(std::string_view word);  // auto, always, never

}  // namespace mapsim::cli
