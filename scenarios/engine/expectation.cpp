#include "scenarios/engine/expectation.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace mapsim::scenario {

namespace {

// What a sender decides and no receiver sees as such.
constexpr std::array<std::string_view, 1> kOfInvoke = {"timer"};
constexpr std::array<std::string_view, 3> kOfTcap = {"dialogue-portion", "component-portion", "message"};
constexpr std::array<std::string_view, 3> kOfSccp = {"segment-size", "segmentation-reference",
                                                     "sequence-control"};

void remove(Template& t, std::span<const std::string_view> names) {
  auto* map = std::get_if<Template::Map>(&t.node);
  if (map == nullptr) return;
  std::erase_if(*map, [&](const Template::Member& m) {
    return std::ranges::find(names, std::string_view(m.name)) != names.end();
  });
}

// `form: automatic` lets the sender choose; any other is what the receiver gets.
void remove_automatic_form(Template& sccp) {
  const Template* form = sccp.find("form");
  const auto* literal = form != nullptr ? std::get_if<Value>(&form->node) : nullptr;
  if (literal != nullptr && *literal == Value("automatic"))
    remove(sccp, std::array<std::string_view, 1>{"form"});
}

void remove_sender_side(Template& t) {
  auto* map = std::get_if<Template::Map>(&t.node);
  if (map == nullptr) return;
  for (Template::Member& member : *map) {
    if (member.name == "tcap") remove(member.value, kOfTcap);
    if (member.name == "sccp") {
      remove(member.value, kOfSccp);
      remove_automatic_form(member.value);
    }
    auto* list = member.name == "components" ? std::get_if<Template::List>(&member.value.node) : nullptr;
    if (list == nullptr) continue;
    for (Template& component : *list) remove(component, kOfInvoke);
  }
}

// Beside a TPDU, for its sender: see tpdu_tree.h.
constexpr std::array<std::string_view, 3> kOfTpdu = {"part", "reference", "undecoded"};

void canonicalise(Template& t, const Value& decoded, const Variables& variables) {
  if (std::holds_alternative<Matcher>(t.node)) return;
  auto* map = std::get_if<Template::Map>(&t.node);
  if (map != nullptr && decoded.if_map() != nullptr && t.find("hex") == nullptr) {
    if (t.find("part") != nullptr) remove(t, kOfTpdu);
    for (Template::Member& member : *map) {
      if (const Value* below = decoded.find(member.name)) canonicalise(member.value, *below, variables);
    }
    return;
  }
  auto* list = std::get_if<Template::List>(&t.node);
  const auto* items = decoded.if_list();
  if (list != nullptr && items != nullptr && items->size() == list->size()) {
    for (std::size_t i = 0; i < list->size(); ++i) canonicalise((*list)[i], (*items)[i], variables);
    return;
  }
  if (match(t, &decoded, variables).empty()) return;
  Value literal = decoded;
  literal.mark = t.mark;
  t.node = std::move(literal);
}

void overlay(Template& base, const Template& over) {
  auto* map = std::get_if<Template::Map>(&base.node);
  const auto* other = std::get_if<Template::Map>(&over.node);
  if (map != nullptr && other != nullptr) {
    for (const Template::Member& member : *other) {
      const auto at = std::ranges::find(*map, member.name, &Template::Member::name);
      if (at == map->end())
        map->push_back(member);
      else
        overlay(at->value, member.value);
    }
    return;
  }
  auto* list = std::get_if<Template::List>(&base.node);
  const auto* others = std::get_if<Template::List>(&over.node);
  if (list != nullptr && others != nullptr && list->size() == others->size()) {
    for (std::size_t i = 0; i < list->size(); ++i) overlay((*list)[i], (*others)[i]);
    return;
  }
  base = over;
}

}  // namespace

Template expectation(const Template& content, const std::optional<Value>& canonical,
                     const std::optional<Template>& expect, const Variables& variables) {
  Template out = content;
  remove_sender_side(out);
  if (canonical) canonicalise(out, *canonical, variables);
  if (expect) overlay(out, *expect);
  return out;
}

}  // namespace mapsim::scenario
