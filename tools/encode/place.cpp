#include "tools/encode/place.h"

#include <optional>

namespace mapsim::cli {

namespace {

constexpr std::size_t kMostShown = 80;  // octets of a value in a message

struct Place {
  std::string path;
  const Value* value = nullptr;
  bool name = false;  // the mark is that of the member's name
};

std::optional<Place> find(const Value& at, Mark mark, const std::string& path) {
  if (at.mark == mark) return Place{path, &at};
  if (const auto* list = at.if_list()) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (auto found = find((*list)[i], mark, path + "[" + std::to_string(i) + "]")) return found;
    }
  }
  if (const auto* map = at.if_map()) {
    for (const Value::Member& m : *map) {
      const std::string inner = path + "." + m.name;
      if (m.mark == mark) return Place{inner, &m.value, true};
      if (auto found = find(m.value, mark, inner)) return found;
    }
  }
  return std::nullopt;
}

std::string_view last_part(std::string_view field) {
  const auto dot = field.find_last_of('.');
  return dot == std::string_view::npos ? field : field.substr(dot + 1);
}

std::string with_place(std::string_view file, Mark mark) {
  std::string out(file);
  if (mark.line > 0) out += ":" + std::to_string(mark.line) + ":" + std::to_string(mark.column);
  return out + ": ";
}

}  // namespace

std::string describe_syntax(const Error& error, std::string_view file) {
  return with_place(file, error.mark) + error.text;
}

std::string describe_mistake(const Error& error, const Value& root, std::string_view file) {
  std::string out = with_place(file, error.mark);
  const auto place = error.mark.line > 0 ? find(root, error.mark, "$") : std::nullopt;
  const std::string_view field = last_part(error.field);
  out += place ? place->path : "$";
  // A member that is missing has no place of its own: that of the map that lacks it is told, and its name.
  const bool named = place && last_part(place->path).substr(0, field.size()) == field;
  const bool lacking = !place || place->path.find("." + std::string(field)) == std::string::npos;
  out += ": ";
  if (!field.empty() && lacking) out += std::string(field) + " ";
  out += error.text;
  if (!error.clause.empty()) out += " (" + error.clause + ")";
  // What stands there, unless the text says it.
  const bool shown =
      error.text.find("found ") != std::string::npos || error.text.find('\'') != std::string::npos;
  if (place && named && !shown && !place->name) {
    const std::string found = place->value->to_text();
    if (found.size() <= kMostShown) out += "; found " + found;
  }
  return out;
}

}  // namespace mapsim::cli
