// Provider: requests of the MAP-user (TS 29.002 7.3, 7.5 table 7.5/1, 16).
#include <algorithm>
#include <utility>

#include "sigtran/map/context_name.h"
#include "sigtran/map/operations.h"
#include "sigtran/map/provider.h"
#include "sigtran/map/provider_parts.h"
#include "sigtran/map/user_information.h"

namespace mapsim::map {

namespace {

tcap::Primitive primitive_of(Action action) {
  switch (action) {
    case Action::begin:
      return tcap::Primitive::begin;
    case Action::continue_:
      return tcap::Primitive::continue_;
    case Action::end:
    case Action::prearranged_end:
      return tcap::Primitive::end;
    case Action::tc_p_abort:
      return tcap::Primitive::p_abort;
    case Action::u_abort:
    case Action::refuse:
    case Action::provider_abort:
      break;
  }
  return tcap::Primitive::u_abort;
}

bool carries_services(Action action) {
  return action == Action::begin || action == Action::continue_ || action == Action::end;
}

// A test may say itself where a message goes.
bool names_its_transaction(const Request& request) {
  return request.overrides.dtid || request.overrides.message;
}

// Whether a component of these answers the invocation.
bool answers(const tcap::Components& services, std::optional<InvokeId> invoke_id) {
  return std::ranges::any_of(services, [&](const tcap::Component& c) {
    return c.type != tcap::ComponentType::invoke && c.invoke_id == invoke_id;
  });
}

void set_refusal(const Request& request, ApplicationContext offered, tcap::DialoguePortion& portion) {
  portion.apdu = tcap::DialogueApdu::response;
  portion.result = tcap::AssociateResult::reject_permanent;
  portion.application_context_name = context_name(offered);
  switch (request.refuse_reason) {
    case RefuseReason::application_context_not_supported:
      portion.diagnostic = {tcap::DiagnosticSource::user, 2};
      if (request.alternative) portion.application_context_name = context_name(*request.alternative);
      break;
    case RefuseReason::no_common_dialogue_portion:
      portion.diagnostic = {tcap::DiagnosticSource::provider, 2};
      break;
    default:
      portion.diagnostic = {tcap::DiagnosticSource::user, 1};
      break;
  }
}

// The MAP dialogue PDU that goes with the request, if any.
std::optional<DialoguePdu> pdu_of(const Request& request) {
  switch (request.action) {
    case Action::begin:
      if (request.open) return *request.open;
      return std::nullopt;
    case Action::u_abort:
      if (request.abort)
        return MapUserAbortInfo{.choice = *request.abort, .extension_container = std::nullopt};
      return std::nullopt;
    case Action::provider_abort:
      return MapProviderAbortInfo{.reason = request.provider_abort, .extension_container = std::nullopt};
    case Action::refuse: {
      if (!is_map_refuse_info(request.refuse_reason)) return std::nullopt;
      MapRefuseInfo info{
          .reason = request.refuse_reason, .extension_container = {}, .alternative_application_context = {}};
      if (request.alternative) info.alternative_application_context = context_name(*request.alternative);
      return info;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<void> Provider::check(const Request& request) const {
  const auto refuse = [](const char* field, const char* clause, const char* text) {
    return fail(parts::error(field, clause, text));
  };
  if (!carries_services(request.action) && !request.services.empty()) {
    return refuse("services", "TS 29.002 7.4", "an abort, a refusal and a prearranged end carry none");
  }
  if (request.action == Action::begin) {
    if (request.context.version == 0 && !request.portion) {
      return refuse("application-context", "TS 29.002 7.3.1", "a dialogue needs an application context");
    }
    if (!request.called) return refuse("called", "TS 29.002 7.3.1", "a begin needs a destination address");
    if (!request.calling) return refuse("calling", "TS 29.002 7.3.1", "a begin needs an originating address");
    if (request.dialogue.handle.slot >= config_.max_dialogues) {
      return refuse("", "", "more dialogues at a time than this node is configured for");
    }
    if (find(request.dialogue) != nullptr) return refuse("", "TS 29.002 7.4", "the dialogue is open already");
    return {};
  }
  const Dialogue* dialogue = find(request.dialogue);
  if (dialogue == nullptr) return refuse("", "TS 29.002 7.4", "the dialogue is not open, or no longer");
  if (request.action == Action::continue_ && dialogue->phase == Phase::initiated &&
      !names_its_transaction(request)) {
    return refuse("", "TS 29.002 7.4", "nothing came from the peer yet, so that nobody can be sent to");
  }
  if (request.action == Action::refuse &&
      (request.refuse_reason == RefuseReason::potential_version_incompatibility ||
       request.refuse_reason == RefuseReason::remote_node_not_reachable)) {
    return refuse("refuse-reason", "TS 29.002 7.3.1",
                  "is concluded by the receiver and never sent; send the abort that means it");
  }
  if (request.action == Action::provider_abort && !is_map_provider_abort_info(request.provider_abort)) {
    return refuse("provider-reason", "TS 29.002 17.4",
                  "is no MAP-ProviderAbortReason; send the P-Abort cause that means it");
  }
  return {};
}

Result<Provider::UserInfo> Provider::fill_portion(const Request& request, ApplicationContext context,
                                                  Phase phase, tcap::DialoguePortion& portion) const {
  if (request.portion) {
    portion = *request.portion;
    return UserInfo();
  }
  // Version 1 has no dialogue portion in any message (TS 29.002 14.4, 15.2.2).
  if (context.version <= 1) return UserInfo();
  switch (request.action) {
    case Action::begin:
      portion.apdu = tcap::DialogueApdu::request;
      portion.application_context_name = context_name(context);
      break;
    case Action::continue_:
    case Action::end:
      // The first message backwards accepts by echoing the name (TS 29.002 7.3.1); none has a portion
      // afterwards.
      if (phase != Phase::received) return UserInfo();
      portion.apdu = tcap::DialogueApdu::response;
      portion.application_context_name = context_name(context);
      break;
    case Action::u_abort:
    case Action::provider_abort:
      portion.apdu = tcap::DialogueApdu::abort;
      break;
    case Action::refuse:
      set_refusal(request, context, portion);
      break;
    case Action::prearranged_end:
    case Action::tc_p_abort:
      return UserInfo();
  }
  const auto pdu = pdu_of(request);
  if (!pdu) return UserInfo();
  const auto encoded = encode_user_information(*pdu);
  if (!encoded) return tl::unexpected(encoded.error());
  return UserInfo(encoded->begin(), encoded->end());
}

Duration Provider::timer_of(ApplicationContext context, std::int32_t opcode) const {
  const Operation* operation = find_operation(context, opcode);
  if (operation == nullptr) return config_.timers.m;
  switch (operation->timer) {
    case TimerRange::s:
      return config_.timers.s;
    case TimerRange::m:
      return config_.timers.m;
    case TimerRange::ml:
      return config_.timers.ml;
    case TimerRange::l:
      break;
  }
  return config_.timers.l;
}

// Class and time-out are those of the operation (TS 29.002 16.2.2.2, 16.2.2.7).
void Provider::fill_invocations(ApplicationContext context, tcap::Components& services) const {
  for (tcap::Component& c : services) {
    if (c.type != tcap::ComponentType::invoke) continue;
    const auto* opcode = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
    if (opcode != nullptr) {
      if (const Operation* operation = find_operation(context, *opcode))
        c.operation_class = operation->operation_class;
    }
    if (c.timer == Duration::zero()) {
      c.timer = opcode != nullptr ? timer_of(context, *opcode) : config_.timers.m;
    } else if (c.timer < Duration::zero()) {
      c.timer = Duration::zero();
    }
  }
}

void Provider::add_rejects(Dialogue& dialogue, tcap::Components& services) {
  const std::size_t own = services.size();
  for (const tcap::Component& reject : dialogue.rejects) {
    // A user who answers the invocation himself knows better.
    if (!answers(tcap::Components(services.begin(), services.begin() + static_cast<std::ptrdiff_t>(own)),
                 reject.invoke_id)) {
      services.push_back(reject);
    }
  }
  dialogue.rejects.clear();
}

Result<void> Provider::handle(Request&& request, Instant now) {
  if (auto sound = check(request); !sound) return sound;
  Dialogue* dialogue = find(request.dialogue);  // not there yet for a begin
  const ApplicationContext context = dialogue != nullptr ? dialogue->context : request.context;
  const Phase phase = dialogue != nullptr ? dialogue->phase : Phase::none;

  tcap::DialoguePortion portion;
  auto user_information = fill_portion(request, context, phase, portion);
  if (!user_information) return tl::unexpected(std::move(user_information.error()));
  // An opening that is pending can be ended on this side only (TS 29.002 16.1.2.5).
  const bool prearranged =
      request.action == Action::prearranged_end ||
      (request.action == Action::end && phase == Phase::initiated && !names_its_transaction(request));
  if (prearranged && !request.services.empty()) {
    return fail(
        parts::error("services", "TS 29.002 16.1.2.5", "cannot be sent: nothing came from the peer yet"));
  }

  // Made where it stays: it is large.
  Queued& queued = new_event();
  queued.user_information = std::move(*user_information);
  auto& out = queued.event.emplace<tcap::Request>();
  out.primitive = primitive_of(request.action);
  out.dialogue = request.dialogue;
  out.portion = portion;
  out.prearranged = prearranged;
  if (request.action == Action::tc_p_abort) out.p_abort_cause = request.p_abort_cause;
  out.components = std::move(request.services);
  fill_invocations(context, out.components);
  if (dialogue != nullptr && carries_services(request.action) && !out.prearranged && !request.hold_rejects) {
    add_rejects(*dialogue, out.components);
  }
  out.called = std::move(request.called);
  out.calling = std::move(request.calling);
  out.protocol_class = request.protocol_class;
  out.return_on_error = request.return_on_error;
  out.form = request.form;
  out.lower = std::move(request.lower);
  out.overrides = std::move(request.overrides);
  out.tag = request.tag;

  if (request.action == Action::begin) {
    open(request.dialogue, Phase::initiated, context, now);
  } else if (request.action == Action::continue_) {
    if (phase == Phase::received) dialogue->phase = Phase::established;
    touch(*dialogue, request.dialogue, now);
  } else {
    close(request.dialogue);
  }
  return {};
}

}  // namespace mapsim::map
