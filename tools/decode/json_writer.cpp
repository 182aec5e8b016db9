#include "tools/decode/json_writer.h"

#include "tools/decode/json_text.h"

namespace mapsim::cli {

void append_json(std::string& out, const Value& value) {
  if (const bool* b = value.if_bool()) {
    out += *b ? "true" : "false";
  } else if (const auto* n = value.if_int()) {
    append_json_number(out, *n);
  } else if (const auto* s = value.if_string()) {
    append_json_string(out, *s);
  } else if (const auto* o = value.if_octets()) {
    append_json_octets(out, *o);
  } else if (const auto* list = value.if_list()) {
    out += '[';
    for (const Value& item : *list) {
      if (&item != &list->front()) out += ',';
      append_json(out, item);
    }
    out += ']';
  } else if (const auto* map = value.if_map()) {
    out += '{';
    for (const Value::Member& m : *map) {
      if (&m != &map->front()) out += ',';
      append_json_string(out, m.name);
      out += ':';
      append_json(out, m.value);
    }
    out += '}';
  } else {
    out += "null";
  }
}

}  // namespace mapsim::cli
