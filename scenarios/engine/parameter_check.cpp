#include "scenarios/engine/parameter_check.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace mapsim::scenario {

namespace {

constexpr int kMaxRounds = 30;
constexpr std::string_view kRequired = "is required here";

// What may stand for a required field whose value is a matcher or was wrong already, so that the others can
// be looked at.
struct StandIn {
  std::string_view name;
  std::string_view text;  // empty: an octet
};
constexpr std::array<StandIn, 13> kStandIns = {{
    {"sm-RP-DA", "noSM-RP-DA"},
    {"sm-RP-OA", "noSM-RP-OA"},
    {"sm-RP-UI", ""},
    {"tp-oa", "+1"},
    {"tp-da", "+1"},
    {"tp-ra", "+1"},
    {"imsi", "00101"},
    {"msisdn", "+1"},
    {"serviceCentreAddress", "+1"},
    {"networkNode-Number", "+1"},
    {"sm-DeliveryOutcome", "successfulTransfer"},
    {"alertReason", "ms-Present"},
    {"sm-EnumeratedDeliveryFailureCause", "memoryCapacityExceeded"},
}};

// Copies `t` without matchers and without what has no value yet; the names of what is left out go to
// `excused`.
Template without_unknown(const Template& t, const Scope& scope, std::vector<std::string>& excused) {
  Template out = t;
  if (auto* map = std::get_if<Template::Map>(&out.node)) {
    std::erase_if(*map, [&](const Template::Member& m) {
      const bool structured = std::holds_alternative<Template::Map>(m.value.node) ||
                              std::holds_alternative<Template::List>(m.value.node);
      // A null is what the reader could not read, and told.
      const auto* literal = std::get_if<Value>(&m.value.node);
      const bool unread = literal != nullptr && literal->is_null();
      const bool unknown = unread || std::holds_alternative<Matcher>(m.value.node) ||
                           (!structured && !scope.has_value(m.value));
      if (unknown) excused.push_back(m.name);
      return unknown;
    });
    for (Template::Member& m : *map) m.value = without_unknown(m.value, scope, excused);
  } else if (auto* list = std::get_if<Template::List>(&out.node)) {
    for (Template& item : *list) item = without_unknown(item, scope, excused);
  }
  return out;
}

std::string_view last_segment(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

Value* member(Value& value, std::string_view name) {
  auto* map = value.if_map();
  if (map == nullptr) return nullptr;
  const auto at = std::ranges::find(*map, name, &Value::Member::name);
  return at == map->end() ? nullptr : &at->value;
}

// The map in which a required field is missing; `path` ends with the field.
Value* parent_of(Value& root, std::string_view path) {
  Value* at = &root;
  for (auto dot = path.find('.'); dot != std::string_view::npos && at != nullptr; dot = path.find('.')) {
    at = member(*at, path.substr(0, dot));
    path.remove_prefix(dot + 1);
  }
  return at;
}

// Takes away the member whose name or value stands at `mark`. Its name; nullopt where there is none.
std::optional<std::string> remove_at(Value& value, Mark mark) {
  if (auto* map = value.if_map()) {
    for (auto at = map->begin(); at != map->end(); ++at) {
      if (at->mark == mark || at->value.mark == mark) {
        std::string name = at->name;
        map->erase(at);
        return name;
      }
      if (auto name = remove_at(at->value, mark)) return name;
    }
  } else if (auto* list = value.if_list()) {
    for (auto at = list->begin(); at != list->end(); ++at) {
      if (at->mark == mark) {
        list->erase(at);
        return "";
      }
      if (auto name = remove_at(*at, mark)) return name;
    }
  }
  return std::nullopt;
}

bool add_stand_in(Value& value, const std::string& path) {
  const auto row = std::ranges::find(kStandIns, last_segment(path), &StandIn::name);
  Value* parent = parent_of(value, path);
  if (row == kStandIns.end() || parent == nullptr || parent->if_map() == nullptr) return false;
  if (parent->find(row->name) != nullptr) return false;
  parent->add(std::string(row->name), row->text.empty() ? Value(Octets{0}) : Value(row->text));
  return true;
}

// A number where text belongs is the commonest slip with addresses.
void add_hint(Error& e) {
  const bool number_for_text =
      e.text.find("found a number") != std::string::npos && e.text.find("number,") == std::string::npos &&
      (e.text.starts_with("expected a string") || e.text.starts_with("expected digits"));
  if (number_for_text && e.text.find("in quotes") == std::string::npos)
    e.text += "; text and digits are written in quotes";
}

}  // namespace

std::optional<Octets> check_parameter(const Template* t, const Scope& scope, const EncodeParameter& encode,
                                      Mark where, Mistakes& mistakes) {
  std::vector<std::string> excused;
  std::optional<Value> value;
  bool complete = true;
  if (t != nullptr) {
    if (std::holds_alternative<Matcher>(t->node)) return std::nullopt;
    const bool structured = std::holds_alternative<Template::Map>(t->node);
    if (!structured && !scope.has_value(*t)) return std::nullopt;
    auto evaluated = evaluate(without_unknown(*t, scope, excused), scope.variables());
    if (!evaluated) {
      mistakes.add(evaluated.error());
      return std::nullopt;
    }
    value = std::move(*evaluated);
    complete = excused.empty();
  }
  for (int round = 0; round < kMaxRounds; ++round) {
    auto octets = encode(value ? &*value : nullptr);
    if (octets) return complete ? std::optional<Octets>(std::move(*octets)) : std::nullopt;
    complete = false;
    Error e = std::move(octets.error());
    const bool required = e.text == kRequired;
    const bool excusable = std::ranges::find(excused, last_segment(e.field)) != excused.end();
    if (required && excusable) {
      if (!value || !add_stand_in(*value, e.field)) return std::nullopt;
      continue;
    }
    if (e.mark.line == 0) e.mark = where;
    const Mark at = e.mark;
    const std::string field = e.field;
    // Nothing is left of a value that was a matcher alone: {imsi: any}.
    const bool was_matcher =
        std::ranges::find(excused, last_segment(field)) != excused.end() || (value && [&] {
          const Value* found = value->find_path(field);
          return found != nullptr && found->if_map() != nullptr && found->if_map()->empty() &&
                 !excused.empty();
        }());
    if (!was_matcher) {
      add_hint(e);
      mistakes.add(std::move(e));
    }
    if (required && value && add_stand_in(*value, field)) continue;
    const auto removed = value ? remove_at(*value, at) : std::nullopt;
    if (!removed) return std::nullopt;
    excused.push_back(*removed);
  }
  return std::nullopt;
}

}  // namespace mapsim::scenario
