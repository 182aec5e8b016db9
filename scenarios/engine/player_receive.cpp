#include <algorithm>

#include "scenarios/engine/player.h"
#include "scenarios/engine/sender.h"
#include "sigtran/sccp/names.h"
#include "sigtran/tcap/codec.h"

namespace mapsim::scenario {

namespace {

// Invocations that an answer ends (Q.774 3.2.1.1.3): every outcome but a result that is not the last.
bool is_last_outcome(const tcap::Component& c) {
  using enum tcap::ComponentType;
  return c.type == return_result_last || c.type == return_error || c.type == reject;
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
  const std::uint32_t slot = slot_of(*packed);
  const auto index = static_cast<std::uint16_t>(*packed >> 32U);
  const SlabHandle handle = instances_.handle_at(slot);
  if (instances_.find(handle) == nullptr || pack_owner({handle, index}, options_.number) != *packed)
    return std::nullopt;
  return Owner{handle, index};
}

// A BEGIN belongs to the instance that sent it.
std::optional<Owner> Player::adopt(std::uint16_t endpoint, const map::MessageIndication& message) {
  if (!message.otid) return std::nullopt;
  // Its transaction id may be that of a scripted BEGIN that is on its way here.
  if (is_of_automatic(message)) return adopt_from_outside(endpoint, message);
  const auto owner = awaited_begins_[endpoint].take(message.otid->value, message.transit.label.opc,
                                                    [&](mtp::PointCode pc) { return is_real(pc); });
  if (!owner) {
    const auto damaged = adopt_damaged(endpoint, message);
    return damaged ? damaged : adopt_from_outside(endpoint, message);
  }
  Instance* instance = find(*owner);
  if (instance == nullptr) return std::nullopt;
  instance->dialogues[owner->dialogue].awaited_otid.reset();
  take_over(endpoint, *owner, message);
  return owner;
}

bool Player::is_real(mtp::PointCode pc) const {
  for (std::size_t i = 0; i < program_.endpoints.size(); ++i) {
    if (program_.endpoints[i].pc == pc && !here(i)) return true;
  }
  return false;
}

void Player::take_over(std::uint16_t endpoint, const Owner& owner, const map::MessageIndication& message) {
  DialogueState& dialogue = find(owner)->dialogues[owner.dialogue];
  DialogueEnd& end = dialogue.end_at(endpoint);
  end.id = message.dialogue;
  end.open = true;
  node_at(endpoint).set_user(message.dialogue, pack_owner(owner, options_.number));
  note_way(*find(owner), endpoint, node_at(endpoint).received_over());
  if (options_.dialogues != nullptr && message.primitive == tcap::Primitive::begin)
    options_.dialogues->on_taken(find(owner)->number, cast_.node_of(endpoint), message);
}

// The first answer to the BEGIN of an automatic endpoint, which nobody here has sent.
std::optional<Owner> Player::adopt_answer(std::uint16_t endpoint, const map::MessageIndication& message) {
  if (!message.dtid) return std::nullopt;
  std::optional<Owner> owner;
  instances_.for_each([&](SlabHandle handle, Instance& instance) {
    for (std::uint16_t i = 0; i < instance.dialogues.size() && !owner; ++i) {
      DialogueState& dialogue = instance.dialogues[i];
      if (dialogue.ends[0].endpoint != endpoint || dialogue.begun_otid != message.dtid->value) continue;
      dialogue.begun_otid.reset();
      owner = Owner{handle, i};
    }
  });
  if (owner) take_over(endpoint, *owner, message);
  return owner;
}

void Player::on_message(std::uint16_t endpoint, const map::MessageIndication& message) {
  const bool begins = message.primitive == tcap::Primitive::begin;
  if (begins && !copies_.empty() && take_copy(endpoint, message)) return;
  auto owner = begins ? adopt(endpoint, message) : owner_of(endpoint, message.dialogue);
  if (!owner && !begins && automatic(endpoint)) owner = adopt_answer(endpoint, message);
  if (owner) return deliver(endpoint, *owner, message);
  if (begins && hold(endpoint, std::nullopt, message)) return;
  unexpected(endpoint, nullptr, {kind_of(message), &message, message.context, nullptr});
}

void Player::deliver(std::uint16_t endpoint, const Owner& owner, const map::MessageIndication& message) {
  Instance& instance = *find(owner);
  DialogueState& dialogue = instance.dialogues[owner.dialogue];
  DialogueEnd& end = dialogue.end_at(endpoint);
  const Turn turn{owner.instance, instance, strand_at(instance, endpoint, owner.dialogue)};
  const bool is_over = turn.strand.position == turn.strand.end;
  const bool waits = !is_over && awaits(turn.strand, endpoint, owner.dialogue);
  const bool ends_timeout = waits && std::holds_alternative<TimeoutStep>(step_of(turn.strand).what) &&
                            kind_of(message) == MessageStep::Kind::u_abort;
  if (ends_timeout && chart_goes_on(turn.strand)) {
    // The abort is what the next step states.
    complete(turn, Verdict::pass, nullptr, {}, "");
    advance(turn);
    if (find(owner) != nullptr) deliver(endpoint, owner, message);
    return;
  }
  bool is_for_step = waits && message_at(turn.strand.position) != nullptr;
  const bool decides = waits && std::holds_alternative<AltStep>(step_of(turn.strand).what);
  if (!is_for_step && !ends_timeout && !decides && is_awaited_later(owner, endpoint) &&
      hold(endpoint, owner, message))
    return;

  ReceivedMessage received;
  received.kind = kind_of(message);
  received.indication = &message;
  received.context = message.context;
  // The tree names outcomes by the invocations that they answer, so it is made before those are forgotten.
  const Invocations sent = end.sent;
  received.sent = &sent;
  if (message.primitive == tcap::Primitive::begin && !scripted(dialogue.ends[0].endpoint)) {
    dialogue.context = message.context;
  }
  if (decides) {
    if (!take_alternative(turn, endpoint, received)) return;
    is_for_step = true;
  }
  note_received(dialogue, end, message);
  if (ends_timeout) {
    complete(turn, Verdict::pass, nullptr, {}, "");
    return advance(turn);
  }
  if (is_for_step) {
    const std::uint64_t tag = tag_of(turn.strand);
    if (!replayed_) {
      observer_.on_received(tag);
    } else if (*replayed_ != 0) {
      observer_.on_released(*replayed_, tag);
    }
    if (!instance.others.empty()) enter_scope(turn);
    return check(turn, received);
  }
  unexpected(endpoint, &owner, received);
}

void Player::note_received(DialogueState& dialogue, DialogueEnd& end, const map::MessageIndication& message) {
  DialogueEnd& peer = dialogue.ends[&end == &dialogue.ends[0] ? 1 : 0];
  for (const tcap::Component& c : message.services) {
    if (c.rejected_locally) {
      ++end.queued_rejects;
    } else if (c.type == tcap::ComponentType::invoke) {
      const auto* opcode = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
      if (!c.invoke_id) continue;
      const Invocation invocation{*c.invoke_id, opcode != nullptr ? *opcode : -1};
      end.received.push_back(invocation);
      // What the player has sent it knows already.
      if (any_automatic_ && automatic(peer.endpoint)) peer.sent.push_back(invocation);
    } else if (is_last_outcome(c)) {
      forget(end.sent, c.invoke_id);
    }
  }
  if (message.dialogue_ended) end.open = false;
}

// A real system may open the dialogue first and send the service when it was accepted (TS 29.002 Annex C).
bool Player::is_empty_begin(Handshake handshake, const MessageStep& step,
                            const ReceivedMessage& received) const {
  return handshake == Handshake::none && !scripted(step.from) && step.kind == MessageStep::Kind::begin &&
         received.kind == MessageStep::Kind::begin && received.indication->services.empty() &&
         step.expected.find("components") != nullptr && step.long_message != map::LongMessage::begin &&
         step.long_message != map::LongMessage::segments;
}

void Player::check(Turn turn, const ReceivedMessage& received) {
  using enum MessageStep::Kind;
  const Step& step = program_.steps[turn.strand.position];
  const auto& stated = std::get<MessageStep>(step.what);
  if (stated.is_damaged()) return received_damaged(turn, stated, received);
  if (is_empty_begin(turn.strand.handshake, stated, received)) turn.strand.handshake = Handshake::empty_begin;
  const bool in_handshake =
      turn.strand.handshake != Handshake::none && turn.strand.handshake != Handshake::copy;
  const auto kind = !in_handshake                                     ? stated.kind
                    : turn.strand.handshake == Handshake::empty_begin ? begin
                                                                      : continue_;
  if (received.kind != kind) {
    if (turn.instance.ending == Ending::passed) {
      turn.instance.ending = is_abort(received.kind) ? Ending::aborted : Ending::wrong_message;
    }
    const Value tree = received_tree(received);
    complete(
        turn, Verdict::fail, &tree, {},
        "expected " + std::string(kind_name(kind)) + ", received " + std::string(kind_name(received.kind)));
    finish(turn.handle);
    return;
  }
  if (turn.strand.handshake == Handshake::copy) {
    const Value tree = received_tree(received);
    turn.strand.handshake = Handshake::none;
    complete(turn, Verdict::pass, &tree, {}, "the copy");
    return advance(turn);
  }
  if (turn.strand.handshake == Handshake::acceptance) {
    const std::optional<Value> tree =
        observer_.wants_trees() ? std::optional(received_tree(received)) : std::nullopt;
    complete(turn, Verdict::pass, tree ? &*tree : nullptr, {},
             "the dialogue is open; the service may follow");
    turn.strand.handshake = Handshake::services;
    if (!scripted(stated.from)) return wait_for(turn, Waiting::message, wait_of(stated));
    if (send_message(turn, stated, MessagePart::services_only) == Sending::over) advance(turn);
    return;
  }
  const PreparedStep& prepared = prepared_.steps[turn.strand.position];
  if (!in_handshake && prepared.certain && !stated.fault && !observer_.wants_trees() &&
      matches_for_certain(*prepared.certain, received)) {
    complete(turn, Verdict::pass, nullptr, {}, std::string(turn.strand.note));
    advance(turn);
    return;
  }
  const Template& expected = turn.strand.handshake == Handshake::empty_begin
                                 ? prepared.expected_without_services
                             : turn.strand.handshake == Handshake::services ? prepared.expected_services
                                                                            : stated.expected;
  Value tree = received_tree(received);
  adapt_addresses(tree, expected);
  std::vector<Mismatch> mismatches = match(expected, &tree, turn.instance.variables);
  if (auto surplus = unstated_components(expected, stated, tree)) {
    surplus->mark = step.mark;
    mismatches.push_back(std::move(*surplus));
  }
  for (const MessageStep::Capture& capture : stated.captures) {
    if (const Value* value = tree.find_path(capture.path)) {
      turn.instance.variables.set(capture.name, *value);
    } else if (turn.strand.handshake != Handshake::empty_begin) {
      mismatches.push_back({capture.path, "something to capture", "nothing", capture.mark});
    }
  }
  const Verdict verdict = mismatches.empty() ? Verdict::pass : Verdict::fail;
  if (turn.strand.handshake == Handshake::none && await_copy(turn, stated, received)) {
    turn.strand.handshake = Handshake::copy;
    complete(turn, verdict, &tree, std::move(mismatches), std::string(turn.strand.note));
    return wait_for(turn, Waiting::message, wait_of(stated));
  }
  complete(turn, verdict, &tree, std::move(mismatches), std::string(turn.strand.note));
  if (turn.strand.handshake == Handshake::empty_begin) {
    send_acceptance(turn, stated);
    return;
  }
  advance(turn);
}

// Tells the outcome of a step, or of a part of one, and moves on unless the step has more parts.
void Player::complete(Turn turn, Verdict verdict, const Value* tree, std::vector<Mismatch> mismatches,
                      std::string note) {
  StepOutcome outcome = outcome_of(turn.instance, turn.strand, verdict);
  const Handshake handshake = turn.strand.handshake;
  outcome.received = tree;
  if (tree != nullptr) outcome.octets = arrived_;
  outcome.mismatches = std::move(mismatches);
  outcome.note = std::move(note);
  if (handshake == Handshake::acceptance) std::swap(outcome.from, outcome.to);
  if (handshake == Handshake::acceptance || handshake == Handshake::services)
    outcome.message = kind_name(MessageStep::Kind::continue_);
  worsen(turn.instance.verdict, verdict);
  if (verdict != Verdict::pass && turn.instance.ending == Ending::passed)
    turn.instance.ending = Ending::mismatch;
  timers_.cancel(turn.strand.timer);
  turn.strand.waiting = Waiting::nothing;
  observer_.on_step(outcome);
  const bool over = handshake == Handshake::none || handshake == Handshake::services;
  if (over) turn.strand.position = step_of(turn.strand).next;
  turn.strand.sent_at = runtime_.now();
}

// The dialogue of the BEGIN that the stack has just answered, before any user saw it.
std::optional<Owner> Player::owner_of_answered(std::uint16_t endpoint) {
  const auto& answered = node_at(endpoint).last_message();
  if (!answered) return std::nullopt;
  const auto reading = tcap::read(answered->data);
  if (!reading.message.otid) return std::nullopt;
  const auto owner = awaited_begins_[endpoint].take(reading.message.otid->value, answered->transit.label.opc,
                                                    [&](mtp::PointCode pc) { return is_real(pc); });
  if (owner) {
    find(*owner)->dialogues[owner->dialogue].awaited_otid.reset();
    return owner;
  }
  if (reading.message.type != tcap::MessageType::begin) return std::nullopt;
  for (const Owner& waiting : awaited_from_outside_[endpoint]) {
    if (awaiting_begin(waiting, endpoint) != nullptr &&
        !begins_of_sender(waiting, endpoint, answered->transit).empty())
      return waiting;
  }
  return std::nullopt;
}

// The stack of a node aborted, refused or answered by itself.
void Player::on_stack_answer(std::uint16_t endpoint, std::optional<map::DialogueId> dialogue) {
  const auto receives_there = [&](const Strand& strand) {
    const MessageStep* step = strand.waiting == Waiting::message ? message_at(strand.position) : nullptr;
    return step != nullptr && step->to == endpoint;
  };
  std::optional<Owner> owner;
  if (dialogue) owner = owner_of(endpoint, *dialogue);
  if (!owner) owner = owner_of_answered(endpoint);
  SlabHandle handle;
  Instance* instance = nullptr;
  if (owner) {
    handle = owner->instance;
    instance = find(*owner);
  } else if (scripted(endpoint)) {
    // It answered what belongs to no dialogue: the instance that waits for a message here sent it. An
    // automatic endpoint has dialogues that nobody here knows.
    instances_.for_each([&](SlabHandle h, Instance& i) {
      if (instance != nullptr || i.find_strand(receives_there) == nullptr) return;
      handle = h;
      instance = &i;
    });
  }
  if (instance == nullptr) {
    if (automatic(endpoint)) return;  // its peer shows what came of it
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
  Strand* strand = instance->find_strand([&](const Strand& s) {
    return receives_there(s) && (!index || message_at(s.position)->dialogue == *index);
  });
  if (strand == nullptr) return;
  strand->handshake = Handshake::none;
  const Turn turn{handle, *instance, *strand};
  if (is_first(turn)) one_more_ = true;
  complete(turn, Verdict::pass, nullptr, {}, "the receiver's stack answers it by itself");
  advance(turn);
}

// The chart may say itself how the side whose timer ran out ends the dialogue; otherwise it is aborted there.
bool Player::chart_goes_on(const Strand& strand) const {
  const auto& step = std::get<TimeoutStep>(step_of(strand).what);
  const std::size_t next = step_of(strand).next;
  const MessageStep* following = next != strand.end ? message_at(next) : nullptr;
  return following != nullptr && following->from == step.at && following->dialogue == step.dialogue;
}

void Player::on_invocation_timeout(std::uint16_t endpoint, const map::TimeoutIndication& timeout) {
  const auto owner = owner_of(endpoint, timeout.dialogue);
  if (!owner) return;
  Instance& instance = *find(*owner);
  forget(instance.dialogues[owner->dialogue].end_at(endpoint).sent, timeout.invoke_id);
  const auto awaited = [&](const Strand& strand) {
    const auto* step =
        strand.waiting == Waiting::timeout ? std::get_if<TimeoutStep>(&step_of(strand).what) : nullptr;
    return step != nullptr && step->at == endpoint && step->dialogue == owner->dialogue;
  };
  Strand* strand = instance.find_strand([&](Strand& s) {
    return awaited(s) || take_timeout({owner->instance, instance, s}, endpoint, owner->dialogue);
  });
  if (strand == nullptr) {
    observer_.on_note(runtime_.now(), endpoint_name(endpoint),
                      "the timer of invocation " + std::to_string(timeout.invoke_id) + " ran out");
    return;
  }
  const Turn turn{owner->instance, instance, *strand};
  const auto& step = std::get<TimeoutStep>(step_of(*strand).what);
  const DialogueState& dialogue = instance.dialogues[step.dialogue];
  const bool peer_is_open =
      std::ranges::all_of(dialogue.ends, [](const DialogueEnd& e) { return e.id && e.open; });
  std::string note;
  if (!chart_goes_on(*strand)) {
    const bool told = abort_after_timeout(turn, step);
    if (told && peer_is_open) {
      wait_for(turn, Waiting::message, options_.wait);
      return;
    }
    if (!told)
      note =
          "ended on this side; the peer's transaction id is not known, so it cannot be told (Q.774 3.2.1.3)";
  }
  complete(turn, Verdict::pass, nullptr, {}, std::move(note));
  advance(turn);
}

void Player::on_notice(std::uint16_t endpoint, const map::NoticeIndication& notice) {
  const std::string text =
      "SCCP returned a message: " + std::string(enum_name(notice.cause).value_or("unknown cause"));
  const auto owner = owner_of(endpoint, notice.dialogue);
  Strand* strand = owner ? find(*owner)->find_strand([&](const Strand& s) {
    const MessageStep* step = s.waiting == Waiting::message ? message_at(s.position) : nullptr;
    return step != nullptr && step->dialogue == owner->dialogue;
  })
                         : nullptr;
  if (strand == nullptr || automatic(endpoint)) {
    observer_.on_note(runtime_.now(), endpoint_name(endpoint), text);
    return;
  }
  const Turn turn{owner->instance, *find(*owner), *strand};
  if (!message_at(strand->position)->is_damaged())
    return fail(turn, Verdict::fail, text, nullptr, 0, Ending::returned);
  complete(turn, Verdict::pass, nullptr, {}, text);
  advance(turn);
}

// By the originating point code, which is that of a gateway where one is between.
std::optional<std::uint16_t> Player::sender_of(const map::MessageIndication& message) const {
  return endpoint_with(program_, message.transit.label.opc);
}

bool Player::is_of_automatic(const map::MessageIndication& message) const {
  if (!any_automatic_) return false;
  const auto sender = sender_of(message);
  return sender && automatic(*sender);
}

void Player::unexpected(std::uint16_t endpoint, const Owner* owner, const ReceivedMessage& received) {
  const Value tree = received_tree(received);
  if (automatic(endpoint) || (owner == nullptr && is_of_automatic(*received.indication))) {
    return observer_.on_beside({&program_, runtime_.now(), sender_of(*received.indication), endpoint,
                                std::string(kind_name(received.kind)), &tree});
  }
  std::string text = "unexpected " + std::string(kind_name(received.kind));
  if (owner == nullptr) text += " of " + sender_text(program_, received.indication->transit);
  text += " " + tree.to_text();
  if (owner != nullptr && program_.otherwise == Otherwise::fail) {
    Instance& instance = *find(*owner);
    const Turn turn{owner->instance, instance, strand_at(instance, endpoint, owner->dialogue)};
    if (turn.strand.position < program_.steps.size()) {
      fail(turn, Verdict::fail, std::string(endpoint_name(endpoint)) + " received an " + text, &tree,
           endpoint);
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
