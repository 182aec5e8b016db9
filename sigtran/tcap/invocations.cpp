// The component sub-layer's invocation state machines (Q.774 3.2.1.1, 3.2.2.2, figures A.6 and A.7).
#include <algorithm>

#include "sigtran/tcap/tcap.h"

namespace mapsim::tcap {

namespace {

// Which responses an operation of each class has (Q.771 3.1.3.1).
struct ClassRow {
  bool reports_success;
  bool reports_failure;
};
constexpr ClassRow kClasses[] = {
    {true, true},    // class 1
    {false, true},   // class 2
    {true, false},   // class 3
    {false, false},  // class 4
};

const ClassRow& row_of(OperationClass c) {
  return kClasses[static_cast<std::size_t>(c) - 1];
}

constexpr Problem problem(GeneralProblem p) {
  return {ProblemType::general, static_cast<std::uint8_t>(p)};
}
constexpr Problem problem(InvokeProblem p) {
  return {ProblemType::invoke, static_cast<std::uint8_t>(p)};
}
constexpr Problem problem(ReturnResultProblem p) {
  return {ProblemType::return_result, static_cast<std::uint8_t>(p)};
}
constexpr Problem problem(ReturnErrorProblem p) {
  return {ProblemType::return_error, static_cast<std::uint8_t>(p)};
}

}  // namespace

std::optional<InvokeId> Tcap::free_invoke_id(Dialogue& dialogue, const Components& taken) const {
  const auto used = [&](InvokeId id) {
    if (dialogue.find(id) != nullptr) return true;
    return std::ranges::any_of(
        taken, [&](const Component& c) { return c.type == ComponentType::invoke && c.invoke_id == id; });
  };
  for (int n = 0; n < 256; ++n) {
    // From the first one up, round from 127 to 0, and the negative ones last.
    const int first = std::max<int>(config_.first_invoke_id, 0);
    const auto id = static_cast<InvokeId>(n < 128 ? (first + n) % 128 : n - 256);
    if (!used(id)) return id;
  }
  return std::nullopt;
}

std::optional<InvokeId> Tcap::free_invoke_id(DialogueId id) {
  Dialogue* dialogue = find(id);
  if (dialogue == nullptr) return std::nullopt;
  return free_invoke_id(*dialogue, {});
}

void Tcap::start(DialogueId id, Dialogue& dialogue, const Component& invoke, Instant now) {
  Invocation invocation{.id = *invoke.invoke_id,
                        .operation_class = invoke.operation_class,
                        .answered = false,
                        .after = invoke.timer,
                        .timer = {}};
  if (invoke.timer > Duration::zero()) {
    invocation.timer = timers_.arm(now, invoke.timer, TimerKey{id.handle, invocation.id});
  }
  dialogue.invocations.push_back(invocation);
}

void Tcap::stop(Dialogue& dialogue, InvokeId id) {
  Invocation* invocation = dialogue.find(id);
  if (invocation == nullptr) return;
  timers_.cancel(invocation->timer);
  *invocation = dialogue.invocations.back();
  dialogue.invocations.pop_back();
}

// The last answer: the operation waits for a Reject of it, or ends.
void Tcap::end_answered(DialogueId id, Dialogue& dialogue, Invocation& invocation) {
  if (config_.reject_timer <= Duration::zero()) return stop(dialogue, invocation.id);
  timers_.cancel(invocation.timer);
  invocation.answered = true;
  invocation.timer = timers_.arm(now_, config_.reject_timer, TimerKey{id.handle, invocation.id});
}

// TC-U-REJECT of a result or an error ends the operation that it answered.
void Tcap::rejected_by_user(Dialogue& dialogue, const Component& c) {
  const bool of_answer =
      c.problem.type == ProblemType::return_result || c.problem.type == ProblemType::return_error;
  if (c.type != ComponentType::reject || !c.invoke_id || !of_answer) return;
  const Invocation* invocation = dialogue.find(*c.invoke_id);
  if (invocation != nullptr && invocation->answered) stop(dialogue, *c.invoke_id);
}

namespace {

tl::unexpected<Error> no_invocation() {
  return fail(Error{
      .layer = "tcap", .field = "invokeID", .clause = "Q.771 3.1.3", .text = "is that of no invocation"});
}

}  // namespace

Result<void> Tcap::cancel(DialogueId id, InvokeId invoke_id) {
  Dialogue* dialogue = find(id);
  if (dialogue == nullptr || dialogue->find_sent(invoke_id) == nullptr) return no_invocation();
  stop(*dialogue, invoke_id);
  return {};
}

Result<void> Tcap::reset_timer(DialogueId id, InvokeId invoke_id, Instant now) {
  Dialogue* dialogue = find(id);
  Invocation* invocation = dialogue != nullptr ? dialogue->find_sent(invoke_id) : nullptr;
  if (invocation == nullptr) return no_invocation();
  timers_.cancel(invocation->timer);
  if (invocation->after > Duration::zero()) {
    invocation->timer = timers_.arm(now, invocation->after, TimerKey{id.handle, invoke_id});
  }
  return {};
}

// What is wrong with a component of sound syntax, if anything; ends the invocation that it answers.
std::optional<Problem> Tcap::examine_response(DialogueId dialogue_id, Dialogue* dialogue,
                                              const Component& c) {
  const InvokeId id = c.invoke_id.value_or(InvokeId{0});
  const bool reject = c.type == ComponentType::reject;
  Invocation* invocation = nullptr;
  if (dialogue != nullptr && c.invoke_id) invocation = reject ? dialogue->find(id) : dialogue->find_sent(id);
  switch (c.type) {
    case ComponentType::invoke:
      // A linked operation belongs to one that is not finished (Q.774 3.2.1.1.2).
      if (c.linked_id && (dialogue == nullptr || dialogue->find_sent(*c.linked_id) == nullptr)) {
        return problem(InvokeProblem::unrecognized_linked_id);
      }
      return std::nullopt;
    case ComponentType::return_result_last:
    case ComponentType::return_result_not_last: {
      if (invocation == nullptr) return problem(ReturnResultProblem::unrecognized_invoke_id);
      const bool expected = row_of(invocation->operation_class).reports_success;
      if (!expected) {
        stop(*dialogue, id);
        return problem(ReturnResultProblem::return_result_unexpected);
      }
      if (c.type == ComponentType::return_result_last) end_answered(dialogue_id, *dialogue, *invocation);
      return std::nullopt;
    }
    case ComponentType::return_error: {
      if (invocation == nullptr) return problem(ReturnErrorProblem::unrecognized_invoke_id);
      const bool expected = row_of(invocation->operation_class).reports_failure;
      if (!expected) {
        stop(*dialogue, id);
        return problem(ReturnErrorProblem::return_error_unexpected);
      }
      end_answered(dialogue_id, *dialogue, *invocation);
      return std::nullopt;
    }
    case ComponentType::reject:
      // Our invocation was rejected; the other problems concern what we answered to the peer's.
      if (invocation != nullptr &&
          (c.problem.type == ProblemType::invoke || c.problem.type == ProblemType::general)) {
        stop(*dialogue, id);
      }
      return std::nullopt;
  }
  return std::nullopt;
}

void Tcap::reject(Dialogue* dialogue, Component& component, Problem why) {
  component.rejected_locally = true;
  component.problem = why;
  if (dialogue == nullptr) return;  // no dialogue to send a Reject in
  if (dialogue->rejects.size() < config_.max_pending_rejects) {
    dialogue->rejects.push_back({component.invoke_id, why});
    return;
  }
  note(Severity::warning,
       Error{.layer = "tcap",
             .field = "Reject",
             .clause = "Q.774 3.2.2.2",
             .text = "more Rejects are pending in this dialogue than are kept; one was dropped"});
}

void Tcap::examine(DialogueId id, Dialogue* dialogue, Reading& reading) {
  for (Component& c : reading.message.components) {
    const auto why = examine_response(id, dialogue, c);
    if (why) reject(dialogue, c, *why);
  }
  if (!reading.component_fault) return;
  ComponentFault& fault = *reading.component_fault;
  note(Severity::warning, fault.error);
  Component malformed;
  malformed.type = fault.type.value_or(ComponentType::reject);
  malformed.invoke_id = fault.invoke_id;
  const bool response = fault.type == ComponentType::return_result_last ||
                        fault.type == ComponentType::return_result_not_last ||
                        fault.type == ComponentType::return_error;
  if (dialogue != nullptr && response && fault.invoke_id) stop(*dialogue, *fault.invoke_id);
  // A Reject is never answered with a Reject (Q.774 3.2.2.2).
  reject(fault.type == ComponentType::reject ? nullptr : dialogue, malformed, problem(fault.problem));
  reading.message.components.push_back(std::move(malformed));
}

}  // namespace mapsim::tcap
