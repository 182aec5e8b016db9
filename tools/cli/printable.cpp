#include "tools/cli/printable.h"

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <wchar.h>

namespace mapsim::cli {

namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t octets = 1;  // that it takes in the text
  bool valid = false;
};

CodePoint next(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = at(0);
  if (first < 0x80) return {first, 1, true};
  const std::size_t octets = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < octets) return {first, 1, false};
  std::uint32_t value = first & (0x7FU >> octets);
  for (std::size_t i = 1; i < octets; ++i) {
    if ((at(i) & 0xC0U) != 0x80) return {first, 1, false};
    value = (value << 6U) | (at(i) & 0x3FU);
  }
  static constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool valid = value >= kSmallest[octets] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  return valid ? CodePoint{value, octets, true} : CodePoint{first, 1, false};
}

bool is_control(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) ||  // C0, DEL, C1
         (c >= 0x200B && c <= 0x200F) ||         // zero width, directional marks
         (c >= 0x2028 && c <= 0x202E) ||         // separators, embeddings and overrides
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || c >= 0xE0000 ||
         c == 0x061C || (c & 0xFFFEU) == 0xFFFE;  // Arabic letter mark; noncharacters, which XML forbids
}

std::string escape(std::uint32_t c, const char* format) {
  char text[16];
  std::snprintf(text, sizeof text, format, c);
  return text;
}

// Most text is plain: so many characters of ASCII stand at the start, a column each.
std::size_t plain_start(std::string_view text) {
  // Eight at a time: an octet below 0x80 is at least ' ' where adding 0x60 sets its upper bit, and at most
  // '~' where adding 1 does not.
  constexpr std::uint64_t kEach = 0x0101010101010101U;
  constexpr std::uint64_t kUpper = kEach * 0x80U;
  std::size_t n = 0;
  for (std::uint64_t part = 0; text.size() - n >= sizeof part; n += sizeof part) {
    std::memcpy(&part, text.data() + n, sizeof part);
    if (((part | (part + kEach) | ~(part + kEach * 0x60U)) & kUpper) != 0) break;
  }
  while (n < text.size() && text[n] >= ' ' && text[n] <= '~') ++n;
  return n;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_printable(out, text);
  return out;
}

void append_printable(std::string& out, std::string_view text) {
  for (;;) {
    const std::size_t plain = plain_start(text);
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    const CodePoint c = next(text);
    if (!c.valid) {
      out += escape(c.value, "\\x%02x");
    } else if (c.value == '\n') {
      out += "\\n";
    } else if (c.value == '\r') {
      out += "\\r";
    } else if (c.value == '\t') {
      out += "\\t";
    } else if (is_control(c.value)) {
      out += escape(c.value, c.value < 0x100 ? "\\x%02x" : "\\u%04x");
    } else {
      out += text.substr(0, c.octets);
    }
    text.remove_prefix(c.octets);
  }
}

namespace {

std::size_t columns_of(std::uint32_t c) {
  const int columns = ::wcwidth(static_cast<wchar_t>(c));
  return columns < 0 ? 1 : static_cast<std::size_t>(columns);
}

}  // namespace

std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (;;) {
    const std::size_t plain = plain_start(text);
    columns += plain;
    text.remove_prefix(plain);
    if (text.empty()) return columns;
    const CodePoint c = next(text);
    columns += columns_of(c.value);
    text.remove_prefix(c.octets);
  }
}

std::string fit(std::string_view text, std::size_t columns) {
  std::string out;
  append_fit(out, text, columns);
  return out;
}

void append_fit(std::string& out, std::string_view text, std::size_t columns) {
  if (const std::size_t needed = width(text); needed <= columns) {
    out += text;
    out.append(columns - needed, ' ');
    return;
  }
  std::size_t used = 0;
  while (!text.empty()) {
    const CodePoint c = next(text);
    if (used + columns_of(c.value) + 1 > columns) break;
    used += columns_of(c.value);
    out += text.substr(0, c.octets);
    text.remove_prefix(c.octets);
  }
  if (columns != 0) out += "…";
  if (columns > used + 1) out.append(columns - used - 1, ' ');
}

}  // namespace mapsim::cli
