// Values as JSON text, for tests: {"hex": "…"} becomes octets.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sigtran/core/value.h"

namespace mapsim::test {

inline Value from_json(const nlohmann::ordered_json& json) {
  if (json.is_null()) return {};
  if (json.is_boolean()) return Value(json.get<bool>());
  if (json.is_number_integer()) return Value(json.get<std::int64_t>());
  if (json.is_string()) return Value(json.get<std::string>());
  if (json.is_array()) {
    Value::List list;
    for (const auto& item : json) list.push_back(from_json(item));
    return Value(std::move(list));
  }
  if (json.size() == 1 && json.contains("hex"))
    return Value(from_hex(json.at("hex").get<std::string>()).value());
  Value::Map map;
  for (const auto& [name, value] : json.items()) map.push_back({name, from_json(value), {}});
  return Value(std::move(map));
}

inline Value from_json(const std::string& text) {
  return from_json(nlohmann::ordered_json::parse(text));
}

inline Octets hex(std::string_view digits) {
  return from_hex(digits).value();
}

}  // namespace mapsim::test
