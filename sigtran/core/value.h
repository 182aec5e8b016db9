// A tree of named values: how a decoded message is shown, how a user writes one, and what the two are compared
// in. Names are those of the specifications (ASN.1 identifiers, TPDU fields in lower case).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sigtran/core/bytes.h"
#include "sigtran/core/result.h"

namespace mapsim {

class Value {
 public:
  struct Member;
  using List = std::vector<Value>;
  using Map = std::vector<Member>;  // in the order of the specification or of the user's file
  struct Null {
    friend bool operator==(Null, Null) = default;
  };

  // Defined out of line: a Map holds values that hold maps.
  Value();
  Value(bool v);
  Value(std::int64_t v);
  Value(int v);
  Value(unsigned v);
  Value(std::string v);
  Value(std::string_view v);
  Value(const char* v);
  Value(Octets v);  // written {hex: "…"} by users and in JSON
  Value(OctetView v);
  Value(List v);
  Value(Map v);
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  bool is_null() const { return std::holds_alternative<Null>(data_); }
  const bool* if_bool() const { return std::get_if<bool>(&data_); }
  const std::int64_t* if_int() const { return std::get_if<std::int64_t>(&data_); }
  const std::string* if_string() const { return std::get_if<std::string>(&data_); }
  const Octets* if_octets() const { return std::get_if<Octets>(&data_); }
  const List* if_list() const { return std::get_if<List>(&data_); }
  const Map* if_map() const { return std::get_if<Map>(&data_); }
  List* if_list() { return std::get_if<List>(&data_); }
  Map* if_map() { return std::get_if<Map>(&data_); }

  // A member by name, nullptr where this is no map or has none of that name.
  const Value* find(std::string_view name) const;
  // Follows "sm-RP-UI.tp-oa" or "texts[1]"; nullptr where the path leads nowhere.
  const Value* find_path(std::string_view path) const;
  // Appends a member; a null value becomes a map first. Returns the new member's value.
  Value& add(std::string name, Value value);

  // "a string", "a number", "octets", "a list", "a map", "true or false", "nothing".
  std::string_view kind() const;
  // One line for people: numbers, text in quotes, octets in hex, {name: value, …}.
  std::string to_text() const;

  // Marks and octet ranges do not count.
  friend bool operator==(const Value& a, const Value& b);

  // Where the user's file has it; line 0 for values that were decoded.
  Mark mark;
  // Which octets of the decoded layer it came from, where known.
  struct OctetRange {
    std::size_t offset = 0;
    std::size_t size = 0;
  };
  std::optional<OctetRange> octets;

 private:
  std::variant<Null, bool, std::int64_t, std::string, Octets, List, Map> data_;
};

struct Value::Member {
  std::string name;
  Value value;
  Mark mark;  // of the name
  friend bool operator==(const Member& a, const Member& b) { return a.name == b.name && a.value == b.value; }
};

}  // namespace mapsim
