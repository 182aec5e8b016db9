#include "sigtran/core/value.h"

#include <cassert>
#include <charconv>

namespace mapsim {

Value::Value() = default;
Value::Value(bool v) : data_(v) {}
Value::Value(std::int64_t v) : data_(v) {}
Value::Value(int v) : data_(static_cast<std::int64_t>(v)) {}
Value::Value(unsigned v) : data_(static_cast<std::int64_t>(v)) {}
Value::Value(std::string v) : data_(std::move(v)) {}
Value::Value(std::string_view v) : data_(std::string(v)) {}
Value::Value(const char* v) : data_(std::string(v)) {}
Value::Value(Octets v) : data_(std::move(v)) {}
Value::Value(OctetView v) : data_(Octets(v.begin(), v.end())) {}
Value::Value(List v) : data_(std::move(v)) {}
Value::Value(Map v) : data_(std::move(v)) {}
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;

bool operator==(const Value& a, const Value& b) { return a.data_ == b.data_; }

const Value* Value::find(std::string_view name) const {
  const Map* map = if_map();
  if (map == nullptr) return nullptr;
  for (const Member& member : *map) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

const Value* Value::find_path(std::string_view path) const {
  const Value* at = this;
  while (at != nullptr && !path.empty()) {
    if (path.front() == '[') {
      const auto close = path.find(']');
      if (close == std::string_view::npos) return nullptr;
      std::size_t index = 0;
      const auto [end, status] = std::from_chars(path.data() + 1, path.data() + close, index);
      const List* list = at->if_list();
      if (status != std::errc() || end != path.data() + close || list == nullptr || index >= list->size()) {
        return nullptr;
      }
      at = &(*list)[index];
      path.remove_prefix(close + 1);
    } else {
      const auto stop = path.find_first_of(".[");
      at = at->find(path.substr(0, stop));
      path.remove_prefix(stop == std::string_view::npos ? path.size() : stop);
    }
    if (!path.empty() && path.front() == '.') path.remove_prefix(1);
  }
  return at;
}

Value& Value::add(std::string name, Value value) {
  if (is_null()) data_ = Map{};
  Map* map = if_map();
  assert(map != nullptr);
  if (map->capacity() == 0) map->reserve(4);  // few maps have one member only
  map->push_back(Member{std::move(name), std::move(value), {}});
  return map->back().value;
}

std::string_view Value::kind() const {
  static constexpr std::string_view kKinds[] = {"nothing", "true or false", "a number", "a string",
                                                "octets",  "a list",        "a map"};
  return kKinds[data_.index()];
}

std::string Value::to_text() const {
  if (const bool* b = if_bool()) return *b ? "true" : "false";
  if (const std::int64_t* n = if_int()) return std::to_string(*n);
  if (const std::string* s = if_string()) return '"' + *s + '"';
  if (const Octets* o = if_octets()) return "{hex: " + to_hex(*o) + "}";
  std::string out;
  if (const List* list = if_list()) {
    for (const Value& v : *list) out += (out.empty() ? "" : ", ") + v.to_text();
    return "[" + out + "]";
  }
  if (const Map* map = if_map()) {
    for (const Member& m : *map) out += (out.empty() ? "" : ", ") + m.name + ": " + m.value.to_text();
    return "{" + out + "}";
  }
  return "null";
}

}  // namespace mapsim
