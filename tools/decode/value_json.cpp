#include "tools/decode/value_json.h"

#include "tools/cli/printable.h"

namespace mapsim::cli {

nlohmann::ordered_json to_json(const Value& value) {
  using Json = nlohmann::ordered_json;
  if (const bool* b = value.if_bool()) return *b;
  if (const auto* n = value.if_int()) return *n;
  if (const auto* s = value.if_string()) return *s;
  if (const auto* o = value.if_octets()) return Json{{"hex", to_hex(*o)}};
  if (const auto* list = value.if_list()) {
    Json out = Json::array();
    for (const Value& item : *list) out.push_back(to_json(item));
    return out;
  }
  if (const auto* map = value.if_map()) {
    Json out = Json::object();
    for (const Value::Member& m : *map) out[m.name] = to_json(m.value);
    return out;
  }
  return nullptr;
}

namespace {

bool is_leaf(const Value& v) {
  const auto* list = v.if_list();
  const auto* map = v.if_map();
  return (list == nullptr || list->empty()) && (map == nullptr || map->empty());
}

std::string leaf(const Value& v) {
  if (const auto* o = v.if_octets()) return o->empty() ? "no octets" : to_hex(*o);
  if (v.if_map() != nullptr || v.is_null()) return "";
  return printable(v.to_text());
}

}  // namespace

std::string to_lines(const Value& value, std::size_t indent) {
  const std::string margin(indent, ' ');
  std::string out;
  if (const auto* map = value.if_map()) {
    for (const Value::Member& m : *map) {
      out += margin + printable(m.name) + ":";
      if (is_leaf(m.value)) {
        const std::string text = leaf(m.value);
        out += (text.empty() ? "" : " ") + text + "\n";
      } else {
        out += "\n" + to_lines(m.value, indent + 2);
      }
    }
    return out;
  }
  if (const auto* list = value.if_list()) {
    for (const Value& item : *list) {
      if (is_leaf(item)) {
        out += margin + "- " + leaf(item) + "\n";
      } else {
        std::string lines = to_lines(item, indent + 2);
        if (lines.size() > indent) lines[indent] = '-';
        out += lines;
      }
    }
    return out;
  }
  return margin + leaf(value) + "\n";
}

}  // namespace mapsim::cli
