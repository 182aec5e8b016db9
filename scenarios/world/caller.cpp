#include "scenarios/world/caller.h"

#include <algorithm>
#include <utility>

#include "scenarios/world/numbers.h"
#include "sigtran/map/dialogue_rules.h"

namespace mapsim::world {

namespace {

// With every request; the provider takes timer and class from its table.
tcap::Component invoke_of(const map::Operation& operation, OctetView argument, map::InvokeId id) {
  tcap::Component component;
  component.type = tcap::ComponentType::invoke;
  component.invoke_id = id;
  component.code = operation.code;
  component.parameter = argument;
  return component;
}

std::optional<map::OpenInfo> open_info(const Procedure& procedure, std::uint8_t version) {
  const auto* mt = std::get_if<ForwardMt>(&procedure);
  if (mt == nullptr || !mt->lmsi || version == 1) return std::nullopt;
  // The IMSI as an AddressString: nature international, plan land mobile (TS 29.002 7.3.1).
  map::OpenInfo info;
  const auto address = map::AddressString::from_digits({.nature = map::NatureOfAddress::international,
                                                        .plan = map::NumberingPlan::land_mobile,
                                                        .digits = mt->imsi.digits()});
  const OctetView octets = address->octets();
  info.destination_reference = Octets(octets.begin(), octets.end());
  return info;
}

}  // namespace

std::uint8_t Caller::first_version(const Procedure& procedure, Number destination) {
  for (const std::uint8_t version : setting_.versions) {
    const auto context = context_of(procedure, version);
    if (!context) continue;
    const auto known = versions_.version(destination, context->code);
    if (!known || *known >= version) return version;
    // Version 1 of MT has the code of shortMsgRelay, so it is remembered under the highest version's.
    const auto lower = context_of(procedure, *known);
    if (lower && speaks(*lower)) return *known;
  }
  return 0;
}

bool Caller::speaks(map::ApplicationContext context) const {
  return std::ranges::find(setting_.versions, context.version) != setting_.versions.end();
}

void Caller::call(Procedure procedure, Number destination, const sccp::Address& to, std::uint64_t token,
                  node::Node& node, Instant now) {
  Call call{std::move(procedure), destination, to, token, {}, false, false, {}};
  const auto context = context_of(call.procedure, first_version(call.procedure, destination));
  if (!context || calls_.size() >= most_) {
    outcomes_.push_back({.token = token, .kind = Outcome::Kind::not_sent});
    return;
  }
  call.context = *context;
  begin(std::move(call), node, now);
}

void Caller::begin(Call call, node::Node& node, Instant now) {
  const auto not_sent = [&] {
    outcomes_.push_back(
        {.token = call.token, .kind = Outcome::Kind::not_sent, .version = call.context.version});
  };
  const auto argument = argument_of(call.procedure, call.context.version);
  const auto id = argument ? node.new_dialogue() : fail(argument.error());
  if (!id) return not_sent();
  map::Request request;
  request.action = map::Action::begin;
  request.dialogue = *id;
  request.context = call.context;
  request.called = call.to;
  request.calling = setting_.address;
  request.open = open_info(call.procedure, call.context.version);
  call.invoke = map::InvokeId{1};
  const map::Operation& operation = operation_of(call.procedure, call.context);
  request.services.push_back(invoke_of(operation, *argument, 1));
  const auto form = node.long_message_form(request, map::LongMessage::automatic);
  if (form == map::LongMessage::empty_begin) {
    call.opening = true;
    request.services.clear();
  } else if (form == map::LongMessage::segments) {
    request.form = sccp::Form::xudt;
  }
  if (!node.request(std::move(request), now)) return not_sent();
  ++opened_;
  if (operation.operation_class == tcap::OperationClass::class4) {
    // Nothing will come back: the dialogue is over on this side (TS 29.002 16.1.2.2, pre-arranged end).
    outcomes_.push_back(
        {.token = call.token, .kind = Outcome::Kind::result, .version = call.context.version});
    return abandon(*id, node, now);
  }
  calls_.insert_or_assign(key_of(*id), std::move(call));
}

// The services of a dialogue that is open: behind an empty BEGIN, or one more message.
bool Caller::send_services(map::DialogueId id, Call& call, node::Node& node, Instant now) {
  const auto argument = argument_of(call.procedure, call.context.version);
  if (!argument) return false;
  map::Request request;
  request.action = map::Action::continue_;
  request.dialogue = id;
  request.services.push_back(invoke_of(operation_of(call.procedure, call.context), *argument, *call.invoke));
  return node.request(std::move(request), now).has_value();
}

void Caller::follow(map::DialogueId id, ForwardMt message, node::Node& node, Instant now) {
  const auto at = calls_.find(key_of(id));
  if (at == calls_.end()) return;
  Call& call = at->second;
  message.following = true;
  call.procedure = std::move(message);
  call.invoke = static_cast<map::InvokeId>((*call.invoke % 100) + 1);
  if (send_services(id, call, node, now)) return;
  Outcome outcome{.token = call.token, .kind = Outcome::Kind::not_sent, .version = call.context.version};
  abandon(id, node, now);
  end(at, outcome);
}

void Caller::close(map::DialogueId id, node::Node& node, Instant now) {
  if (calls_.erase(key_of(id)) == 0) return;
  map::Request request;
  request.action = map::Action::end;
  request.dialogue = id;
  (void)node.request(std::move(request), now);
}

bool Caller::handle(const node::Event& event, node::Node& node, Instant now) {
  if (const auto* message = std::get_if<map::MessageIndication>(&event)) {
    const auto at = calls_.find(key_of(message->dialogue));
    if (at == calls_.end()) return false;
    on_message(*message, at, node, now);
    return true;
  }
  if (const auto* timeout = std::get_if<map::TimeoutIndication>(&event)) {
    const auto at = calls_.find(key_of(timeout->dialogue));
    if (at == calls_.end()) return false;
    on_silence(timeout->dialogue, at, node, now);
    return true;
  }
  if (const auto* notice = std::get_if<map::NoticeIndication>(&event)) {
    const auto at = calls_.find(key_of(notice->dialogue));
    if (at == calls_.end()) return false;
    if (!notice->dialogue_ended) abandon(notice->dialogue, node, now);
    end(at, {.kind = Outcome::Kind::unreachable});
    return true;
  }
  const auto* sent = std::get_if<map::SentIndication>(&event);
  if (sent == nullptr || !sent->dialogue) return false;
  const auto at = calls_.find(key_of(*sent->dialogue));
  if (at == calls_.end()) return false;
  // What else the provider does by itself is told by a message or a notice beside this.
  if (sent->cause == map::SentCause::idle) on_silence(*sent->dialogue, at, node, now);
  return true;
}

void Caller::on_message(const map::MessageIndication& message, Calls::iterator at, node::Node& node,
                        Instant now) {
  Call& call = at->second;
  if (const auto* refused = std::get_if<map::Refused>(&message.dialogue_event)) {
    if (!fall_back(at, map::fallback(call.context, *refused), node, now))
      end(at, {.kind = Outcome::Kind::refused});
    return;
  }
  if (std::holds_alternative<map::UserAborted>(message.dialogue_event) ||
      std::holds_alternative<map::ProviderAborted>(message.dialogue_event)) {
    return end(at, {.kind = Outcome::Kind::aborted});
  }
  if (!call.answered) {
    call.answered = true;
    versions_.remember(call.destination, context_of(call.procedure, call.context.version)->code,
                       call.context.version);
    // Under the code of the context that would be tried first, too: 25 for an MT message of version 1.
    if (const auto first = context_of(call.procedure, setting_.versions.front()))
      versions_.remember(call.destination, first->code, call.context.version);
  }
  Outcome outcome{.services = &message.services};
  bool outcome_came = false;
  for (const tcap::Component& c : message.services) {
    using enum tcap::ComponentType;
    if (c.type == invoke || c.type == return_result_not_last || c.rejected_locally) continue;
    if (!call.invoke || c.invoke_id != call.invoke) continue;
    outcome_came = true;
    outcome.parameter = c.parameter;
    outcome.kind = c.type == return_result_last ? Outcome::Kind::result
                   : c.type == return_error     ? Outcome::Kind::error
                                                : Outcome::Kind::rejected;
    const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
    if (c.type == return_error && code != nullptr && map::find_error(*code) != nullptr)
      outcome.error = static_cast<map::ErrorCode>(*code);
  }
  if (!outcome_came && !message.dialogue_ended) {
    if (std::exchange(call.opening, false) && !send_services(message.dialogue, call, node, now)) {
      abandon(message.dialogue, node, now);
      end(at, {.kind = Outcome::Kind::not_sent});
    }
    return;  // the answer is still to come
  }
  if (!outcome_came) return end(at, {.kind = Outcome::Kind::aborted});
  if (message.dialogue_ended) return end(at, outcome);
  outcome.token = call.token;
  outcome.version = call.context.version;
  outcome.open = message.dialogue;
  outcomes_.push_back(outcome);
}

// Nothing came: the peer may be one that does not answer what it does not know.
void Caller::on_silence(map::DialogueId id, Calls::iterator at, node::Node& node, Instant now) {
  abandon(id, node, now);
  if (!at->second.answered && fall_back(at, map::version_below(at->second.context), node, now)) return;
  end(at, {.kind = Outcome::Kind::no_answer});
}

bool Caller::fall_back(Calls::iterator at, std::optional<map::ApplicationContext> next, node::Node& node,
                       Instant now) {
  while (next && !(speaks(*next) && context_of(at->second.procedure, next->version)))
    next = map::version_below(*next);
  if (!next || next->version >= at->second.context.version) return false;
  Call call = std::move(at->second);
  calls_.erase(at);
  call.context = *context_of(call.procedure, next->version);
  call.opening = call.answered = false;
  begin(std::move(call), node, now);
  return true;
}

// Gives a dialogue up without waiting for anything; the peer is told where it can be.
void Caller::abandon(map::DialogueId id, node::Node& node, Instant now) {
  map::Request request;
  request.dialogue = id;
  if (node.knows_peer(id)) {
    request.action = map::Action::u_abort;
    request.abort = map::UserAbort{map::UserAbortReason::application_procedure_cancellation, 6};
  } else {
    request.action = map::Action::prearranged_end;
  }
  (void)node.request(std::move(request), now);
}

void Caller::end(Calls::iterator at, Outcome outcome) {
  outcome.token = at->second.token;
  outcome.version = at->second.context.version;
  calls_.erase(at);
  outcomes_.push_back(outcome);
}

std::optional<Outcome> Caller::poll() {
  if (outcomes_.empty()) return std::nullopt;
  Outcome outcome = outcomes_.front();
  outcomes_.pop_front();
  return outcome;
}

}  // namespace mapsim::world
