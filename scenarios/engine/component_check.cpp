#include "scenarios/engine/component_check.h"

#include <limits>

#include "scenarios/engine/message_tree.h"
#include "scenarios/engine/parameter_check.h"
#include "sigtran/tcap/names.h"

namespace mapsim::scenario {

namespace {

class ComponentCheck {
 public:
  ComponentCheck(const Template& component, map::ApplicationContext context, const Scope& scope,
                 Mistakes& mistakes)
      : component_(component),
        kind_(std::get<Template::Map>(component.node).front()),
        context_(context),
        scope_(scope),
        mistakes_(mistakes) {}

  Value run() {
    check_invoke_id("invoke-id");
    check_invoke_id("linked-id");
    if (!known(kind_.value)) return std::move(tree_);
    const auto name = evaluate(kind_.value, scope_.variables());
    if (!name || name->is_null())
      return std::move(tree_);  // told as an undefined variable, or when it was read
    if (kind_.name == "error")
      error(*name);
    else if (kind_.name == "reject")
      reject(*name);
    else
      operation(*name);
    return std::move(tree_);
  }

 private:
  bool known(const Template& t) const { return !t.has_matcher() && !scope_.depends_on_capture(t); }

  // Q.773 table 20: one octet, two's complement.
  void check_invoke_id(const char* name) {
    const Template* t = component_.find(name);
    if (t == nullptr || !known(*t)) return;
    const auto id = evaluate(*t, scope_.variables());
    if (!id || id->is_null()) return;
    const auto* n = id->if_int();
    using Limits = std::numeric_limits<tcap::InvokeId>;
    if (n == nullptr || *n < Limits::min() || *n > Limits::max()) {
      mistakes_.add(t->mark, "expected an invoke id, a number from -128 to 127, found " + id->to_text());
    }
  }

  void add(std::string name, Value value) { tree_.add(std::move(name), std::move(value)); }

  void operation(const Value& name) {
    const auto operation = named_operation(name, context_);
    if (!operation) {
      mistakes_.add(operation.error());
      return;
    }
    add(kind_.name, *operation != nullptr ? Value((*operation)->name) : name);
    const bool invoke = kind_.name == "invoke";
    const char* key = invoke ? "argument" : "parameter";
    const Template* parameter = component_.find(key);
    const auto octets = check_parameter(
        parameter, scope_,
        [&](const Value* v) {
          return invoke ? encode_argument(*operation, v) : encode_result(*operation, v);
        },
        kind_.mark, mistakes_);
    if (octets && !octets->empty())
      add(key, invoke ? argument_tree(*operation, *octets) : result_tree(*operation, *octets));
  }

  void error(const Value& name) {
    const auto code = error_code(name, context_);
    if (!code) {
      mistakes_.add(code.error());
      return;
    }
    add("error", error_name(*code, context_));
    const auto octets = check_parameter(
        component_.find("parameter"), scope_,
        [&](const Value* v) { return encode_error(*code, context_, v); }, kind_.mark, mistakes_);
    if (octets && !octets->empty()) add("parameter", error_tree(*code, nullptr, context_, *octets));
  }

  void reject(const Value& name) {
    const Template* stated = component_.find("problem");
    std::optional<Value> problem;
    if (stated != nullptr && known(*stated)) {
      if (const auto value = evaluate(*stated, scope_.variables())) problem = *value;
    }
    const auto read = reject_problem(name, problem ? &*problem : nullptr);
    if (!read) {
      mistakes_.add(read.error());
      return;
    }
    add("reject", tcap::problem_name(*read));
    if (problem) add("problem", to_value(read->type));
  }

  const Template& component_;
  const Template::Member& kind_;
  map::ApplicationContext context_;
  const Scope& scope_;
  Mistakes& mistakes_;
  Value tree_{Value::Map{}};
};

}  // namespace

Value check_component(const Template& component, map::ApplicationContext context, const Scope& scope,
                      Mistakes& mistakes) {
  return ComponentCheck(component, context, scope, mistakes).run();
}

}  // namespace mapsim::scenario
