#include "scenarios/engine/mix_reader.h"

#include <algorithm>
#include <array>

#include "scenarios/engine/field_reader.h"
#include "scenarios/engine/weighted_draw.h"

namespace mapsim::scenario {

namespace {

constexpr std::int64_t kMaxWeight = 1'000'000;

MixEntry read_entry(const YamlNode& node, Mistakes& mistakes) {
  static constexpr std::array<std::string_view, 4> kPartKeys = {"scenario", "weight", "data", "set"};
  MixEntry entry;
  entry.mark = node.mark;
  if (!check_keys(node, kPartKeys, "a part of the mix", mistakes)) return entry;
  if (node.find("scenario") == nullptr) mistakes.add(node.mark, "which 'scenario'?");
  if (const YamlNode* scenario = value_of(node, "scenario", mistakes)) {
    entry.scenario = read_string(*scenario, "a scenario", mistakes).value_or("");
    entry.mark = scenario->mark;
  }
  if (const YamlNode* weight = value_of(node, "weight", mistakes))
    entry.weight = static_cast<std::uint32_t>(read_number(*weight, 1, kMaxWeight, mistakes).value_or(1));
  if (const YamlNode* data = value_of(node, "data", mistakes))
    entry.data = read_string(*data, "a CSV file", mistakes).value_or("");
  if (const YamlNode* set = value_of(node, "set", mistakes)) {
    if (set->kind != YamlNode::Kind::map) {
      mistakes.add(set->mark, "expected values of variables, {text: hello}, found " + set->describe());
      return entry;
    }
    for (const YamlMember& member : set->members) {
      if (member.value.is_scalar())
        entry.set.emplace_back(member.name, member.value.text);
      else
        mistakes.add(member.value.mark, "expected a text or a number, found " + member.value.describe());
    }
  }
  return entry;
}

}  // namespace

Mix read_mix(std::string_view text, Mistakes& mistakes) {
  static constexpr std::array<std::string_view, 1> kKeys = {"mix"};
  Mix mix;
  YamlDocument document = parse_yaml(text);
  for (Error& error : document.errors) mistakes.add(std::move(error));
  if (document.root.kind == YamlNode::Kind::null) {
    if (document.errors.empty())
      mistakes.add(Mark{1, 1}, "the file is empty; it has 'mix', a list of scenarios");
    return mix;
  }
  if (!check_keys(document.root, kKeys, "a mix", mistakes)) return mix;
  const YamlNode* list = value_of(document.root, "mix", mistakes);
  if (list == nullptr) return mix;
  if (list->kind != YamlNode::Kind::list || list->items.empty() || list->items.size() > kMaxMixEntries) {
    mistakes.add(list->mark,
                 "expected a list of scenarios, 1 to " + std::to_string(kMaxMixEntries) + " of them, found " +
                     (list->items.empty() ? list->describe() : std::to_string(list->items.size())));
    return mix;
  }
  for (const YamlNode& node : list->items) mix.entries.push_back(read_entry(node, mistakes));
  return mix;
}

std::vector<std::size_t> Mix::draw(std::size_t times, Random& random) const {
  WeightedDraw weights;
  for (const MixEntry& entry : entries) weights.add(entry.weight);
  std::vector<std::size_t> drawn;
  for (std::size_t i = 0; i < times; ++i) drawn.push_back(weights.draw(random));
  return drawn;
}

}  // namespace mapsim::scenario
