#include "tools/report/octet_ranges.h"

#include <algorithm>
#include <vector>

#include "sigtran/core/ber.h"
#include "sigtran/tcap/codec.h"
#include "sigtran/tcap/value.h"

namespace mapsim::report {

namespace {

using Range = Value::OctetRange;
using Elements = std::vector<ber::Element>;

// Of the dialogue portion (Q.773 4.2.3) and of MAP-OpenInfo (TS 29.002 17.4).
constexpr ber::Tag kAarq = 0x60;
constexpr ber::Tag kAare = 0x61;
constexpr ber::Tag kAbrt = 0x64;
constexpr ber::Tag kContextName = 0xA1;
constexpr ber::Tag kDiagnostic = 0xA3;
constexpr ber::Tag kUserInformation = 0xBE;
constexpr ber::Tag kSingleAsn1Type = 0xA0;
constexpr ber::Tag kMapOpen = 0xA0;
constexpr ber::Tag kDestinationReference = 0x80;
constexpr ber::Tag kOriginatingReference = 0x81;
constexpr ber::Tag kSequence = 0x30;
constexpr ber::Tag kLinkedId = 0x80;

Range whole(const ber::Element& e) {
  return {e.offset, e.whole.size()};
}
Range contents(const ber::Element& e) {
  return e.contents.empty() ? whole(e) : Range{e.contents_offset, e.contents.size()};
}

Elements elements_of(OctetView octets, std::size_t offset) {
  Elements out;
  ber::Cursor cursor(octets, offset);
  ber::Element e;
  while (!cursor.at_end() && cursor.read(e)) out.push_back(e);
  return out;
}

Elements children(const ber::Element& e) {
  return ber::is_constructed(e.tag) ? elements_of(e.contents, e.contents_offset) : Elements();
}

std::optional<ber::Element> find(const Elements& elements, ber::Tag tag) {
  const auto at = std::ranges::find(elements, tag, &ber::Element::tag);
  return at == elements.end() ? std::nullopt : std::optional(*at);
}

// The first element of one of these tags, depth first.
std::optional<ber::Element> search(const Elements& elements, std::initializer_list<ber::Tag> tags) {
  for (const ber::Element& e : elements) {
    if (std::ranges::find(tags, e.tag) != tags.end()) return e;
    if (const auto below = search(children(e), tags)) return below;
  }
  return std::nullopt;
}

Value* member(Value& tree, std::string_view name) {
  auto* map = tree.if_map();
  if (map == nullptr) return nullptr;
  const auto at = std::ranges::find(*map, name, &Value::Member::name);
  return at == map->end() ? nullptr : &at->value;
}

void give(Value& tree, std::string_view name, std::optional<Range> range) {
  Value* value = member(tree, name);
  if (value != nullptr && range) spread(*value, *range);
}

void locate_component(Value& tree, OctetView component, std::size_t offset, OctetView parameter,
                      std::size_t parameter_at) {
  const Elements outer = elements_of(component, offset);
  if (outer.empty()) return;
  tree.octets = whole(outer.front());
  Elements parts = children(outer.front());
  if (parts.empty()) return;
  give(tree, "invoke-id", contents(parts.front()));
  parts.erase(parts.begin());
  if (!parts.empty() && parts.front().tag == kLinkedId && member(tree, "invoke") != nullptr) {
    give(tree, "linked-id", contents(parts.front()));
    parts.erase(parts.begin());
  }
  const bool result = member(tree, "result") != nullptr || member(tree, "result-not-last") != nullptr;
  if (result) {
    // Operation code and parameter stand in a SEQUENCE of their own, or not at all (Q.773 table 17).
    parts = !parts.empty() && parts.front().tag == kSequence ? children(parts.front()) : Elements();
  }
  if (!parts.empty()) {
    for (const char* name : {"invoke", "result", "result-not-last", "error", "reject", "problem"}) {
      give(tree, name, contents(parts.front()));
    }
  }
  for (const char* name : {"argument", "parameter"}) {
    if (Value* value = member(tree, name)) locate_parameter(*value, parameter, parameter_at);
  }
  spread(tree, *tree.octets);
}

void locate_dialogue(Value& tree, OctetView portion, std::size_t offset) {
  const Elements elements = elements_of(portion, offset);
  const auto pdu = search(elements, {kAarq, kAare, kAbrt});
  if (!pdu) return;
  const Elements fields = children(*pdu);
  if (const auto name = find(fields, kContextName)) {
    const Elements oid = children(*name);
    const Range range = oid.empty() ? contents(*name) : contents(oid.front());
    give(tree, "application-context", range);
    give(tree, "alternative", range);
  }
  if (const auto information = find(fields, kUserInformation)) {
    if (const auto single = search(children(*information), {kSingleAsn1Type})) {
      if (const auto open = find(children(*single), kMapOpen)) {
        const Elements references = children(*open);
        if (const auto r = find(references, kDestinationReference))
          give(tree, "destination-reference", contents(*r));
        if (const auto r = find(references, kOriginatingReference))
          give(tree, "originating-reference", contents(*r));
      }
    }
    give(tree, "reason", contents(*information));
  } else if (const auto diagnostic = find(fields, kDiagnostic)) {
    give(tree, "reason", contents(*diagnostic));
  }
  give(tree, "reason", whole(*pdu));
}

}  // namespace

void spread(Value& tree, Range range) {
  if (!tree.octets) tree.octets = range;
  const Range below = *tree.octets;
  if (auto* map = tree.if_map()) {
    for (Value::Member& m : *map) spread(m.value, below);
  }
  if (auto* list = tree.if_list()) {
    for (Value& item : *list) spread(item, below);
  }
}

void locate(Value& received, OctetView message) {
  if (message.empty()) return;
  const tcap::Reading reading = tcap::read(message);
  const tcap::Message& m = reading.message;
  const Elements outer = elements_of(message, 0);
  if (!outer.empty()) {
    const Elements portions = children(outer.front());
    if (Value* ids = member(received, "tcap")) {
      if (const auto e = find(portions, tcap::kOtidTag)) give(*ids, "otid", contents(*e));
      if (const auto e = find(portions, tcap::kDtidTag)) give(*ids, "dtid", contents(*e));
    }
    if (const auto e = find(portions, tcap::kPAbortCauseTag)) give(received, "cause", contents(*e));
  }
  if (const auto dialogue = tcap::octet_range(message, m.dialogue_octets)) {
    locate_dialogue(received, m.dialogue_octets, dialogue->offset);
  }
  Value* components = member(received, "components");
  auto* list = components != nullptr ? components->if_list() : nullptr;
  if (list == nullptr) return;
  for (std::size_t i = 0; i < list->size() && i < m.components.size() && i < m.component_octets.size(); ++i) {
    const auto range = tcap::octet_range(message, m.component_octets[i]);
    const auto parameter = tcap::octet_range(message, m.components[i].parameter);
    if (!range) continue;
    locate_component((*list)[i], m.component_octets[i], range->offset, m.components[i].parameter,
                     parameter ? parameter->offset : range->offset);
  }
}

}  // namespace mapsim::report
