#include "sigtran/tcap/tcap.h"

#include <utility>

namespace mapsim::tcap {

namespace {

std::uint64_t key_of(TransactionId id) {
  return (static_cast<std::uint64_t>(id.octets) << 32U) | id.value;
}

}  // namespace

Tcap::Tcap(const Config& config, Random random)
    : config_(config), random_(random), ids_(config.ids, config.max_open, random_) {}

DialogueId Tcap::new_dialogue(std::uint64_t user) {
  forget_ended();
  return create(user).value_or(DialogueId{});
}

std::optional<DialogueId> Tcap::create(std::uint64_t user) {
  if (open() >= ids_.max_open()) return std::nullopt;
  SlabHandle handle = dialogues_.emplace();
  // An id that the TC-user chose may stand where this one would: the next generation has another.
  for (int tries = 0; tries < 8 && !explicit_ids_.empty() && explicit_ids_.contains(key_of(ids_.of(handle)));
       ++tries) {
    dialogues_.erase(handle);
    handle = dialogues_.emplace();
  }
  Dialogue& dialogue = *dialogues_.find(handle);
  dialogue.user = user;
  dialogue.local = ids_.of(handle);
  return DialogueId{handle};
}

std::uint64_t* Tcap::user(DialogueId id) {
  Dialogue* dialogue = dialogues_.find(id.handle);
  return dialogue != nullptr ? &dialogue->user : nullptr;
}

Dialogue* Tcap::find(DialogueId id) {
  Dialogue* dialogue = dialogues_.find(id.handle);
  return dialogue != nullptr && dialogue->state != TransactionState::ended ? dialogue : nullptr;
}

std::optional<TransactionState> Tcap::state(DialogueId id) const {
  const Dialogue* dialogue = dialogues_.find(id.handle);
  if (dialogue == nullptr) return std::nullopt;
  return dialogue->state;
}

std::optional<TransactionId> Tcap::local_transaction_id(DialogueId id) const {
  const Dialogue* dialogue = dialogues_.find(id.handle);
  if (dialogue == nullptr) return std::nullopt;
  return dialogue->local;
}

std::optional<DialogueId> Tcap::holder(TransactionId id) {
  std::optional<SlabHandle> handle;
  if (!explicit_ids_.empty()) {
    const auto found = explicit_ids_.find(key_of(id));
    if (found != explicit_ids_.end()) handle = found->second;
  }
  if (!handle) {
    const auto slot = ids_.slot(id);
    if (slot) handle = dialogues_.occupant(*slot);
  }
  if (!handle) return std::nullopt;
  // The slot may have another occupant by now.
  const Dialogue* dialogue = find(DialogueId{*handle});
  if (dialogue == nullptr || dialogue->local != id) return std::nullopt;
  return DialogueId{*handle};
}

std::optional<DialogueId> Tcap::find(TransactionId id) {
  const auto found = holder(id);
  // Nobody can know an id that was not sent yet.
  if (found && find(*found)->state == TransactionState::idle) return std::nullopt;
  return found;
}

Result<void> Tcap::choose_id(DialogueId id, Dialogue& dialogue, TransactionId local) {
  if (local == dialogue.local) return {};
  const bool in_use = holder(local).has_value();
  if (local.octets < 1 || local.octets > 4 || in_use) {
    return fail(Error{.layer = "tcap",
                      .field = "OTID",
                      .clause = "Q.773 4.2.1",
                      .text = in_use ? "is in use by another dialogue" : "has 1 to 4 octets"});
  }
  if (dialogue.explicit_id) explicit_ids_.erase(key_of(dialogue.local));
  explicit_ids_[key_of(local)] = id.handle;
  dialogue.explicit_id = true;
  dialogue.local = local;
  return {};
}

void Tcap::release(DialogueId id, Dialogue& dialogue) {
  for (Invocation& invocation : dialogue.invocations) timers_.cancel(invocation.timer);
  if (dialogue.explicit_id) explicit_ids_.erase(key_of(dialogue.local));
  dialogues_.erase(id.handle);
}

void Tcap::end_later(DialogueId id, Dialogue& dialogue) {
  for (Invocation& invocation : dialogue.invocations) timers_.cancel(invocation.timer);
  dialogue.invocations.clear();
  dialogue.rejects.clear();
  dialogue.state = TransactionState::ended;
  ended_.push_back(id);
}

void Tcap::forget_ended() {
  for (const DialogueId id : ended_) release(id, *dialogues_.find(id.handle));
  ended_.clear();
}

void Tcap::note(Severity severity, Error error) {
  events_.emplace_back(Diagnostic{severity, std::move(error)});
}

std::optional<Event> Tcap::poll() {
  Event* event = poll_in_place();
  return event != nullptr ? std::optional<Event>(std::move(*event)) : std::nullopt;
}

Event* Tcap::poll_in_place() {
  if (next_event_ == events_.size()) {
    events_.clear();  // the storage stays
    next_event_ = 0;
    return nullptr;
  }
  return &events_[next_event_++];
}

void Tcap::handle(const sccp::Indication& indication, Instant now) {
  now_ = now;
  forget_ended();
  if (const auto* unitdata = std::get_if<sccp::UnitdataIndication>(&indication)) {
    on_unitdata(*unitdata);
  } else {
    on_notice(std::get<sccp::NoticeIndication>(indication));
  }
}

void Tcap::on_notice(const sccp::NoticeIndication& notice) {
  // What returned is ours, perhaps cut off: its originating id is the dialogue's.
  const Reading reading = read(notice.data);
  const auto id = reading.message.otid ? find(*reading.message.otid) : std::nullopt;
  if (!id) {
    note(Severity::info, Error{.layer = "tcap",
                               .field = "OTID",
                               .clause = "Q.771 3.1.2.2.3",
                               .text = "a message came back that belongs to no open dialogue"});
    return;
  }
  events_.emplace_back(NoticeIndication{*id, notice.cause, notice.transit});
}

void Tcap::on_time(Instant now) {
  forget_ended();
  while (const auto key = timers_.pop_due(now)) {
    Dialogue* dialogue = find(DialogueId{key->dialogue});
    const Invocation* invocation = dialogue != nullptr ? dialogue->find(key->invoke_id) : nullptr;
    if (invocation == nullptr) continue;
    const bool answered = invocation->answered;
    stop(*dialogue, key->invoke_id);
    if (!answered) events_.emplace_back(CancelIndication{DialogueId{key->dialogue}, key->invoke_id});
  }
}

}  // namespace mapsim::tcap
