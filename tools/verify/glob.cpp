#include "tools/verify/glob.h"

namespace mapsim::verify {

bool matches_text(std::string_view pattern, std::string_view text) {
  if (pattern.find('*') == std::string_view::npos) return pattern == text;
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;  // the last one, and what it stands for begins at `from`
  std::size_t from = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      from = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++from;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

namespace {

std::string_view first_member(std::string_view path) {
  return path.substr(0, path.find('.'));
}
std::string_view rest_of(std::string_view path) {
  const auto dot = path.find('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
}

}  // namespace

bool matches_path(std::string_view pattern, std::string_view path) {
  if (pattern.empty()) return path.empty();
  const std::string_view first = first_member(pattern);
  if (first == "**") {
    for (std::string_view left = path;; left = rest_of(left)) {
      if (matches_path(rest_of(pattern), left)) return true;
      if (left.empty()) return false;
    }
  }
  if (path.empty()) return false;
  if (first != "*" && first != first_member(path)) return false;
  return matches_path(rest_of(pattern), rest_of(path));
}

}  // namespace mapsim::verify
