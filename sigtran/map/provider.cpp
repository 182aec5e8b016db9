#include "sigtran/map/provider.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sigtran/map/operations.h"
#include "sigtran/map/provider_parts.h"

namespace mapsim::map {

Provider::Provider(ProviderConfig config) : config_(std::move(config)) {
  if (!config_.supported.empty()) return;
  for (const ApplicationContextRow& row : application_contexts()) config_.supported.push_back(row.context);
}

Provider::Dialogue* Provider::find(DialogueId id) {
  if (id.handle.slot >= dialogues_.size()) return nullptr;
  Dialogue& dialogue = dialogues_[id.handle.slot];
  return dialogue.phase != Phase::none && dialogue.generation == id.handle.generation ? &dialogue : nullptr;
}

Provider::Dialogue* Provider::open(DialogueId id, Phase phase, ApplicationContext context, Instant now) {
  const std::size_t slot = id.handle.slot;
  if (slot >= config_.max_dialogues) return nullptr;
  if (slot >= dialogues_.size())
    dialogues_.resize(std::max(slot + 1, std::min(dialogues_.size() * 2, config_.max_dialogues)));
  Dialogue& dialogue = dialogues_[slot];
  // TCAP gave the slot away again: whatever stood there is over.
  if (dialogue.phase != Phase::none) close(DialogueId{{id.handle.slot, dialogue.generation}});
  dialogue.generation = id.handle.generation;
  dialogue.phase = phase;
  dialogue.context = context;
  ++open_;
  touch(dialogue, id, now);
  return &dialogue;
}

void Provider::close(DialogueId id) {
  Dialogue* dialogue = find(id);
  if (dialogue == nullptr) return;
  guards_.cancel(dialogue->guard);
  dialogue->phase = Phase::none;
  dialogue->rejects.clear();
  --open_;
}

void Provider::touch(Dialogue& dialogue, DialogueId id, Instant now) {
  guards_.cancel(dialogue.guard);
  if (config_.idle_guard > Duration::zero()) dialogue.guard = guards_.arm(now, config_.idle_guard, id);
}

Provider::Queued& Provider::new_event() {
  if (next_event_ == events_.size()) {
    events_.clear();
    next_event_ = 0;
  }
  return events_.emplace_back();
}

void Provider::diagnose(Severity severity, Error error) {
  emit(Diagnostic{.severity = severity, .error = std::move(error)});
}

std::optional<Event> Provider::poll() {
  Event* event = poll_in_place();
  return event != nullptr ? std::optional<Event>(std::move(*event)) : std::nullopt;
}

Event* Provider::poll_in_place() {
  if (next_event_ == events_.size()) return nullptr;
  Queued& queued = events_[next_event_++];
  if (auto* request = std::get_if<tcap::Request>(&queued.event);
      request != nullptr && !queued.user_information.empty()) {
    polled_user_information_ = std::move(queued.user_information);
    request->portion.user_information = {polled_user_information_.data(), polled_user_information_.size()};
  }
  return &queued.event;
}

std::optional<ApplicationContext> Provider::context(DialogueId id) const {
  const Dialogue* dialogue = find(id);
  return dialogue != nullptr ? std::optional(dialogue->context) : std::nullopt;
}

void Provider::handle(tcap::MessageIndication&& indication, Instant now) {
  if (indication.primitive == tcap::Primitive::uni) {
    return diagnose(Severity::warning, parts::error("", "TS 29.002 16.1", "TC-UNI is not used by MAP"));
  }
  if (indication.primitive == tcap::Primitive::begin) return on_begin(indication, now);
  Dialogue* dialogue = find(indication.dialogue);
  if (dialogue == nullptr) {
    diagnose(Severity::error,
             parts::error("", "TS 29.002 15.3", "a message of a dialogue that MAP does not have"));
    if (!indication.dialogue_ended) abort(indication.dialogue, {}, {}, SentCause::abnormal_dialogue);
    return;
  }
  on_message(indication, *dialogue, now);
}

void Provider::handle(const tcap::CancelIndication& indication, Instant now) {
  Dialogue* dialogue = find(indication.dialogue);
  if (dialogue == nullptr) return;
  // The user now has as long as anyone to say what becomes of the dialogue.
  touch(*dialogue, indication.dialogue, now);
  emit(TimeoutIndication{.dialogue = indication.dialogue, .invoke_id = indication.invoke_id});
}

void Provider::handle(const tcap::NoticeIndication& indication, Instant) {
  const Dialogue* dialogue = find(indication.dialogue);
  if (dialogue == nullptr) return;
  const bool begin_returned = dialogue->phase == Phase::initiated;
  emit(NoticeIndication{.dialogue = indication.dialogue,
                        .cause = indication.cause,
                        .dialogue_ended = begin_returned,
                        .transit = indication.transit});
  if (!begin_returned) return;
  // Nobody is there to be told: the dialogue ends on this side only (TS 29.002 16.1.2.5).
  tcap::Request end;
  end.primitive = tcap::Primitive::end;
  end.dialogue = indication.dialogue;
  end.prearranged = true;
  emit(std::move(end));
  emit(SentIndication{.dialogue = indication.dialogue,
                      .primitive = tcap::Primitive::end,
                      .cause = SentCause::begin_returned});
  close(indication.dialogue);
}

void Provider::on_time(Instant now) {
  while (const auto id = guards_.pop_due(now)) {
    if (Dialogue* dialogue = find(*id)) expire(*id, *dialogue);
  }
}

void Provider::expire(DialogueId id, Dialogue& dialogue) {
  dialogue.guard = {};
  diagnose(Severity::warning,
           parts::error("", "TS 29.002 7.3.4", "nothing was sent or received in a dialogue for too long"));
  if (dialogue.phase == Phase::initiated) {
    // The peer's transaction id is not known: nothing can be sent (TS 29.002 16.1.2.5).
    tcap::Request end;
    end.primitive = tcap::Primitive::end;
    end.dialogue = id;
    end.prearranged = true;
    emit(std::move(end));
    emit(SentIndication{.dialogue = id, .primitive = tcap::Primitive::end, .cause = SentCause::idle});
    return close(id);
  }
  tcap::DialoguePortion portion;
  OctetView information;
  if (dialogue.context.version > 1) {
    portion.apdu = tcap::DialogueApdu::abort;
    information = parts::procedure_failure_information();
  }
  abort(id, std::move(portion), information, SentCause::idle);
}

void Provider::abort(DialogueId id, tcap::DialoguePortion portion, OctetView user_information,
                     SentCause cause) {
  tcap::Request request;
  request.primitive = tcap::Primitive::u_abort;
  request.dialogue = id;
  request.portion = std::move(portion);
  Queued& queued = new_event();
  queued.event = std::move(request);
  queued.user_information.assign(user_information.begin(), user_information.end());
  emit(SentIndication{.dialogue = id, .primitive = tcap::Primitive::u_abort, .cause = cause});
  close(id);
}

void Provider::abort_abnormal(DialogueId id, bool with_portion, SentCause cause, Error why) {
  diagnose(Severity::warning, std::move(why));
  if (!with_portion) return abort(id, {}, {}, cause);
  tcap::DialoguePortion portion;
  portion.apdu = tcap::DialogueApdu::abort;
  abort(id, std::move(portion), parts::abnormal_dialogue_information(), cause);
}

void Provider::deliver(tcap::MessageIndication& from, ApplicationContext context, DialogueEvent event) {
  // Made where it stays: it is large.
  auto& to = new_event().event.emplace<MessageIndication>();
  to.primitive = from.primitive;
  to.dialogue = from.dialogue;
  to.dialogue_ended = from.dialogue_ended;
  to.context = context;
  to.dialogue_event = std::move(event);
  to.services = std::move(from.components);
  to.otid = from.otid;
  to.dtid = from.dtid;
  to.portion = from.portion;
  to.p_abort_cause = from.p_abort_cause;
  to.transit = std::move(from.transit);
  to.message = from.message;
}

}  // namespace mapsim::map
