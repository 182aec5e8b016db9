#include "tools/known/message.h"

#include <algorithm>

namespace mapsim::known {

const Field* Message::find(std::string_view path) const {
  const auto at = std::ranges::find(fields, path, &Field::path);
  return at == fields.end() ? nullptr : &*at;
}

std::string without_indexes(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  while (!path.empty()) {
    const auto open = std::min(path.find('['), path.size());
    out += path.substr(0, open);
    const auto close = std::min(path.find(']', open), path.size() - 1);
    path.remove_prefix(open == path.size() ? open : close + 1);
  }
  return out;
}

std::string to_text(const Value& value) {
  if (const auto* text = value.if_string()) return *text;
  if (const auto* octets = value.if_octets()) return to_hex(*octets);
  return value.to_text();
}

int version_of(std::string_view context) {
  if (context.size() < 3) return 0;
  const std::string_view end = context.substr(context.size() - 3);
  return end.starts_with("-v") && end[2] >= '1' && end[2] <= '3' ? end[2] - '0' : 0;
}

}  // namespace mapsim::known
