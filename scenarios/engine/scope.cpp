#include "scenarios/engine/scope.h"

#include "sigtran/core/nearest.h"

namespace mapsim::scenario {

namespace {

std::string_view first_name(std::string_view path) {
  return path.substr(0, path.find_first_of(".["));
}

// Calls f(reference, mark) for each reference below.
template <class F>
void for_each_reference(const Template& t, F&& f) {
  if (const auto* reference = std::get_if<Reference>(&t.node)) {
    f(*reference, t.mark);
  } else if (const auto* text = std::get_if<Interpolation>(&t.node)) {
    for (const auto& piece : text->pieces) {
      if (const auto* inside = std::get_if<Reference>(&piece)) f(*inside, t.mark);
    }
  } else if (const auto* matcher = std::get_if<Matcher>(&t.node)) {
    for (const Template& operand : matcher->operands) for_each_reference(operand, f);
  } else if (const auto* list = std::get_if<Template::List>(&t.node)) {
    for (const Template& item : *list) for_each_reference(item, f);
  } else if (const auto* map = std::get_if<Template::Map>(&t.node)) {
    for (const auto& member : *map) for_each_reference(member.value, f);
  }
}

// What may follow the part of a path that leads somewhere.
std::string continuation(const Value& value) {
  if (const auto* map = value.if_map()) {
    std::string names;
    for (const auto& member : *map) names += (names.empty() ? "" : ", ") + member.name;
    return "it has " + (names.empty() ? std::string("nothing in it") : names);
  }
  if (const auto* list = value.if_list()) return "it is a list of " + std::to_string(list->size());
  return "it is " + std::string(value.kind());
}

}  // namespace

void Scope::set(const std::string& name, Value value) {
  loop_names_.insert(name);
  known_.set(name, std::move(value));
}

void Scope::restore_loop_variables(const Scope& outer) {
  known_ = outer.known_;
  loop_names_ = outer.loop_names_;
}

bool Scope::is_captured(std::string_view path) const {
  return captured_.contains(first_name(path));
}

std::vector<std::string_view> Scope::names() const {
  std::vector<std::string_view> names(loop_names_.begin(), loop_names_.end());
  names.insert(names.end(), captured_.begin(), captured_.end());
  if (const auto* map = vars_->if_map()) {
    for (const auto& member : *map) names.push_back(member.name);
  }
  return names;
}

void Scope::check(const Reference& reference, Mark mark, Mistakes& mistakes) const {
  if (known_.find(reference.path) != nullptr || is_captured(reference.path)) return;
  const std::string_view name = first_name(reference.path);
  const Value* value = known_.find(name);
  if (value == nullptr) {
    const auto allowed = names();
    mistakes.add(mark, "the variable " + unknown_name(name, allowed));
    return;
  }
  mistakes.add(mark, "$" + reference.path + " leads nowhere: $" + std::string(name) + " is there, and " +
                         continuation(*value));
}

void Scope::check(const Template& t, Mistakes& mistakes) const {
  for_each_reference(t, [&](const Reference& r, Mark mark) { check(r, mark, mistakes); });
}

bool Scope::depends_on_capture(const Template& t) const {
  bool depends = false;
  for_each_reference(t, [&](const Reference& r, Mark) { depends = depends || is_captured(r.path); });
  return depends;
}

bool Scope::has_value(const Template& t) const {
  bool known = true;
  for_each_reference(t, [&](const Reference& r, Mark) {
    known = known && known_.find(r.path) != nullptr && !is_captured(r.path);
  });
  return known;
}

}  // namespace mapsim::scenario
