#include "scenarios/engine/template.h"

#include <algorithm>

namespace mapsim::scenario {

Template::Template() = default;
Template::Template(const Template&) = default;
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(const Template&) = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

const Template* Template::find(std::string_view name) const {
  const auto* map = std::get_if<Map>(&node);
  if (map == nullptr) return nullptr;
  const auto member = std::ranges::find(*map, name, &Member::name);
  return member == map->end() ? nullptr : &member->value;
}

bool Template::is_constant() const {
  if (std::holds_alternative<Value>(node)) return true;
  if (const auto* list = std::get_if<List>(&node)) return std::ranges::all_of(*list, &Template::is_constant);
  if (const auto* map = std::get_if<Map>(&node)) {
    return std::ranges::all_of(*map, [](const Member& m) { return m.value.is_constant(); });
  }
  return false;
}

bool Template::has_matcher() const {
  if (std::holds_alternative<Matcher>(node)) return true;
  if (const auto* list = std::get_if<List>(&node)) return std::ranges::any_of(*list, &Template::has_matcher);
  if (const auto* map = std::get_if<Map>(&node)) {
    return std::ranges::any_of(*map, [](const Member& m) { return m.value.has_matcher(); });
  }
  return false;
}

Variables::Variables(const Variables& other)
    : base_(other.base_), own_(other.own_ ? std::make_unique<Value>(*other.own_) : nullptr) {}

Variables& Variables::operator=(Variables other) {
  base_ = other.base_;
  own_ = std::move(other.own_);
  return *this;
}

const Value* Variables::find(std::string_view path) const {
  if (own_) {
    if (const Value* own = own_->find_path(path); own != nullptr && !own_->is_null()) return own;
    // A captured or loop variable hides the file's of the same name altogether.
    if (own_->find(path.substr(0, path.find_first_of(".["))) != nullptr) return nullptr;
  }
  return base_ != nullptr ? base_->find_path(path) : nullptr;
}

void Variables::set(std::string name, Value value) {
  if (!own_) own_ = std::make_unique<Value>();
  if (auto* map = own_->if_map()) {
    const auto member = std::ranges::find(*map, name, &Value::Member::name);
    if (member != map->end()) {
      member->value = std::move(value);
      return;
    }
  }
  own_->add(std::move(name), std::move(value));
}

namespace {

Error undefined(const Reference& reference, Mark mark) {
  return Error{.layer = "scenario", .text = "$" + reference.path + " is not defined", .mark = mark};
}

// A value as part of a text; nullopt for what has no text of its own.
std::optional<std::string> joined(const Value& value) {
  if (const auto* text = value.if_string()) return *text;
  if (const auto* octets = value.if_octets()) return to_hex(*octets);
  if (value.if_int() != nullptr || value.if_bool() != nullptr) return value.to_text();
  return std::nullopt;
}

Result<Value> evaluate_text(const Interpolation& text, Mark mark, const Variables& variables) {
  std::string out;
  for (const auto& piece : text.pieces) {
    if (const auto* literal = std::get_if<std::string>(&piece)) {
      out += *literal;
      continue;
    }
    const auto& reference = std::get<Reference>(piece);
    const Value* value = variables.find(reference.path);
    if (value == nullptr) return fail(undefined(reference, mark));
    auto part = joined(*value);
    if (!part) {
      return fail(Error{.layer = "scenario",
                        .text = "$" + reference.path + " is " + std::string(value->kind()) +
                                " and cannot be part of a text",
                        .mark = mark});
    }
    out += *part;
  }
  return Value(std::move(out));
}

Result<Value> evaluate_list(const Template::List& list, const Variables& variables) {
  Value::List out;
  for (const Template& item : list) {
    if (std::holds_alternative<Matcher>(item.node)) continue;
    auto value = evaluate(item, variables);
    if (!value) return value;
    out.push_back(std::move(*value));
  }
  return Value(std::move(out));
}

// {hex: $octets} is octets once its variable is known.
Result<Value> octets_if_hex(Value::Map map) {
  if (map.size() != 1 || map.front().name != "hex") return Value(std::move(map));
  const Value& digits = map.front().value;
  if (digits.if_octets() != nullptr) return digits;
  const auto text = joined(digits);
  auto octets = from_hex(text.value_or(""));
  if (text && octets) return Value(std::move(*octets));
  return fail(Error{.layer = "scenario",
                    .field = "hex",
                    .text = digits.to_text() + " is no sequence of octets in hexadecimal digits",
                    .mark = digits.mark});
}

Result<Value> evaluate_map(const Template::Map& map, const Variables& variables) {
  Value::Map out;
  for (const Template::Member& member : map) {
    if (std::holds_alternative<Matcher>(member.value.node)) continue;
    auto value = evaluate(member.value, variables);
    if (!value) return value;
    out.push_back({member.name, std::move(*value), member.mark});
  }
  return octets_if_hex(std::move(out));
}

}  // namespace

Result<Value> evaluate(const Template& t, const Variables& variables) {
  Result<Value> out = Value();
  if (const auto* literal = std::get_if<Value>(&t.node)) {
    out = *literal;
  } else if (const auto* reference = std::get_if<Reference>(&t.node)) {
    const Value* value = variables.find(reference->path);
    if (value == nullptr) return fail(undefined(*reference, t.mark));
    out = *value;
  } else if (const auto* text = std::get_if<Interpolation>(&t.node)) {
    out = evaluate_text(*text, t.mark, variables);
  } else if (const auto* list = std::get_if<Template::List>(&t.node)) {
    out = evaluate_list(*list, variables);
  } else if (const auto* map = std::get_if<Template::Map>(&t.node)) {
    out = evaluate_map(*map, variables);
  }
  if (out) out->mark = t.mark;
  return out;
}

}  // namespace mapsim::scenario
