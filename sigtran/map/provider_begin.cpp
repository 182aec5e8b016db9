// Provider: a TC-BEGIN indication (TS 29.002 15.2.2; GSM 09.02 12.1.2 for what the SDL of 29.002 only draws).
#include <algorithm>
#include <utility>

#include "sigtran/map/context_name.h"
#include "sigtran/map/dialogue_rules.h"
#include "sigtran/map/operations.h"
#include "sigtran/map/provider.h"
#include "sigtran/map/provider_parts.h"
#include "sigtran/map/user_information.h"

namespace mapsim::map {

namespace {

// The invocation from which a version 1 context follows: the first that TCAP did not reject.
const tcap::Component* first_invoke(const tcap::Components& components) {
  const auto found = std::ranges::find_if(components, [](const tcap::Component& c) {
    return c.type == tcap::ComponentType::invoke && !c.rejected_locally;
  });
  return found != components.end() ? &*found : nullptr;
}

constexpr std::uint8_t kMtRelay = 25;

}  // namespace

bool Provider::supports(ApplicationContext context) const {
  return std::ranges::find(config_.supported, context) != config_.supported.end();
}

void Provider::on_begin(tcap::MessageIndication& indication, Instant now) {
  if (indication.dialogue.handle.slot >= config_.max_dialogues) {
    diagnose(Severity::error,
             parts::error("", "", "more dialogues at a time than this node is configured for"));
    tcap::Request request;
    request.primitive = tcap::Primitive::p_abort;
    request.dialogue = indication.dialogue;
    request.p_abort_cause = tcap::PAbortCause::resource_limitation;
    emit(std::move(request));
    return emit(SentIndication{
        .dialogue = indication.dialogue, .primitive = tcap::Primitive::p_abort, .cause = SentCause::limit});
  }
  switch (indication.portion.apdu) {
    case tcap::DialogueApdu::none:
      return on_version1_begin(indication, now);
    case tcap::DialogueApdu::request:
      return on_named_begin(indication, now);
    default:
      return abort_abnormal(indication.dialogue, true, SentCause::abnormal_dialogue,
                            parts::error("dialogue portion", "Q.774 3.2.2", "a BEGIN has an AARQ or none"));
  }
}

// No dialogue portion implies version 1; its context is derived from the first operation (table 15.2/1). The
// user is not told of a dialogue that has none, and as no AARQ came, the ABORT has no dialogue portion
// either.
void Provider::on_version1_begin(tcap::MessageIndication& indication, Instant now) {
  if (!indication.portion.user_information.empty()) {
    diagnose(Severity::warning,
             parts::error("dialogue portion", "TS 29.002 15.2.2",
                          "is of an abstract syntax that MAP does not use; taken as absent"));
  }
  if (indication.components.empty()) {
    return abort_abnormal(
        indication.dialogue, false, SentCause::no_context,
        parts::error("", "TS 29.002 15.2.2", "a BEGIN with neither context name nor components"));
  }
  const tcap::Component* invoke = first_invoke(indication.components);
  const auto* opcode =
      invoke != nullptr && invoke->code ? std::get_if<std::int32_t>(&*invoke->code) : nullptr;
  const auto context = opcode != nullptr ? version1_context(*opcode) : std::nullopt;
  if (!context) {
    return abort_abnormal(
        indication.dialogue, false, SentCause::no_context,
        parts::error("operation code", "TS 29.002 15.2.2", "no version 1 context has the first operation"));
  }
  if (!supports(*context)) {
    return abort_abnormal(
        indication.dialogue, false, SentCause::context_not_supported,
        parts::error("", "TS 29.002 15.2.2", "this node does not support the version 1 context"));
  }
  accept_begin(indication, *context, std::nullopt, now);
}

void Provider::on_named_begin(tcap::MessageIndication& indication, Instant now) {
  const tcap::Oid& name = indication.portion.application_context_name;
  const auto context = parse_context_name({name.data(), name.size()});
  if (context && context->version <= 1) {
    return abort_abnormal(indication.dialogue, true, SentCause::abnormal_dialogue,
                          parts::error("application-context-name", "TS 29.002 15.2.2", "names version 1"));
  }
  if (!context || !supports(*context)) return refuse_context(indication.dialogue, name, context);

  // User information, where there is any, must be a MAP-OPEN PDU (GSM 09.02 12.1.2).
  std::optional<OpenInfo> info;
  if (!indication.portion.user_information.empty()) {
    auto read = read_user_information(indication.portion.user_information);
    auto* open = read.pdu ? std::get_if<MapOpenInfo>(&*read.pdu) : nullptr;
    if (open == nullptr) {
      return abort_abnormal(
          indication.dialogue, true, SentCause::abnormal_dialogue,
          read.fault ? std::move(*read.fault)
                     : parts::error("user-information", "TS 29.002 16.1.2.3", "is no MAP-OpenInfo"));
    }
    if (read.fault) diagnose(Severity::warning, std::move(*read.fault));
    info = std::move(*open);
  }
  accept_begin(indication, *context, std::move(info), now);
}

void Provider::accept_begin(tcap::MessageIndication& indication, ApplicationContext context,
                            std::optional<OpenInfo> info, Instant now) {
  Dialogue* dialogue = open(indication.dialogue, Phase::received, context, now);
  // An empty BEGIN tells nothing about the destination.
  if (const tcap::Component* invoke = first_invoke(indication.components);
      context.version > 1 && invoke != nullptr) {
    const OctetView argument = context.code == kMtRelay ? invoke->parameter : OctetView();
    if (auto fault = check_destination_reference(info, argument)) diagnose(Severity::info, std::move(*fault));
  }
  check_operations(indication.components, *dialogue);
  deliver(indication, context, Opened{.info = std::move(info)});
}

// TC-U-ABORT, application context not supported. The local user is not informed.
void Provider::refuse_context(DialogueId id, const tcap::Oid& name,
                              std::optional<ApplicationContext> requested) {
  tcap::DialoguePortion portion;
  portion.apdu = tcap::DialogueApdu::response;
  portion.result = tcap::AssociateResult::reject_permanent;
  portion.diagnostic = {tcap::DiagnosticSource::user, 2};
  portion.application_context_name = name;
  if (config_.offer_alternative && requested) {
    if (const auto alternative = alternative_for(*requested, config_.supported)) {
      portion.application_context_name = context_name(*alternative);
    }
  }
  diagnose(Severity::info, parts::error("application-context-name", "TS 29.002 15.2.2",
                                        "is of a context that this node does not support"));
  abort(id, std::move(portion), {}, SentCause::context_not_supported);
}

}  // namespace mapsim::map
