// A YAML file as nodes that know where they stand, and that tell "123" from 123: what the loader reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/result.h"

namespace mapsim::scenario {

// What a file may make grow; a file beyond a limit is refused with the place where it goes beyond.
inline constexpr int kMaxYamlDepth = 64;               // maps and lists inside one another
inline constexpr std::size_t kMaxYamlNodes = 500'000;  // aliases count as what they stand for

struct YamlMember;

struct YamlNode {
  enum class Kind { null, plain, quoted, list, map };
  Kind kind = Kind::null;
  std::string text;      // plain, quoted: as the file has it, escapes resolved
  bool negated = false;  // "!= v": YAML reads "!=" as a tag
  std::vector<YamlNode> items;
  std::vector<YamlMember> members;
  Mark mark;

  bool is_scalar() const { return kind == Kind::plain || kind == Kind::quoted; }
  const YamlMember* find(std::string_view name) const;
  // "a map", "a list", "nothing", "'abc'": for messages.
  std::string describe() const;
};

struct YamlMember {
  std::string name;
  Mark mark;  // of the name
  YamlNode value;
};

struct YamlDocument {
  YamlNode root;
  // Of syntax only the first mistake (the rest cannot be read then), but every duplicate key.
  std::vector<Error> errors;
};

// UTF-8 text of one YAML document (YAML 1.2; tags and merge keys are not part of the language).
YamlDocument parse_yaml(std::string_view text);

}  // namespace mapsim::scenario
