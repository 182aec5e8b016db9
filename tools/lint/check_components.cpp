// Invocations and their answers.
#include <algorithm>

#include "sigtran/map/application_contexts.h"
#include "sigtran/map/codec.h"
#include "tools/lint/checks.h"

namespace mapsim::cli {

namespace {

using tcap::ComponentType;

constexpr std::uint8_t kSequence = 0x30;
constexpr std::uint8_t kEnumerated = 0x0A;

std::optional<std::int32_t> local_code(const tcap::Component& component) {
  const auto* code = component.code ? std::get_if<std::int32_t>(&*component.code) : nullptr;
  return code != nullptr ? std::optional(*code) : std::nullopt;
}

// The argument as decode shows it, of the component at `index`.
const Value* shown_argument(const LintMessage& message, std::size_t index) {
  const Value* components = message.decoded.tree.find_path("map.components");
  const auto* list = components != nullptr ? components->if_list() : nullptr;
  return list != nullptr && index < list->size() ? (*list)[index].find("argument") : nullptr;
}

bool is_forward_sm(std::int32_t code) {
  return code == 46 || code == 44;
}

bool to_service_centre(const Value& argument) {
  return argument.find_path("sm-RP-DA.serviceCentreAddressDA") != nullptr;
}

void check_invoke(const LintMessage& message, const tcap::Component& c, std::size_t index,
                  LintDialogue& dialogue, Findings& out) {
  const Followed& followed = *message.decoded.followed;
  const auto code = local_code(c);
  const auto context = followed.dialogue->context;
  if (!c.invoke_id || !code) return;
  auto& invocations = dialogue.invocations[followed.by_initiator ? 0 : 1];
  const auto open = invocations.find(*c.invoke_id);
  if (open != invocations.end() && !open->second.answered) {
    out.add("tcap-invoke-id", "invoke id " + std::to_string(*c.invoke_id) + " is in use");
  }
  const auto waits = [](const auto& i) { return is_forward_sm(i.second.code) && !i.second.answered; };
  if (is_forward_sm(*code) && std::ranges::any_of(invocations, waits)) {
    out.add("map-more-messages-early", "the message before it has not been answered");
  }
  const Value* argument = shown_argument(message, index);
  const bool more = argument != nullptr && argument->find("moreMessagesToSend") != nullptr;
  invocations[*c.invoke_id] = {*code, message.at, false, more};
  if (!context) return;
  const map::Operation* operation = map::find_operation(*context, *code);
  if (operation == nullptr) {
    // Contexts of other services are not ours to judge.
    if (map::find_application_context(*context) != nullptr) {
      out.add("map-operation-context",
              map::to_string(*context) + " has no operation " + std::to_string(*code));
    }
    return;
  }
  if (is_forward_sm(*code)) check_signal_info(c.parameter, out);
  map::Remarks remarks;
  const auto sound = map::decode_argument(*operation, c.parameter, &remarks);
  if (!sound) {
    out.add("map-argument", std::string(operation->name) + ": " + sound.error().message());
    return;
  }
  for (const Error& e : remarks)
    out.add("map-unexpected-element", std::string(operation->name) + ": " + e.message());
  if (argument == nullptr || !is_forward_sm(*code)) return;
  // In version 1 both directions have one context.
  const bool mo = context->version == 1 ? to_service_centre(*argument) : context->code == 21;
  check_forward_sm({*operation, *argument, c.parameter, mo}, dialogue, out);
}

void check_error(const tcap::Component& c, const map::Operation* operation, map::ApplicationContext context,
                 Findings& out) {
  const auto code = local_code(c);
  const map::ErrorRow* row = code ? map::find_error(*code) : nullptr;
  if (row == nullptr) return;
  if (!map::parameter_of(row->code, context.version)) {
    out.add("map-error-version", std::string(row->name) + " in version " + std::to_string(context.version));
  } else if (operation != nullptr && !map::may_return(*operation, row->code)) {
    out.add("map-error-operation", std::string(row->name) + " of " + std::string(operation->name));
  }
  if (row->code != map::ErrorCode::sm_delivery_failure || c.parameter.empty()) return;
  const std::uint8_t tag = c.parameter.front();
  if (context.version >= 2 && tag == kEnumerated) {
    out.add("map-delivery-failure-bare", "a bare cause in version " + std::to_string(context.version));
  }
  if (context.version == 1 && tag == kSequence)
    out.add("map-delivery-failure-sequence", "a SEQUENCE in version 1");
}

void check_result(const tcap::Component& c, const map::Operation& operation, const LintMessage& message,
                  bool more, Findings& out) {
  const auto code = local_code(c);
  if (code && *code != operation.code) {
    out.add("map-result-operation",
            "operation " + std::to_string(*code) + " in the answer to " + std::string(operation.name));
  }
  if (operation.name == "forwardSM" && !c.parameter.empty()) {
    out.add("map-result-empty", "a parameter of " + std::to_string(c.parameter.size()) + " octets");
  }
  if (more && operation.context.version != 1 && message.tcap->type == tcap::MessageType::end) {
    out.add("map-more-messages-end", "an END, though moreMessagesToSend announced another message");
  }
}

void check_answer(const LintMessage& message, const tcap::Component& c, LintDialogue& dialogue,
                  Findings& out) {
  const Followed& followed = *message.decoded.followed;
  if (!c.invoke_id) return;
  auto& invocations = dialogue.invocations[followed.by_initiator ? 1 : 0];
  const auto at = invocations.find(*c.invoke_id);
  if (at == invocations.end()) {
    if (followed.dialogue->begun) {
      out.add("tcap-answer-unknown", "invoke id " + std::to_string(*c.invoke_id) + " was not invoked");
    }
    return;
  }
  LintDialogue::Invocation& invocation = at->second;
  if (invocation.answered)
    out.add("tcap-answer-twice", "invoke id " + std::to_string(*c.invoke_id) + " is answered again");
  if (c.type != ComponentType::return_result_not_last) invocation.answered = true;
  const auto context = followed.dialogue->context;
  const map::Operation* operation = context ? map::find_operation(*context, invocation.code) : nullptr;
  if (operation == nullptr) return;
  if (operation->operation_class == tcap::OperationClass::class4) {
    out.add("tcap-class", std::string(operation->name) + " is answered");
  }
  const auto waited = message.at - invocation.at;
  if (waited > map::limits(operation->timer).longest) {
    out.add("map-timeout",
            std::string(operation->name) + " is answered after " +
                std::to_string(std::chrono::duration_cast<std::chrono::seconds>(waited).count()) + " s");
  }
  if (c.type == ComponentType::return_error) {
    check_error(c, operation, *context, out);
  } else {
    check_result(c, *operation, message, invocation.more, out);
  }
}

// A rejected invocation is over.
void note_reject(const LintMessage& message, const tcap::Component& c, LintDialogue& dialogue) {
  if (!c.invoke_id || c.problem.type != tcap::ProblemType::invoke) return;
  auto& invocations = dialogue.invocations[message.decoded.followed->by_initiator ? 1 : 0];
  const auto at = invocations.find(*c.invoke_id);
  if (at != invocations.end()) at->second.answered = true;
}

}  // namespace

void check_components(const LintMessage& message, LintDialogue& dialogue, Findings& out) {
  std::size_t index = 0;
  for (const tcap::Component& c : message.tcap->components) {
    if (c.type == ComponentType::invoke) {
      check_invoke(message, c, index, dialogue, out);
    } else if (c.type == ComponentType::reject) {
      note_reject(message, c, dialogue);
    } else {
      check_answer(message, c, dialogue, out);
    }
    ++index;
  }
}

}  // namespace mapsim::cli
