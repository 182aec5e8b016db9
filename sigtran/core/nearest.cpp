#include "sigtran/core/nearest.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <vector>

namespace mapsim {

namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  std::vector<std::size_t> above(row.size());
  std::vector<std::size_t> two_above(row.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    two_above.swap(above);
    above.swap(row);
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substitute = above[j] + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      row[j + 1] = std::min({above[j + 1] + 1, row[j] + 1, substitute});
      // Two letters in the wrong order are one slip: "smcs" is near "smsc".
      const bool swapped = i > 0 && j > 0 && lower(a[i]) == lower(b[j - 1]) && lower(a[i - 1]) == lower(b[j]);
      if (swapped) row[j + 1] = std::min(row[j + 1], two_above[j - 1] + 1);
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view typed, std::span<const std::string_view> allowed) {
  std::optional<std::string_view> best;
  std::size_t best_distance = std::max<std::size_t>(1, typed.size() / 3) + 1;
  for (const std::string_view name : allowed) {
    const std::size_t d = distance(typed, name);
    if (d < best_distance) {
      best = name;
      best_distance = d;
    }
  }
  return best;
}

std::string unknown_name(std::string_view typed, std::span<const std::string_view> allowed) {
  std::string text = "'" + std::string(typed) + "' is not known here";
  if (const auto near = nearest(typed, allowed)) text += "; did you mean '" + std::string(*near) + "'?";
  else text += ".";
  text += " Allowed: ";
  for (std::size_t i = 0; i < allowed.size(); ++i) text += (i == 0 ? "" : ", ") + std::string(allowed[i]);
  return text;
}

}  // namespace mapsim
