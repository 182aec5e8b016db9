#include "scenarios/engine/unroll.h"

#include <algorithm>
#include <set>
#include <utility>

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
      if (over_) {
        mistakes_.add(step.mark, "this is never played: the scenario ends with the verdict before it");
        return;
      }
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
    step.next = program_.steps.size() + 1;
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
  void add(const LinkStep& link, const SourceStep& source) { append(source, link); }
  void add(const VerdictStep& verdict, const SourceStep& source) {
    append(source, verdict);
    over_ = true;
  }

  void add(const SourceBranches& branches, const SourceStep& source) {
    const std::size_t at = program_.steps.size();
    const bool parallel = branches.kind == SourceBranches::Kind::parallel;
    if (!append(source, parallel ? decltype(Step::what)(ParallelStep{}) : AltStep{})) return;
    const auto begins = parallel ? add_parallel(branches) : add_alternatives(branches);
    const std::size_t end = program_.steps.size();
    program_.steps[at].next = end;
    // The last step of each leads behind all of them.
    for (std::size_t i = 0; i < begins.size(); ++i) {
      const std::size_t behind = i + 1 < begins.size() ? begins[i + 1] : end;
      for (std::size_t step = begins[i]; step < behind; ++step) {
        if (program_.steps[step].next == behind) program_.steps[step].next = end;
      }
    }
    if (parallel)
      std::get<ParallelStep>(program_.steps[at].what).branches = begins;
    else
      check_alternatives(at, begins, branches);
  }

  std::vector<std::size_t> add_parallel(const SourceBranches& parallel) {
    std::vector<std::size_t> begins;
    bool over = false;
    const Scope before = scope_;
    Scope after = scope_;
    order_.begin_parallel();
    for (const auto& branch : parallel.branches) {
      begins.push_back(program_.steps.size());
      scope_ = before;
      run(branch);
      after.add_captured(scope_);
      over = std::exchange(over_, false) || over;
      order_.next_branch();
    }
    order_.end_parallel();
    scope_ = after;
    over_ = over;
    return begins;
  }

  std::vector<std::size_t> add_alternatives(const SourceBranches& alternatives) {
    std::vector<std::size_t> begins;
    const Scope before = scope_;
    const auto state = order_.state();
    const auto waiting = check_.waiting();
    std::optional<Scope> after;
    std::vector<DialogueOrder::State> states;
    StepCheck::WaitingInvocations still_waiting;
    for (const auto& alternative : alternatives.branches) {
      begins.push_back(program_.steps.size());
      scope_ = before;
      order_.set_state(state);
      check_.set_waiting(waiting);
      run(alternative);
      // What comes behind the alternatives follows upon those that do not end the scenario.
      if (std::exchange(over_, false)) continue;
      states.push_back(order_.state());
      if (after)
        after->keep_captured_in_both(scope_);
      else
        after = scope_;
      for (const auto& [who, count] : check_.waiting()) {
        auto& most = still_waiting[who];
        most = std::max(most, count);
      }
    }
    over_ = states.empty();
    if (over_) return begins;
    scope_ = *after;
    order_.set_state(DialogueOrder::joined(states));
    check_.set_waiting(std::move(still_waiting));
    return begins;
  }

  // The message that comes decides: each alternative begins with one of the same direction, or with nothing
  // coming.
  void check_alternatives(std::size_t at, const std::vector<std::size_t>& begins,
                          const SourceBranches& source) {
    AltStep alt;
    const MessageStep* message = nullptr;
    for (const std::size_t position : begins) {
      if (position >= program_.steps.size()) continue;
      if (message == nullptr) message = std::get_if<MessageStep>(&program_.steps[position].what);
    }
    for (std::size_t i = 0; i < begins.size(); ++i) {
      if (begins[i] >= (i + 1 < begins.size() ? begins[i + 1] : program_.steps.size()))
        continue;  // told already
      const Step& first = program_.steps[begins[i]];
      const auto* other = std::get_if<MessageStep>(&first.what);
      const auto* timeout = std::get_if<TimeoutStep>(&first.what);
      const bool same = other != nullptr && other->from == message->from && other->to == message->to &&
                        other->kind != MessageStep::Kind::prearranged_end;
      if (message != nullptr && (same || (timeout != nullptr && timeout->at == message->to))) continue;
      mistakes_.add(source.marks[i], message == nullptr ? "one alternative at least begins with a message"
                                                        : "an alternative begins with a message from " +
                                                              program_.endpoints[message->from].name +
                                                              " to " + program_.endpoints[message->to].name +
                                                              ", as the first one does, or with 'timeout: " +
                                                              program_.endpoints[message->to].name + "'");
    }
    if (message == nullptr) return;
    alt.from = message->from;
    alt.to = message->to;
    alt.alternatives = begins;
    program_.steps[at].what = std::move(alt);
  }

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
      // What a fault has made of it is what the step expects, and not what it sends.
      const Template none = [] {
        Template t;
        t.node = Template::Map{};
        return t;
      }();
      step.expected = expectation(step.is_damaged() ? none : step.content,
                                  step.is_damaged() ? std::optional<Value>() : checked, message.expect,
                                  scope_.variables());
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
  bool over_ = false;  // a verdict ends the scenario here
};

}  // namespace

void unroll(const std::vector<SourceStep>& source, Program& program, Mistakes& mistakes) {
  Unroller(program, mistakes).run(source);
}

}  // namespace mapsim::scenario
