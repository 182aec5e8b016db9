#include "scenarios/engine/step_check.h"

#include "scenarios/engine/component_check.h"
#include "scenarios/engine/contexts.h"
#include "scenarios/engine/message_tree.h"
#include "scenarios/engine/overrides.h"
#include "scenarios/engine/parameter_check.h"
#include "sigtran/core/nearest.h"
#include "sigtran/map/dialogue_pdu.h"
#include "sigtran/tcap/names.h"

namespace mapsim::scenario {

namespace {

using Kind = MessageStep::Kind;

bool varies(const Template& t, const Scope& scope) {
  return !t.is_constant() && (scope.in_loop() || scope.depends_on_capture(t));
}

template <class T>
void check_as(const std::optional<Value>& value, const char* name, Mistakes& mistakes, Value& canonical) {
  if (!value) return;
  auto read = from_value<T>(*value);
  if (read) {
    canonical.add(name, to_value(*read));
    return;
  }
  Error e = std::move(read.error());
  e.layer = "map";
  e.field = name;
  if (e.mark.line == 0) e.mark = value->mark;
  mistakes.add(std::move(e));
}

// Where a begin has no context or a wrong one, its operation tells which was meant, so that the rest can be
// checked.
std::optional<map::ApplicationContext> meant_context(const Template& content) {
  const Template* components = content.find("components");
  const auto* list = components != nullptr ? std::get_if<Template::List>(&components->node) : nullptr;
  if (list == nullptr) return std::nullopt;
  const Template* invoke = list->front().find("invoke");
  const auto* name = invoke != nullptr ? std::get_if<Value>(&invoke->node) : nullptr;
  const auto* text = name != nullptr ? name->if_string() : nullptr;
  for (int version = 3; text != nullptr && version >= 1; --version) {
    if (const auto* operation = map::find_operation(*text, version)) return operation->context;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Value> StepCheck::known(const Template& content, const char* name, const Scope& scope) const {
  const Template* t = content.find(name);
  if (t == nullptr || t->has_matcher() || scope.depends_on_capture(*t)) return std::nullopt;
  auto value = evaluate(*t, scope.variables());
  if (!value) return std::nullopt;  // told as an undefined variable
  return std::move(*value);
}

std::optional<Value> StepCheck::message(const MessageStep& step,
                                        std::optional<map::ApplicationContext> context, const Scope& scope,
                                        Mark mark) {
  if (!context) context = meant_context(step.content);
  count_invocations(step, context, scope);
  Seen& seen = seen_[{mark.line, mark.column}];
  ++seen.copies;
  const bool same = seen.copies > 1 && !varies(step.content, scope) && seen.context == context;
  if (same) return seen.canonical;
  seen.context = context;
  seen.canonical = check(step, context, scope);
  return seen.canonical;
}

Value StepCheck::check(const MessageStep& step, std::optional<map::ApplicationContext> context,
                       const Scope& scope) {
  Value canonical{Value::Map{}};
  check_references(step, scope, canonical);
  const Template* components = step.content.find("components");
  if (components != nullptr && context) {
    const auto* list = std::get_if<Template::List>(&components->node);
    Value::List trees;
    for (const Template& component : *list)
      trees.push_back(check_component(component, *context, scope, mistakes_));
    canonical.add("components", std::move(trees));
  }
  check_ending(step, scope, canonical);
  check_lower_layers(step, scope);
  return canonical;
}

void StepCheck::check_references(const MessageStep& step, const Scope& scope, Value& canonical) {
  for (const char* name : {"destination-reference", "originating-reference"}) {
    const auto value = known(step.content, name, scope);
    if (!value) continue;
    const auto octets = encode_reference(*value);
    if (octets) {
      canonical.add(name, reference_tree(*octets));
      continue;
    }
    Error e = octets.error();
    e.field = name;
    mistakes_.add(std::move(e));
  }
}

void StepCheck::check_ending(const MessageStep& step, const Scope& scope, Value& canonical) {
  const auto reason = known(step.content, "reason", scope);
  const auto cause = known(step.content, "cause", scope);
  switch (step.kind) {
    case Kind::u_abort:
      check_as<map::UserAbort>(reason, "reason", mistakes_, canonical);
      if (cause)
        mistakes_.add(
            cause->mark,
            "'cause' is that of an abort by the provider ('abort: provider'); a user's has a 'reason'");
      break;
    case Kind::p_abort:
      check_as<map::ProviderAbortReason>(reason, "reason", mistakes_, canonical);
      check_as<tcap::PAbortCause>(cause, "cause", mistakes_, canonical);
      break;
    case Kind::refuse:
      check_as<map::RefuseReason>(reason, "reason", mistakes_, canonical);
      break;
    default:
      break;
  }
  if (const auto alternative = known(step.content, "alternative", scope)) {
    const auto* name = alternative->if_string();
    if (name == nullptr || !find_context(*name)) {
      mistakes_.add(alternative->mark,
                    unknown_name(name != nullptr ? *name : alternative->to_text(), context_names()));
    }
  }
}

void StepCheck::check_lower_layers(const MessageStep& step, const Scope& scope) {
  const Endpoint& from = program_.endpoints[step.from];
  const Endpoint& to = program_.endpoints[step.to];
  map::Request request;
  const auto check_layer = [&](const char* name, auto apply) {
    const Template* t = step.content.find(name);
    if (t == nullptr) return;
    const auto done = [&](const Value* v) -> Result<Octets> {
      if (v == nullptr) return Octets();
      if (auto applied = apply(*v); !applied) {
        Error e = applied.error();
        e.layer = name;
        return fail(std::move(e));
      }
      return Octets();
    };
    check_parameter(t, scope, done, t->mark, mistakes_);
  };
  check_layer("tcap", [&](const Value& v) { return apply_tcap(v, from.tid_octets, request); });
  check_layer("sccp", [&](const Value& v) { return apply_sccp(v, to.address(), from.address(), request); });
  check_layer("m3ua", [&](const Value& v) { return apply_m3ua(v, request); });
}

// An outcome without an invoke id answers an invocation of the peer that still waits.
void StepCheck::count_invocations(const MessageStep& step, std::optional<map::ApplicationContext> context,
                                  const Scope& scope) {
  const Template* components = step.content.find("components");
  const auto* list = components != nullptr ? std::get_if<Template::List>(&components->node) : nullptr;
  if (list == nullptr) return;
  for (const Template& component : *list) {
    const auto& kind = std::get<Template::Map>(component.node).front();
    const bool by_number = component.find("invoke-id") != nullptr;
    if (kind.name == "invoke") {
      const auto name = evaluate(kind.value, scope.variables());
      const auto* operation = context && name ? find_operation(*name, *context) : nullptr;
      if (operation == nullptr || operation->operation_class != tcap::OperationClass::class4) {
        ++waiting_[{step.dialogue, step.from}];
      }
      continue;
    }
    std::size_t& open = waiting_[{step.dialogue, step.to}];
    if (open == 0 && !by_number && kind.name != "reject") {
      mistakes_.add(kind.mark, "no invocation of " + program_.endpoints[step.to].name +
                                   " waits for an outcome here; with an 'invoke-id' it is sent nevertheless");
    }
    if (open > 0 && kind.name != "result-not-last") --open;
  }
}

}  // namespace mapsim::scenario
