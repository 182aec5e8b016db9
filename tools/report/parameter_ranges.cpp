#include <algorithm>
#include <array>
#include <vector>

#include "sigtran/core/ber.h"
#include "tools/report/octet_ranges.h"

namespace mapsim::report {

namespace {

using Range = Value::OctetRange;

// Members of MAP parameters in whose octets another protocol begins.
constexpr std::array<std::string_view, 6> kTpdus = {"sms-deliver",        "sms-submit",
                                                    "sms-deliver-report", "sms-submit-report",
                                                    "sms-status-report",  "sms-command"};

bool is_tpdu(const Value& value) {
  const auto* map = value.if_map();
  return map != nullptr && map->size() == 1 && std::ranges::find(kTpdus, map->front().name) != kTpdus.end();
}

// Elements that the type does not define stand in the tree apart from those that it does.
bool is_unknown(const ber::Element& e, const Value& unknown) {
  const auto* list = unknown.if_list();
  return list != nullptr && std::ranges::any_of(*list, [&](const Value& u) {
           if (const auto* octets = u.if_octets()) return equal(*octets, e.whole);
           const auto* map = u.if_map();
           return map != nullptr && std::ranges::any_of(*map, [&](const Value::Member& m) {
                    const auto* octets = m.value.if_octets();
                    return octets != nullptr && (equal(*octets, e.whole) || equal(*octets, e.contents));
                  });
         });
}

void walk(Value& value, const ber::Element& element);

bool walk_members(Value::Map& members, const std::vector<ber::Element>& elements) {
  const auto unknown = std::ranges::find(members, "unknown", &Value::Member::name);
  std::vector<ber::Element> known;
  for (const ber::Element& e : elements) {
    if (unknown == members.end() || !is_unknown(e, unknown->value)) known.push_back(e);
  }
  const std::size_t stated = members.size() - (unknown == members.end() ? 0 : 1);
  if (known.size() != stated) return false;
  std::size_t next = 0;
  for (Value::Member& m : members) {
    if (m.name != "unknown") walk(m.value, known[next++]);
  }
  return true;
}

void walk(Value& value, const ber::Element& element) {
  const Range own = element.contents.empty() ? Range{element.offset, element.whole.size()}
                                             : Range{element.contents_offset, element.contents.size()};
  value.octets = own;
  if (is_tpdu(value)) {
    locate_tpdu(value, element.contents, element.contents_offset);
  } else if (ber::is_constructed(element.tag)) {
    std::vector<ber::Element> below;
    ber::Cursor cursor(element);
    ber::Element e;
    while (!cursor.at_end() && cursor.read(e)) below.push_back(e);
    if (auto* map = value.if_map()) {
      // A CHOICE without a tag of its own is a map in the tree and nothing in the octets.
      if (!walk_members(*map, below) && map->size() == 1) walk(map->front().value, element);
    } else if (auto* list = value.if_list(); list != nullptr && list->size() == below.size()) {
      for (std::size_t i = 0; i < below.size(); ++i) walk((*list)[i], below[i]);
    }
  }
  // A primitive element that the tree has as a map (an address) is one field in the octets.
  spread(value, own);
}

}  // namespace

void locate_parameter(Value& tree, OctetView parameter, std::size_t offset) {
  if (parameter.empty()) return;
  ber::Cursor cursor(parameter, offset);
  ber::Element element;
  if (cursor.read(element) && cursor.at_end()) {
    walk(tree, element);
    tree.octets = Range{offset, parameter.size()};
  }
  spread(tree, {offset, parameter.size()});
}

}  // namespace mapsim::report
