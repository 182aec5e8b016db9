#include "scenarios/engine/unroll.h"

#include <algorithm>
#include <set>

#include "scenarios/engine/dialogue_order.h"
#include "scenarios/engine/expectation.h"
#include "scenarios/engine/scope.h"
#include "scenarios/engine/step_check.h"

namespace mapsim::scenario {

namespace {

class Unroller {
 public:
  Unroller(Program& program, Mistakes& mistakes)
      : program_(program),
        mistakes_(mistakes),
        scope_(&program.vars),
        order_(program, mistakes),
        check_(program, mistakes) {}

  void run(const std::vector<SourceStep>& steps) {
    for (const SourceStep& step : steps) {
      if (full_) return;
      std::visit([&](const auto& what) { add(what, step); }, step.what);
    }
  }

 private:
  bool append(const SourceStep& source, decltype(Step::what) what) {
    if (program_.steps.size() >= kMaxSteps) {
      mistakes_.add(source.mark, "with its loops written out the scenario has more than " +
                                     std::to_string(kMaxSteps) + " steps");
      full_ = true;
      return false;
    }
    Step step;
    step.what = std::move(what);
    step.mark = source.mark;
    step.loop_variables = loop_variables_;
    // An instance keeps what the last step has set: a variable of the file that was hidden gets its value
    // again.
    for (const std::string& name : hidden_) {
      if (loop_variables_.find(name) == nullptr) step.loop_variables.add(name, *program_.vars.find(name));
    }
    step.text = source.text;
    program_.steps.push_back(std::move(step));
    return true;
  }

  void add(const PauseStep& pause, const SourceStep& source) { append(source, pause); }

  void add(const SourceTimeout& timeout, const SourceStep& source) {
    const auto name = dialogue_name(timeout.dialogue);
    if (!name) return;
    TimeoutStep step = timeout.step;
    const auto index = order_.timeout(*name, step, source.mark);
    if (!index) return;
    step.dialogue = *index;
    append(source, step);
  }

  void add(const SourceMessage& message, const SourceStep& source) {
    scope_.check(message.step.content, mistakes_);
    if (message.expect) scope_.check(*message.expect, mistakes_);
    const auto name = dialogue_name(message.dialogue);
    if (!name) return;
    MessageStep step = message.step;
    const auto index = order_.message(*name, step, source.mark);
    for (const MessageStep::Capture& capture : step.captures) {
      if (program_.vars.find(capture.name) != nullptr) {
        mistakes_.add(capture.mark,
                      "'" + capture.name + "' is an endpoint or a variable of the file already");
      }
    }
    if (index) {
      step.dialogue = *index;
      const auto checked = check_.message(step, order_.context(*index), scope_, source.mark);
      step.expected = expectation(step.content, checked, message.expect, scope_.variables());
      append(source, std::move(step));
    }
    for (const MessageStep::Capture& capture : message.step.captures) scope_.capture(capture.name);
  }

  void add(const SourceLoop& loop, const SourceStep&) {
    const Value outer = loop_variables_;
    const Scope outer_scope = scope_;
    const auto passes = loop.count ? counted(loop) : listed(loop);
    for (std::size_t i = 0; i < passes.size() && !full_; ++i) {
      loop_variables_ = outer;
      for (const Value::Member& m : passes[i]) set(m.name, m.value);
      if (!loop.counter.empty()) set(loop.counter, Value(static_cast<std::int64_t>(i + 1)));
      const std::size_t before = program_.steps.size();
      run(loop.steps);
      // Nothing comes of further copies of nothing.
      if (program_.steps.size() == before) break;
    }
    leave(outer, outer_scope);
  }

  void add(const SourceInclude& include, const SourceStep&) {
    const Value outer = loop_variables_;
    const Scope outer_scope = scope_;
    Value given{Value::Map{}};
    for (const Template::Member& m : include.with) {
      if (auto value = known(m.value)) given.add(m.name, std::move(*value));
    }
    for (const Template::Member& m : include.vars) {
      if (is_endpoint(m.name)) {
        mistakes_.add(m.mark, "'" + m.name + "' is the name of an endpoint already");
        continue;
      }
      if (const Value* value = given.find(m.name)) {
        set(m.name, *value);
      } else if (auto own = known(m.value)) {
        set(m.name, std::move(*own));
      }
    }
    run(include.steps);
    leave(outer, outer_scope);
  }

