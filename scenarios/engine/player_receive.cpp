#include <algorithm>

#include "scenarios/engine/player.h"
#include "sigtran/sccp/names.h"

namespace mapsim::scenario {

namespace {

// Invocations that an answer ends (Q.774 3.2.1.1.3): every outcome but a result that is not the last.
bool is_last_outcome(const tcap::Component& c) {
  using enum tcap::ComponentType;
  return c.type == return_result_last || c.type == return_error || c.type == reject;
}

// A step that states no component means that none comes, unless it wrote the octets itself.
std::optional<Mismatch> unstated_components(const Template& expected, const MessageStep& stated,
                                            const Value& tree) {
  const Value* components = tree.find("components");
  const Template* forced = stated.content.find("tcap");
  const bool by_octets = forced != nullptr &&
                         (forced->find("component-portion") != nullptr || forced->find("message") != nullptr);
  if (components == nullptr || components->if_list()->empty() || expected.find("components") != nullptr ||
      by_octets) {
    return std::nullopt;
  }
  return Mismatch{"components", "none", components->to_text(), {}};
}

bool is_abort(MessageStep::Kind kind) {
  using enum MessageStep::Kind;
  return kind == u_abort || kind == p_abort || kind == refuse;
}

void forget(Invocations& invocations, std::optional<map::InvokeId> id) {
  if (!id) return;
  const auto at = std::ranges::find(invocations, *id, &Invocation::invoke_id);
  if (at != invocations.end()) invocations.erase(at);
}

}  // namespace

std::optional<Owner> Player::owner_of(std::uint16_t endpoint, map::DialogueId dialogue) {
  const auto packed = node_at(endpoint).user(dialogue);
  if (!packed || *packed == 0) return std::nullopt;
  const auto slot = static_cast<std::uint32_t>(*packed);
  const auto index = static_cast<std::uint16_t>(*packed >> 32U);
  const SlabHandle handle = instances_.handle_at(slot);
  if (instances_.find(handle) == nullptr || pack_owner({handle, index}) != *packed) return std::nullopt;
  return Owner{handle, index};
}

// A BEGIN belongs to the instance that sent it.
std::optional<Owner> Player::adopt(std::uint16_t endpoint, const map::MessageIndication& message) {
  if (!message.otid) return std::nullopt;
  auto& awaited = awaited_begins_[endpoint];
  const auto at = awaited.find(message.otid->value);
  if (at == awaited.end()) return adopt_from_outside(endpoint, message);
  const Owner owner = at->second;
  awaited.erase(at);
  Instance* instance = find(owner);
  if (instance == nullptr) return std::nullopt;
  instance->dialogues[owner.dialogue].awaited_otid.reset();
  take_over(endpoint, owner, message);
  return owner;
}

void Player::take_over(std::uint16_t endpoint, const Owner& owner, const map::MessageIndication& message) {
  DialogueState& dialogue = find(owner)->dialogues[owner.dialogue];
  DialogueEnd& end = dialogue.end_at(endpoint);
  end.id = message.dialogue;
  end.open = true;
  node_at(endpoint).set_user(message.dialogue, pack_owner(owner));
}

void Player::on_message(std::uint16_t endpoint, const map::MessageIndication& message) {
  const auto owner = message.primitive == tcap::Primitive::begin ? adopt(endpoint, message)
                                                                 : owner_of(endpoint, message.dialogue);
  if (owner) return deliver(endpoint, *owner, message);
  if (message.primitive == tcap::Primitive::begin && hold(endpoint, std::nullopt, message)) return;
  unexpected(endpoint, nullptr, {kind_of(message), &message, message.context, nullptr});
}

void Player::deliver(std::uint16_t endpoint, const Owner& owner, const map::MessageIndication& message) {
  Instance& instance = *find(owner);
  DialogueState& dialogue = instance.dialogues[owner.dialogue];
  DialogueEnd& end = dialogue.end_at(endpoint);
  const Step* step = instance.position < program_.steps.size() ? &program_.steps[instance.position] : nullptr;
  const auto* expected = step != nullptr ? std::get_if<MessageStep>(&step->what) : nullptr;
  const auto* timeout = step != nullptr ? std::get_if<TimeoutStep>(&step->what) : nullptr;
  const bool waits = instance.waiting == Waiting::message;
  const bool acceptance = instance.handshake == Handshake::acceptance;
  const bool is_for_step = waits && expected != nullptr && owner.dialogue == expected->dialogue &&
                           endpoint == (acceptance ? expected->from : expected->to);
  const bool ends_timeout = waits && timeout != nullptr && owner.dialogue == timeout->dialogue &&
                            endpoint != timeout->at && kind_of(message) == MessageStep::Kind::u_abort;
  if (ends_timeout && chart_goes_on(instance, *timeout)) {
    // The abort is what the next step states.
    complete(owner.instance, instance, Verdict::pass, nullptr, {}, "");
    advance(owner.instance);
    if (find(owner) != nullptr) deliver(endpoint, owner, message);
    return;
  }
  if (!is_for_step && !ends_timeout && is_awaited_later(owner, endpoint) && hold(endpoint, owner, message))
    return;

  ReceivedMessage received;
  received.kind = kind_of(message);
  received.indication = &message;
  received.context = message.context;
  // The tree names outcomes by the invocations that they answer, so it is made before those are forgotten.
  const Invocations sent = end.sent;
  received.sent = &sent;
  if (message.primitive == tcap::Primitive::begin && !here(dialogue.ends[0].endpoint)) {
    dialogue.context = message.context;
  }
  note_received(end, message);
  if (ends_timeout) {
    complete(owner.instance, instance, Verdict::pass, nullptr, {}, "");
    return advance(owner.instance);
  }
  if (is_for_step) {
    if (!replaying_) observer_.on_received(instance.position + 1);
    return check(owner.instance, instance, received);
  }
  unexpected(endpoint, &owner, received);
}

void Player::note_received(DialogueEnd& end, const map::MessageIndication& message) {
  for (const tcap::Component& c : message.services) {
    if (c.rejected_locally) {
      ++end.queued_rejects;
    } else if (c.type == tcap::ComponentType::invoke) {
      const auto* opcode = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
      if (c.invoke_id) end.received.push_back({*c.invoke_id, opcode != nullptr ? *opcode : -1});
    } else if (is_last_outcome(c)) {
      forget(end.sent, c.invoke_id);
    }
  }
  if (message.dialogue_ended) end.open = false;
}

// A real system may open the dialogue first and send the service when it was accepted (TS 29.002 Annex C).
bool Player::is_empty_begin(const Instance& instance, const MessageStep& step,
                            const ReceivedMessage& received) const {
  return instance.handshake == Handshake::none && !here(step.from) && step.kind == MessageStep::Kind::begin &&
         received.kind == MessageStep::Kind::begin && received.indication->services.empty() &&
         step.expected.find("components") != nullptr && step.long_message != map::LongMessage::begin &&
         step.long_message != map::LongMessage::segments;
}

void Player::check(SlabHandle handle, Instance& instance, const ReceivedMessage& received) {
  using Kind = MessageStep::Kind;
  const Step& step = program_.steps[instance.position];
  const auto& stated = std::get<MessageStep>(step.what);
  if (is_empty_begin(instance, stated, received)) instance.handshake = Handshake::empty_begin;
  const bool in_handshake = instance.handshake != Handshake::none;
  const Kind kind = !in_handshake                                  ? stated.kind
                    : instance.handshake == Handshake::empty_begin ? Kind::begin
                                                                   : Kind::continue_;
  if (received.kind != kind) {
    if (instance.ending == Ending::passed) {
      instance.ending = is_abort(received.kind) ? Ending::aborted : Ending::wrong_message;
    }
    const Value tree = received_tree(received);
    complete(
        handle, instance, Verdict::fail, &tree, {},
        "expected " + std::string(kind_name(kind)) + ", received " + std::string(kind_name(received.kind)));
    finish(handle);
    return;
  }
  if (instance.handshake == Handshake::acceptance) {
    const std::optional<Value> tree =
        observer_.wants_trees() ? std::optional(received_tree(received)) : std::nullopt;
    complete(handle, instance, Verdict::pass, tree ? &*tree : nullptr, {},
             "the dialogue is open; the service may follow");
    instance.handshake = Handshake::services;
    if (send_message(handle, instance, stated, MessagePart::services_only) == Sending::over) advance(handle);
    return;
  }
  const PreparedStep& prepared = prepared_.steps[instance.position];
  if (!in_handshake && prepared.certain && !observer_.wants_trees() &&
      matches_for_certain(*prepared.certain, received)) {
    complete(handle, instance, Verdict::pass, nullptr, {}, std::move(instance.note));
    advance(handle);
    return;
  }
  const Template& expected = instance.handshake == Handshake::empty_begin ? prepared.expected_without_services
                             : instance.handshake == Handshake::services  ? prepared.expected_services
                                                                          : stated.expected;
  Value tree = received_tree(received);
  adapt_addresses(tree, expected);
  std::vector<Mismatch> mismatches = match(expected, &tree, instance.variables);
  if (auto surplus = unstated_components(expected, stated, tree)) {
    surplus->mark = step.mark;
    mismatches.push_back(std::move(*surplus));
  }
  for (const MessageStep::Capture& capture : stated.captures) {
    if (const Value* value = tree.find_path(capture.path)) {
      instance.variables.set(capture.name, *value);
    } else if (instance.handshake != Handshake::empty_begin) {
      mismatches.push_back({capture.path, "something to capture", "nothing", capture.mark});
    }
  }
  const Verdict verdict = mismatches.empty() ? Verdict::pass : Verdict::fail;
  complete(handle, instance, verdict, &tree, std::move(mismatches), instance.note);
  if (instance.handshake == Handshake::empty_begin) {
    send_acceptance(handle, instance, stated);
    return;
  }
  advance(handle);
}

// Tells the outcome of a step, or of a part of one, and moves on unless the step has more parts.
void Player::complete(SlabHandle, Instance& instance, Verdict verdict, const Value* tree,
                      std::vector<Mismatch> mismatches, std::string note) {
  const Step& step = program_.steps[instance.position];
  StepOutcome outcome;
  outcome.program = &program_;
  outcome.instance = instance.number;
  outcome.position = instance.position;
  outcome.sent_at = instance.sent_at;
  outcome.ended_at = runtime_.now();
  outcome.verdict = verdict;
  outcome.received = tree;
  if (tree != nullptr) outcome.octets = arrived_;
  outcome.mismatches = std::move(mismatches);
  outcome.note = std::move(note);
  bool over = true;
  if (const auto* message = std::get_if<MessageStep>(&step.what)) {
    outcome.from = message->from;
    outcome.to = message->to;
    outcome.message = kind_name(message->kind);
    if (instance.handshake == Handshake::acceptance) std::swap(outcome.from, outcome.to);
    if (instance.handshake == Handshake::acceptance || instance.handshake == Handshake::services) {
      outcome.message = kind_name(MessageStep::Kind::continue_);
    }
    over = instance.handshake == Handshake::none || instance.handshake == Handshake::services;
  } else if (const auto* timeout = std::get_if<TimeoutStep>(&step.what)) {
    outcome.from = outcome.to = timeout->at;
    outcome.message = "timeout";
  } else {
    outcome.message = "pause";
  }
  worsen(instance.verdict, verdict);
  if (verdict != Verdict::pass && instance.ending == Ending::passed) instance.ending = Ending::mismatch;
  timers_.cancel(instance.timer);
  instance.waiting = Waiting::nothing;
  observer_.on_step(outcome);
  if (over) ++instance.position;
  instance.sent_at = runtime_.now();
}

// The stack of a node aborted, refused or answered by itself.
void Player::on_stack_answer(std::uint16_t endpoint, std::optional<map::DialogueId> dialogue) {
  std::optional<Owner> owner;
  if (dialogue) owner = owner_of(endpoint, *dialogue);
  SlabHandle handle;
  Instance* instance = nullptr;
  if (owner) {
    handle = owner->instance;
    instance = find(*owner);
  } else {
    // It answered what belongs to no dialogue: the instance that waits for a message here sent it.
    instances_.for_each([&](SlabHandle h, Instance& i) {
      if (instance != nullptr || i.waiting != Waiting::message) return;
      const auto* m = std::get_if<MessageStep>(&program_.steps[i.position].what);
      if (m == nullptr || m->to != endpoint) return;
      handle = h;
      instance = &i;
    });
  }
  if (instance == nullptr) {
    observer_.on_note(runtime_.now(), endpoint_name(endpoint),
                      "the stack answered a message that no step sent");
    return;
  }
  std::optional<std::uint16_t> index;
  if (owner) {
    index = owner->dialogue;
    instance->dialogues[*index].end_at(endpoint).open = false;
  }
  instance->stack_sent.push_back({endpoint, index});
  const auto* step = instance->position < program_.steps.size()
                         ? std::get_if<MessageStep>(&program_.steps[instance->position].what)
                         : nullptr;
  if (instance->waiting == Waiting::message && step != nullptr && step->to == endpoint) {
    complete(handle, *instance, Verdict::pass, nullptr, {}, "the receiver's stack answers it by itself");
    advance(handle);
  }
}

// The chart may say itself how the side whose timer ran out ends the dialogue; otherwise it is aborted there.
bool Player::chart_goes_on(const Instance& instance, const TimeoutStep& step) const {
  const auto* following = instance.position + 1 < program_.steps.size()
                              ? std::get_if<MessageStep>(&program_.steps[instance.position + 1].what)
                              : nullptr;
  return following != nullptr && following->from == step.at && following->dialogue == step.dialogue;
}

void Player::on_invocation_timeout(std::uint16_t endpoint, const map::TimeoutIndication& timeout) {
  const auto owner = owner_of(endpoint, timeout.dialogue);
  if (!owner) return;
  Instance& instance = *find(*owner);
  forget(instance.dialogues[owner->dialogue].end_at(endpoint).sent, timeout.invoke_id);
  const auto* step = instance.position < program_.steps.size()
                         ? std::get_if<TimeoutStep>(&program_.steps[instance.position].what)
                         : nullptr;
  if (step == nullptr || instance.waiting != Waiting::timeout || step->at != endpoint ||
      step->dialogue != owner->dialogue) {
    observer_.on_note(runtime_.now(), endpoint_name(endpoint),
                      "the timer of invocation " + std::to_string(timeout.invoke_id) + " ran out");
    return;
  }
  const DialogueState& dialogue = instance.dialogues[step->dialogue];
  const bool peer_is_open =
      std::ranges::all_of(dialogue.ends, [](const DialogueEnd& e) { return e.id && e.open; });
  std::string note;
  if (!chart_goes_on(instance, *step)) {
    const bool told = abort_after_timeout(instance, *step);
    if (told && peer_is_open) {
      wait_for(owner->instance, instance, Waiting::message, options_.wait);
      return;
    }
    if (!told)
      note =
          "ended on this side; the peer's transaction id is not known, so it cannot be told (Q.774 3.2.1.3)";
  }
  complete(owner->instance, instance, Verdict::pass, nullptr, {}, std::move(note));
  advance(owner->instance);
}

void Player::on_notice(std::uint16_t endpoint, const map::NoticeIndication& notice) {
  const std::string text =
      "SCCP returned a message: " + std::string(enum_name(notice.cause).value_or("unknown cause"));
  const auto owner = owner_of(endpoint, notice.dialogue);
  if (!owner || find(*owner)->waiting != Waiting::message) {
    observer_.on_note(runtime_.now(), endpoint_name(endpoint), text);
    return;
  }
  fail(owner->instance, *find(*owner), Verdict::fail, text, nullptr, 0, Ending::returned);
}

void Player::unexpected(std::uint16_t endpoint, const Owner* owner, const ReceivedMessage& received) {
  const Value tree = received_tree(received);
  const std::string text = "unexpected " + std::string(kind_name(received.kind)) + " " + tree.to_text();
  if (owner != nullptr && program_.otherwise == Otherwise::fail) {
    Instance& instance = *find(*owner);
    if (instance.position < program_.steps.size()) {
      fail(owner->instance, instance, Verdict::fail,
           std::string(endpoint_name(endpoint)) + " received an " + text, &tree, endpoint,
           is_abort(received.kind) ? Ending::aborted : Ending::unexpected);
      return;
    }
  }
  observer_.on_note(runtime_.now(), endpoint_name(endpoint), text);
  const bool all_here = cast_.nodes() == program_.endpoints.size();
  if (owner == nullptr && !all_here && received.kind == MessageStep::Kind::begin) {
    forget_begin(endpoint, received.indication->dialogue);
  }
}

}  // namespace mapsim::scenario
