// Provider: what comes in a dialogue that exists (TS 29.002 15.2.1, 15.3, 15.1).
#include <algorithm>
#include <utility>

#include "sigtran/map/context_name.h"
#include "sigtran/map/dialogue_rules.h"
#include "sigtran/map/operations.h"
#include "sigtran/map/provider.h"
#include "sigtran/map/provider_parts.h"
#include "sigtran/map/user_information.h"

namespace mapsim::map {

// Constants, encoded once.
OctetView parts::abnormal_dialogue_information() {
  static const Octets octets = encode_user_information(MapProviderAbortInfo{}).value();
  return octets;
}

OctetView parts::procedure_failure_information() {
  static const Octets octets =
      encode_user_information(
          MapUserAbortInfo{
              .choice = {.reason = UserAbortReason::application_procedure_cancellation, .detail = 4},
              .extension_container = {}})
          .value();
  return octets;
}

void Provider::on_message(tcap::MessageIndication& indication, Dialogue& dialogue, Instant now) {
  if (indication.primitive == tcap::Primitive::u_abort || indication.primitive == tcap::Primitive::p_abort) {
    return on_abort(indication, dialogue);
  }
  if (dialogue.phase == Phase::initiated) return on_first_answer(indication, dialogue, now);
  if (indication.portion.apdu != tcap::DialogueApdu::none) {
    diagnose(Severity::warning, parts::error("dialogue portion", "TS 29.002 16.1",
                                             "stands in a message after the first backwards"));
  }
  const ApplicationContext context = dialogue.context;
  check_operations(indication.components, dialogue);
  if (indication.dialogue_ended) {
    close(indication.dialogue);
  } else {
    touch(dialogue, indication.dialogue, now);
  }
  deliver(indication, context, std::monostate());
}

// The peer accepts by echoing the name; version 1 has no names (TS 29.002 15.2.1 sheets 3 and 8).
void Provider::on_first_answer(tcap::MessageIndication& indication, Dialogue& dialogue, Instant now) {
  const ApplicationContext context = dialogue.context;
  const tcap::DialoguePortion& portion = indication.portion;
  std::optional<Error> why;
  if (context.version <= 1) {
    if (portion.apdu != tcap::DialogueApdu::none) {
      diagnose(Severity::warning,
               parts::error("dialogue portion", "TS 29.002 15.2.2", "stands in a version 1 dialogue"));
    }
  } else if (portion.apdu != tcap::DialogueApdu::response) {
    why = parts::error("dialogue portion", "TS 29.002 15.2.1", "the first message backwards has no AARE");
  } else if (portion.result != tcap::AssociateResult::accepted) {
    why = parts::error("result", "TS 29.002 15.2.1", "a refusal stands in a message that is no ABORT");
  } else if (portion.application_context_name != context_name(context)) {
    why = parts::error("application-context-name", "TS 29.002 15.2.1", "is not the one that was sent");
  }
  if (why) {
    // The components are not processed; the user gets a MAP-P-ABORT, the peer an ABORT if it still listens.
    const bool over = indication.dialogue_ended;
    indication.components.clear();
    indication.dialogue_ended = true;
    const DialogueId id = indication.dialogue;
    deliver(indication, context,
            ProviderAborted{.reason = ProviderAbortReason::abnormal_dialogue, .cause = {}, .local = true});
    if (!over) return abort_abnormal(id, true, SentCause::abnormal_dialogue, std::move(*why));
    diagnose(Severity::warning, std::move(*why));
    return close(id);
  }
  if (!portion.user_information.empty()) {
    if (auto read = read_user_information(portion.user_information); read.fault)
      diagnose(Severity::warning, std::move(*read.fault));
  }
  dialogue.phase = Phase::established;
  check_operations(indication.components, dialogue);
  if (indication.dialogue_ended) {
    close(indication.dialogue);
  } else {
    touch(dialogue, indication.dialogue, now);
  }
  deliver(indication, context, Accepted{});
}

void Provider::on_abort(tcap::MessageIndication& indication, const Dialogue& dialogue) {
  const ApplicationContext context = dialogue.context;
  const bool initiating = dialogue.phase == Phase::initiated && context.version > 1;
  DialogueEvent event;
  if (indication.primitive == tcap::Primitive::p_abort) {
    event = p_abort_event(indication.p_abort_cause, initiating);
  } else {
    auto reading = u_abort_event(indication.portion, context, initiating);
    if (reading.fault) diagnose(Severity::warning, std::move(*reading.fault));
    event = std::move(reading.event);
  }
  indication.dialogue_ended = true;
  close(indication.dialogue);
  deliver(indication, context, std::move(event));
}

// Operations that the context does not have: marked, and rejected with the next message if there is one.
void Provider::check_operations(tcap::Components& services, Dialogue& dialogue) {
  constexpr tcap::Problem kUnrecognized = {
      tcap::ProblemType::invoke, static_cast<std::uint8_t>(tcap::InvokeProblem::unrecognized_operation)};
  for (tcap::Component& c : services) {
    if (c.type != tcap::ComponentType::invoke || c.rejected_locally) continue;
    const auto* opcode = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
    if (opcode != nullptr && find_operation(dialogue.context, *opcode) != nullptr) continue;
    diagnose(Severity::warning,
             parts::error("operation code", "TS 29.002 15.1",
                          (opcode != nullptr ? std::to_string(*opcode) : std::string("a global code")) +
                              " is no operation of the dialogue's application context"));
    if (!config_.reject_unknown_operations) continue;
    c.rejected_locally = true;
    c.problem = kUnrecognized;
    if (dialogue.rejects.size() >= kMaxQueuedRejects) continue;
    tcap::Component reject;
    reject.type = tcap::ComponentType::reject;
    reject.invoke_id = c.invoke_id;
    reject.problem = kUnrecognized;
    dialogue.rejects.push_back(std::move(reject));
  }
}

}  // namespace mapsim::map
