#include "scenarios/world/opening.h"

#include <algorithm>

#include "scenarios/world/numbers.h"

namespace mapsim::world {

namespace {

void refuse(const Setting& setting, const map::MessageIndication& message, node::Node& node, Instant now) {
  map::Request request;
  request.dialogue = message.dialogue;
  switch (setting.refuses) {
    case scenario::Refuses::no_common_dialogue_portion:
      request.action = map::Action::refuse;
      request.refuse_reason = map::RefuseReason::no_common_dialogue_portion;
      break;
    case scenario::Refuses::p_abort:
      request.action = map::Action::tc_p_abort;
      request.p_abort_cause = tcap::PAbortCause::incorrect_transaction_portion;
      break;
    default:
      request.action = map::Action::prearranged_end;
      break;
  }
  if (node.request(std::move(request), now)) return;
  // Version 1 has no dialogue portion in which to say so.
  map::Request abort;
  abort.action = map::Action::u_abort;
  abort.dialogue = message.dialogue;
  abort.abort = map::UserAbort{};
  (void)node.request(std::move(abort), now);
}

// Refuses a dialogue of a version that the endpoint does not speak, in the way that it was told, and accepts
// an empty BEGIN (TS 29.002 Annex C). True: the message needs nothing more.
bool handled_at_opening(const Setting& setting, const map::MessageIndication& message, node::Node& node,
                        Instant now) {
  if (message.primitive != tcap::Primitive::begin) return false;
  if (!speaks(setting, message.context.version)) {
    refuse(setting, message, node, now);
    return true;
  }
  if (!message.services.empty()) return false;
  map::Request request;
  request.action = map::Action::continue_;
  request.dialogue = message.dialogue;
  (void)node.request(std::move(request), now);
  return true;
}

// The first invocation that MAP knows; `component` null: there is none.
Invoked first_invocation(const map::MessageIndication& message) {
  for (const tcap::Component& c : message.services) {
    if (c.type != tcap::ComponentType::invoke || c.rejected_locally || !c.code) continue;
    const auto* code = std::get_if<std::int32_t>(&*c.code);
    const map::Operation* operation = code != nullptr ? map::find_operation(message.context, *code) : nullptr;
    if (operation != nullptr) return {&c, operation};
  }
  return {};
}

tcap::Component refusal_of(const tcap::Component& invoke, const map::Operation& operation) {
  tcap::Component out;
  out.invoke_id = invoke.invoke_id;
  if (map::may_return(operation, map::ErrorCode::facility_not_supported)) {
    out.type = tcap::ComponentType::return_error;
    out.code = static_cast<std::int32_t>(map::ErrorCode::facility_not_supported);
  } else {
    out.type = tcap::ComponentType::reject;
    out.problem = {tcap::ProblemType::invoke,
                   static_cast<std::uint8_t>(tcap::InvokeProblem::unrecognized_operation)};
  }
  return out;
}

}  // namespace

bool speaks(const Setting& setting, std::uint8_t version) {
  return std::ranges::find(setting.versions, version) != setting.versions.end();
}

std::optional<Number> destination_reference(const map::MessageIndication& message) {
  const auto* opened = std::get_if<map::Opened>(&message.dialogue_event);
  if (opened == nullptr || !opened->info || !opened->info->destination_reference) return std::nullopt;
  return number_of(map::AddressString(*opened->info->destination_reference));
}

std::optional<Invoked> to_be_answered(const Setting& setting, const map::MessageIndication& message,
                                      Replies& replies, node::Node& node, Instant now) {
  if (message.dialogue_ended || handled_at_opening(setting, message, node, now)) return std::nullopt;
  const Invoked invoked = first_invocation(message);
  if (invoked.component != nullptr) return invoked;
  replies.send({message.dialogue, Closing::end, {}}, node, now);
  return std::nullopt;
}

void refuse_operation(const map::MessageIndication& message, const Invoked& invoked, Replies& replies,
                      node::Node& node, Instant now) {
  replies.send({message.dialogue, Closing::end, {refusal_of(*invoked.component, *invoked.operation)}}, node,
               now);
}

tcap::Component mistyped(const tcap::Component& invoke) {
  tcap::Component out;
  out.type = tcap::ComponentType::reject;
  out.invoke_id = invoke.invoke_id;
  out.problem = {tcap::ProblemType::invoke,
                 static_cast<std::uint8_t>(tcap::InvokeProblem::mistyped_parameter)};
  return out;
}

tcap::Component empty_result(const tcap::Component& invoke) {
  tcap::Component out;
  out.type = tcap::ComponentType::return_result_last;
  out.invoke_id = invoke.invoke_id;
  return out;
}

tcap::Component result(const tcap::Component& invoke, OctetView parameter) {
  tcap::Component out = empty_result(invoke);
  if (parameter.empty()) return out;
  out.code = invoke.code;
  out.parameter = parameter;
  return out;
}

}  // namespace mapsim::world
