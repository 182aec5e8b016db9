#include "scenarios/engine/component_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "scenarios/engine/field_reader.h"
#include "scenarios/engine/step_reader.h"
#include "sigtran/core/nearest.h"

namespace mapsim::scenario {

namespace {

constexpr std::array<std::string_view, 5> kComponentKinds = {"invoke", "result", "result-not-last", "error",
                                                             "reject"};
constexpr std::array<std::string_view, 11> kComponentKeys = {
    "invoke",    "result",    "result-not-last", "error",   "reject", "argument",
    "parameter", "invoke-id", "linked-id",       "problem", "timer"};
constexpr std::array<std::string_view, 10> kMessageKeys = {"application-context",
                                                           "destination-reference",
                                                           "originating-reference",
                                                           "components",
                                                           "reason",
                                                           "cause",
                                                           "alternative",
                                                           "tcap",
                                                           "sccp",
                                                           "m3ua"};

// Which keys go with which kind.
struct KeyRule {
  std::string_view key;
  std::string_view kinds;  // separated by spaces
};
constexpr std::array<KeyRule, 5> kRules = {{
    {"argument", "invoke"},
    {"parameter", "result result-not-last error"},
    {"linked-id", "invoke"},
    {"problem", "reject"},
    {"timer", "invoke"},
}};

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
  }
  return false;
}

class ComponentReader {
 public:
  explicit ComponentReader(Mistakes& mistakes) : mistakes_(mistakes) {}

  // nullopt: the map states no component.
  std::optional<Template> read(const YamlNode& node) {
    const YamlMember* kind = nullptr;
    for (const std::string_view name : kComponentKinds) {
      const YamlMember* member = node.find(name);
      if (member == nullptr) continue;
      if (kind != nullptr) {
        mistakes_.add(member->mark, "'" + kind->name + "' and '" + member->name +
                                        "' are two components; several stand in a list under 'components'");
        return std::nullopt;
      }
      kind = member;
    }
    if (kind == nullptr) return without_kind(node);
    Template::Map out;
    out.push_back({kind->name, read_kind(*kind), kind->mark});
    for (const std::string_view name :
         {"argument", "parameter", "invoke-id", "linked-id", "problem", "timer"}) {
      if (const YamlMember* member = node.find(name)) read_key(*member, *kind, out);
    }
    Template component;
    component.mark = kind->mark;
    component.node = std::move(out);
    return component;
  }

 private:
  // A stray 'argument' is a slip worth telling.
  std::optional<Template> without_kind(const YamlNode& node) {
    for (const KeyRule& rule : kRules) {
      if (const YamlMember* member = node.find(rule.key)) {
        mistakes_.add(member->mark, "'" + member->name +
                                        "' has no component that it belongs to; it goes with one of: " +
                                        std::string(rule.kinds));
      }
    }
    return std::nullopt;
  }

  // A name or a number; {opcode: 99} is another way to write the number.
  Template read_kind(const YamlMember& kind) {
    const YamlNode* node = &kind.value;
    if (node->kind == YamlNode::Kind::map && node->members.size() == 1 &&
        (node->members.front().name == "opcode" || node->members.front().name == "code")) {
      node = &node->members.front().value;
    }
    if (!node->is_scalar()) {
      mistakes_.add(kind.mark,
                    "expected the name or the number of " + what(kind.name) + ", found " + node->describe());
      return {};
    }
    return read_template(*node, mistakes_);
  }

  static std::string what(std::string_view kind) {
    return kind == "reject" ? "a problem" : kind == "error" ? "an error" : "an operation";
  }

  void read_key(const YamlMember& member, const YamlMember& kind, Template::Map& out) {
    const auto rule = std::ranges::find(kRules, std::string_view(member.name), &KeyRule::key);
    if (rule != kRules.end() && !has_word(rule->kinds, kind.name)) {
      std::string text =
          "'" + member.name + "' goes with " + std::string(rule->kinds) + ", not with " + kind.name;
      if (member.name == "argument" && kind.name != "reject")
        text += "; what a " + kind.name + " carries is its 'parameter'";
      if (member.name == "parameter" && kind.name == "invoke")
        text += "; what an invoke carries is its 'argument'";
      mistakes_.add(member.mark, std::move(text));
      return;
    }
    if (member.value.kind == YamlNode::Kind::null && member.name != "invoke-id") {
      mistakes_.add(member.mark, "'" + member.name + "' has no value");
      return;
    }
    if (member.name == "timer") read_duration(member.value, mistakes_);
    // A reject may have no invoke id: NULL on the wire (Q.773 table 23).
    if (member.name == "invoke-id" && member.value.kind == YamlNode::Kind::null) {
      Template none;
      none.mark = member.mark;
      out.push_back({member.name, std::move(none), member.mark});
      return;
    }
    out.push_back({member.name, read_template(member.value, mistakes_), member.mark});
  }