  bool is_endpoint(const std::string& name) const {
    return std::ranges::find(program_.endpoints, name, &Endpoint::name) != program_.endpoints.end();
  }

  void leave(const Value& outer, const Scope& outer_scope) {
    loop_variables_ = outer;
    scope_.restore_loop_variables(outer_scope);
  }

  void set(const std::string& name, Value value) {
    scope_.set(name, value);
    if (program_.vars.find(name) != nullptr) hidden_.insert(name);
    if (auto* map = loop_variables_.if_map()) {
      const auto at = std::ranges::find(*map, name, &Value::Member::name);
      if (at != map->end()) {
        at->value = std::move(value);
        return;
      }
    }
    loop_variables_.add(name, std::move(value));
  }

  std::vector<Value::Map> counted(const SourceLoop& loop) {
    const auto count = known(*loop.count);
    if (!count) return {};
    const auto* n = count->if_int();
    if (n == nullptr || *n < 1 || *n > static_cast<std::int64_t>(kMaxSteps)) {
      mistakes_.add(loop.count->mark, "expected how often, a number from 1 to " + std::to_string(kMaxSteps) +
                                          ", found " + count->to_text());
      return {};
    }
    return std::vector<Value::Map>(static_cast<std::size_t>(*n));
  }

  std::vector<Value::Map> listed(const SourceLoop& loop) {
    std::vector<Value::Map> passes;
    for (std::size_t which = 0; which < loop.lists.size(); ++which) {
      const Template::Member& member = loop.lists[which];
      const auto value = known(member.value);
      if (!value) return {};
      const auto* list = value->if_list();
      if (list == nullptr || list->empty()) {
        mistakes_.add(member.value.mark,
                      "expected a list with something in it, found " + std::string(value->kind()));
        return {};
      }
      if (which > 0 && list->size() != passes.size()) {
        mistakes_.add(member.value.mark,
                      "lists that are walked together have the same length; this one has " +
                          std::to_string(list->size()) + ", the first " + std::to_string(passes.size()));
        return {};
      }
      passes.resize(list->size());
      for (std::size_t i = 0; i < list->size(); ++i)
        passes[i].push_back({member.name, (*list)[i], member.mark});
    }
    return passes;
  }

  // A value that must be known before anything is played.
  std::optional<Value> known(const Template& t) {
    const std::size_t before = mistakes_.size();
    scope_.check(t, mistakes_);
    if (mistakes_.size() != before) return std::nullopt;
    if (scope_.depends_on_capture(t)) {
      mistakes_.add(t.mark, "this must be known before the scenario is played; a captured value is not");
      return std::nullopt;
    }
    auto value = evaluate(t, scope_.variables());
    if (value) return std::move(*value);
    mistakes_.add(value.error());
    return std::nullopt;
  }

  std::optional<std::string> dialogue_name(const Template& t) {
    const auto value = known(t);
    if (!value) return std::nullopt;
    if (const auto* text = value->if_string(); text != nullptr && !text->empty()) return *text;
    if (const auto* number = value->if_int()) return std::to_string(*number);
    mistakes_.add(t.mark, "expected the name of a dialogue, found " + value->to_text());
    return std::nullopt;
  }

  Program& program_;
  Mistakes& mistakes_;
  Scope scope_;
  DialogueOrder order_;
  StepCheck check_;
  Value loop_variables_;
  std::set<std::string> hidden_;  // variables of the file that loops and included files have hidden so far
  bool full_ = false;
};

}  // namespace

void unroll(const std::vector<SourceStep>& source, Program& program, Mistakes& mistakes) {
  Unroller(program, mistakes).run(source);
}

}  // namespace mapsim::scenario
