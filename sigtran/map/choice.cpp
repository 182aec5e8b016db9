#include "sigtran/map/choice.h"

#include <algorithm>

namespace mapsim::map {

Result<ChosenName> chosen_name(const Value& v, std::span<const std::string_view> names) {
  ChosenName chosen;
  std::string_view name;
  Mark mark = v.mark;
  if (const std::string* text = v.if_string()) {
    name = *text;
  } else if (const auto* map = v.if_map(); map != nullptr && map->size() == 1) {
    const Value::Member& member = map->front();
    name = member.name;
    chosen.contents = &member.value;
    if (member.mark.line != 0) mark = member.mark;
  } else {
    std::string allowed;
    for (const std::string_view n : names) allowed += (allowed.empty() ? "" : ", ") + std::string(n);
    return fail(unexpected_kind(v, "exactly one of " + allowed));
  }
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return fail(Error{.layer = "", .text = unknown_name(name, names), .mark = mark});
  chosen.index = static_cast<std::size_t>(found - names.begin());
  return chosen;
}

}  // namespace mapsim::map