  Mistakes& mistakes_;
};

// Removes nulls before the general reader sees them, and puts them back.
void allow_nulls(const YamlNode& node, Template& out) {
  auto* map = std::get_if<Template::Map>(&out.node);
  if (map == nullptr) return;
  for (const YamlMember& member : node.members) {
    if (member.value.kind != YamlNode::Kind::null) continue;
    Template none;
    none.mark = member.mark;
    map->push_back({member.name, std::move(none), member.mark});
  }
}

YamlNode without_nulls(const YamlNode& node) {
  YamlNode out = node;
  std::erase_if(out.members, [](const YamlMember& m) { return m.value.kind == YamlNode::Kind::null; });
  return out;
}

}  // namespace

std::span<const std::string_view> component_kinds() {
  return kComponentKinds;
}
std::span<const std::string_view> component_keys() {
  return kComponentKeys;
}
std::span<const std::string_view> message_keys() {
  return kMessageKeys;
}

Template read_components(const YamlNode& step, Mistakes& mistakes) {
  Template out;
  out.mark = step.mark;
  Template::List list;
  ComponentReader reader(mistakes);
  const std::size_t before = mistakes.size();
  auto single = reader.read(step);
  const YamlNode* several = value_of(step, "components", mistakes);
  if (single && several != nullptr) {
    mistakes.add(several->mark,
                 "a step has its component beside the message or several under 'components', not both");
  } else if (single) {
    list.push_back(std::move(*single));
  } else if (several != nullptr) {
    if (several->kind != YamlNode::Kind::list) {
      mistakes.add(several->mark, "expected a list of components, found " + several->describe());
    }
    for (const YamlNode& item : several->items) {
      if (!check_keys(item, kComponentKeys, "a component", mistakes)) continue;
      auto component = reader.read(item);
      if (component)
        list.push_back(std::move(*component));
      else if (mistakes.size() == before)
        mistakes.add(item.mark, "a component is one of invoke, result, result-not-last, error, reject");
    }
    out.mark = several->mark;
  }
  out.node = std::move(list);
  return out;
}

Template read_expectation(const YamlNode& node, Mistakes& mistakes) {
  std::vector<std::string_view> allowed(kMessageKeys.begin(), kMessageKeys.end());
  allowed.insert(allowed.end(), kComponentKeys.begin(), kComponentKeys.end() - 1);  // a timer is not received
  Template out;
  out.mark = node.mark;
  Template::Map map;
  if (!check_keys(node, allowed, "what the received message must hold", mistakes)) return out;
  Template::Map component;
  for (const YamlMember& member : node.members) {
    const bool of_component =
        std::ranges::find(kComponentKeys, std::string_view(member.name)) != kComponentKeys.end();
    (of_component ? component : map)
        .push_back({member.name, read_template(member.value, mistakes), member.mark});
  }
  if (!component.empty()) {
    Template first;
    first.mark = node.mark;
    first.node = std::move(component);
    Template list;
    list.mark = node.mark;
    list.node = Template::List{std::move(first)};
    map.push_back({"components", std::move(list), node.mark});
  }
  out.node = std::move(map);
  return out;
}

Template read_lower_layer(const YamlNode& node, Mistakes& mistakes) {
  if (node.kind != YamlNode::Kind::map) {
    mistakes.add(node.mark, "expected a map, found " + node.describe());
    return {};
  }
  YamlNode plain = without_nulls(node);
  for (YamlMember& member : plain.members) {
    if (member.value.kind == YamlNode::Kind::map) member.value = without_nulls(member.value);
  }
  Template out = read_template(plain, mistakes);
  allow_nulls(node, out);
  auto* map = std::get_if<Template::Map>(&out.node);
  if (map == nullptr) return out;
  for (Template::Member& member : *map) {
    if (const YamlMember* source = node.find(member.name)) allow_nulls(source->value, member.value);
  }
  return out;
}

Result<std::string> received_path(std::string_view path) {
  const std::string_view first = path.substr(0, path.find_first_of(".["));
  if (std::ranges::find(kMessageKeys, first) != kMessageKeys.end()) return std::string(path);
  if (std::ranges::find(kComponentKeys, first) != kComponentKeys.end())
    return "components[0]." + std::string(path);
  std::vector<std::string_view> allowed(kMessageKeys.begin(), kMessageKeys.end());
  allowed.insert(allowed.end(), kComponentKeys.begin(), kComponentKeys.end());
  return fail(Error{.layer = "scenario",
                    .text = "a path starts with what a message has: " + unknown_name(first, allowed)});
}

}  // namespace mapsim::scenario
