#include "scenarios/engine/field_reader.h"

#include <algorithm>

#include "scenarios/engine/duration.h"
#include "sigtran/core/nearest.h"

namespace mapsim::scenario {

namespace {

std::string found(const YamlNode& node) {
  return ", found " + node.describe();
}

}  // namespace

bool check_keys(const YamlNode& node, std::span<const std::string_view> allowed, std::string_view what,
                Mistakes& mistakes) {
  if (node.kind != YamlNode::Kind::map) {
    mistakes.add(node.mark, "expected " + std::string(what) + ", a map" + found(node));
    return false;
  }
  for (const YamlMember& member : node.members) {
    if (std::ranges::find(allowed, std::string_view(member.name)) == allowed.end()) {
      mistakes.add(member.mark, unknown_name(member.name, allowed));
    }
  }
  return true;
}

const YamlNode* value_of(const YamlNode& map, std::string_view name, Mistakes& mistakes) {
  const YamlMember* member = map.find(name);
  if (member == nullptr) return nullptr;
  if (member->value.kind == YamlNode::Kind::null) {
    mistakes.add(member->mark, "'" + member->name + "' has no value");
    return nullptr;
  }
  return &member->value;
}

std::optional<std::string> read_string(const YamlNode& node, std::string_view what, Mistakes& mistakes) {
  if (node.is_scalar()) return node.text;
  mistakes.add(node.mark, "expected " + std::string(what) + found(node));
  return std::nullopt;
}

std::optional<std::int64_t> read_number(const YamlNode& node, std::int64_t least, std::int64_t most,
                                        Mistakes& mistakes) {
  if (node.kind == YamlNode::Kind::plain) {
    const Value value = plain_value(node.text);
    if (const auto* n = value.if_int(); n != nullptr && *n >= least && *n <= most) return *n;
  }
  mistakes.add(node.mark, "expected a number from " + std::to_string(least) + " to " + std::to_string(most) +
                              found(node));
  return std::nullopt;
}

std::optional<bool> read_bool(const YamlNode& node, Mistakes& mistakes) {
  if (node.kind == YamlNode::Kind::plain) {
    const Value value = plain_value(node.text);
    if (const bool* b = value.if_bool()) return *b;
  }
  mistakes.add(node.mark, "expected true or false" + found(node));
  return std::nullopt;
}

std::optional<Duration> read_duration(const YamlNode& node, Mistakes& mistakes) {
  if (!node.is_scalar()) {
    mistakes.add(node.mark, "expected a duration such as 250ms, 5s, 2m" + found(node));
    return std::nullopt;
  }
  const auto duration = parse_duration(node.text);
  if (duration) return *duration;
  mistakes.add(node.mark, duration.error().text);
  return std::nullopt;
}

std::optional<std::size_t> read_choice(const YamlNode& node, std::span<const std::string_view> names,
                                       Mistakes& mistakes) {
  if (!node.is_scalar()) {
    mistakes.add(node.mark, "expected one of the names that are allowed here" + found(node));
    return std::nullopt;
  }
  const auto name = std::ranges::find(names, std::string_view(node.text));
  if (name != names.end()) return static_cast<std::size_t>(name - names.begin());
  mistakes.add(node.mark, unknown_name(node.text, names));
  return std::nullopt;
}

std::vector<std::string> read_strings(const YamlNode& node, std::string_view what, Mistakes& mistakes) {
  std::vector<std::string> out;
  if (node.kind == YamlNode::Kind::list) {
    for (const YamlNode& item : node.items) {
      if (auto text = read_string(item, what, mistakes)) out.push_back(std::move(*text));
    }
  } else if (auto text = read_string(node, what, mistakes)) {
    out.push_back(std::move(*text));
  }
  return out;
}

}  // namespace mapsim::scenario
