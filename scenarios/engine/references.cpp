#include "scenarios/engine/references.h"

#include <algorithm>
#include <utility>

namespace mapsim::scenario {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Octets of the name at the start of `text`; 0 where none stands there.
std::size_t name_size(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return 0;
  std::size_t size = 1;
  while (size < text.size()) {
    const bool hyphen = text[size] == '-' && size + 1 < text.size() &&
                        (is_letter(text[size + 1]) || is_digit(text[size + 1]));
    if (!hyphen && !is_letter(text[size]) && !is_digit(text[size])) break;
    ++size;
  }
  return size;
}

std::size_t digits_size(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
}

// A path at the start of `text`, without '$', as Value::find_path wants it; and how many octets it took.
std::pair<std::string, std::size_t> path_at(std::string_view text) {
  std::size_t at = name_size(text);
  std::string path(text.substr(0, at));
  while (at > 0 && at < text.size()) {
    const std::string_view rest = text.substr(at + 1);
    if (text[at] == '.') {
      if (const std::size_t name = name_size(rest); name > 0) {
        path += "." + std::string(rest.substr(0, name));
        at += 1 + name;
      } else if (const std::size_t digits = digits_size(rest); digits > 0) {
        path += "[" + std::string(rest.substr(0, digits)) + "]";
        at += 1 + digits;
      } else {
        break;
      }
    } else if (text[at] == '[') {
      const std::size_t digits = digits_size(rest);
      if (digits == 0 || digits >= rest.size() || rest[digits] != ']') break;
      path += "[" + std::string(rest.substr(0, digits)) + "]";
      at += digits + 2;
    } else {
      break;
    }
  }
  return {std::move(path), at};
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && name_size(text) == text.size();
}

std::optional<Reference> parse_reference(std::string_view text) {
  if (!text.starts_with('$')) return std::nullopt;
  text.remove_prefix(1);
  if (text.starts_with('{') && text.ends_with('}')) text = text.substr(1, text.size() - 2);
  auto [path, size] = path_at(text);
  if (size == 0 || size != text.size()) return std::nullopt;
  return Reference{std::move(path)};
}

Result<TextPieces> parse_text(std::string_view text) {
  TextPieces pieces;
  std::string literal;
  while (!text.empty()) {
    const auto dollar = text.find('$');
    literal += text.substr(0, dollar);
    if (dollar == std::string_view::npos) break;
    text.remove_prefix(dollar + 1);
    if (text.starts_with('$')) {
      literal += '$';
      text.remove_prefix(1);
      continue;
    }
    const bool braces = text.starts_with('{');
    if (braces) text.remove_prefix(1);
    auto [path, size] = path_at(text);
    const bool closed = !braces || (size < text.size() && text[size] == '}');
    if (size == 0 || !closed) {
      return fail(Error{.layer = "scenario",
                        .text = "'$' begins a reference ($name, ${name}); a dollar is written $$"});
    }
    text.remove_prefix(size + (braces ? 1 : 0));
    if (!literal.empty()) pieces.emplace_back(std::exchange(literal, {}));
    pieces.emplace_back(Reference{std::move(path)});
  }
  if (!literal.empty()) pieces.emplace_back(std::move(literal));
  return pieces;
}

}  // namespace mapsim::scenario
