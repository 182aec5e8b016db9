#include <algorithm>

#include "scenarios/engine/player.h"

namespace mapsim::scenario {

namespace {

// Rejects that our stack formed go by themselves with the next message (Q.774 3.2.2.2); a step that states
// them must not send them twice.
void leave_out_queued_rejects(DialogueEnd& end, tcap::Components& services) {
  while (end.queued_rejects != 0) {
    --end.queued_rejects;
    const auto reject = std::ranges::find(services, tcap::ComponentType::reject, &tcap::Component::type);
    if (reject != services.end()) services.erase(reject);
  }
}

// An outcome without an invoke id answers the oldest invocation that has none yet.
void answer_oldest(const DialogueEnd& end, const BuiltRequest& built, tcap::Components& services) {
  std::size_t answered = 0;
  for (std::size_t i = 0; i < services.size() && answered < end.received.size(); ++i) {
    if (built.answers_oldest[i]) services[i].invoke_id = end.received[answered++].invoke_id;
  }
}

}  // namespace

bool Player::begin_message(Turn turn, const MessageStep& step) {
  DialogueState& dialogue = turn.instance.dialogues[step.dialogue];
  dialogue.begin(step.from, step.to);
  if (step.kind == MessageStep::Kind::prearranged_end) {
    if (!end_by_prearrangement(turn.instance, step)) {
      fail(turn, Verdict::error, "the dialogue is not open at both ends");
      return false;
    }
    complete(turn, Verdict::pass, nullptr, {}, "ended at both ends by prearrangement; nothing is sent");
    return true;
  }
  if (!scripted(step.from) && !here(step.to)) {
    complete(turn, Verdict::pass, nullptr, {}, "between two real systems: not seen here");
    return true;
  }
  // What it sends to a real system is not seen, and so nobody knows which answer belongs to it.
  if (automatic(dialogue.ends[0].endpoint) && !here(dialogue.ends[1].endpoint)) {
    complete(turn, Verdict::pass, nullptr, {},
             "answers what " + program_.endpoints[dialogue.ends[0].endpoint].name +
                 " does by itself with a real system: not awaited");
    return true;
  }
  if (is_awaited_arrival(turn.instance, step)) {
    turn.strand.waiting = Waiting::arrival;
    return false;
  }
  if (step.is_held_back()) return begin_held_back(turn, step);
  if (!scripted(step.from)) {
    if (step.fault && step.fault->kind == FaultOnTheWay::Kind::drop) {
      complete(turn, Verdict::pass, nullptr, {}, "lost on its way: not awaited");
      return true;
    }
    await_from_outside(turn, step);
    return false;
  }
  if (stack_sent_already(turn.instance, step)) {
    if (!here(step.to)) {
      complete(turn, Verdict::pass, nullptr, {}, "sent by the stack itself");
      return true;
    }
    turn.strand.note = "sent by the stack itself";
    wait_for(turn, Waiting::message, wait_of(step));
    return false;
  }
  if (options_.await_way && !has_way(step)) {
    wait_for(turn, Waiting::way, wait_of(step));
    return false;
  }
  return send_message(turn, step, MessagePart::whole) == Sending::over;
}

void Player::await_from_outside(Turn turn, const MessageStep& step) {
  wait_for(turn, Waiting::message, is_first(turn) ? kMaxWait : wait_of(step));
  if (step.kind == MessageStep::Kind::begin) {
    awaited_from_outside_[step.to].push_back(Owner{turn.handle, step.dialogue});
  }
}

bool Player::has_way(const MessageStep& step) {
  // A step that sets the routing label by itself may want what has no way.
  if (step.content.find("m3ua") != nullptr || step.content.find("sccp") != nullptr) return true;
  return node_at(step.from).reaches(program_.endpoints[step.to].pc);
}

// The step names what the sender's stack did by itself when it received the message before: then nothing is
// sent.
bool Player::stack_sent_already(Instance& instance, const MessageStep& step) const {
  if (instance.stack_sent.empty()) return false;
  if (!step.is_by_stack()) return false;
  const auto at = std::find_if(instance.stack_sent.begin(), instance.stack_sent.end(), [&](const auto& sent) {
    return sent.endpoint == step.from && (!sent.dialogue || *sent.dialogue == step.dialogue);
  });
  if (at == instance.stack_sent.end()) return false;
  instance.stack_sent.erase(at);
  return true;
}

Player::Sending Player::send_message(Turn turn, const MessageStep& step, MessagePart part) {
  DialogueState& dialogue = turn.instance.dialogues[step.dialogue];
  DialogueEnd& end = dialogue.end_at(step.from);
  BuiltRequest varying;
  const BuiltRequest* built = nullptr;
  if (const auto& prepared = prepared_.steps[turn.strand.position].request) {
    built = &*prepared;
  } else {
    auto result = build_request(program_, step, turn.instance.variables, dialogue.context);
    if (!result) {
      const Error& e = result.error();
      const std::string where = e.mark.line != 0 ? program_.line_text(e.mark) + ": " : "";
      fail(turn, Verdict::error, where + e.message());
      return Sending::failed;
    }
    varying = std::move(*result);
    built = &varying;
  }
  map::Request request = built->request;
  answer_oldest(end, *built, request.services);
  leave_out_queued_rejects(end, request.services);
  node::Node& node = node_at(step.from);
  if (step.kind == MessageStep::Kind::begin && part == MessagePart::whole) {
    dialogue.context = request.context;
    const auto form = node.long_message_form(request, step.long_message);
    if (form == map::LongMessage::empty_begin && !request.services.empty()) {
      part = MessagePart::without_services;
      turn.strand.handshake = Handshake::empty_begin;
    } else if (form == map::LongMessage::segments) {
      request.form = sccp::Form::xudt;
    }
  }
  if (part == MessagePart::without_services) request.services.clear();
  if (part == MessagePart::services_only) {
    request.action = map::Action::continue_;
    request.open.reset();
  }
  for (tcap::Component& c : request.services) {
    if (c.type != tcap::ComponentType::invoke) continue;
    if (!c.invoke_id) c.invoke_id = end.next_invoke_id++;
    if (const auto* opcode = std::get_if<std::int32_t>(&*c.code)) end.sent.push_back({*c.invoke_id, *opcode});
  }
  // An answer is given: what it answered is no longer open at this end.
  for (const tcap::Component& c : request.services) {
    using enum tcap::ComponentType;
    if (c.type != invoke && c.type != return_result_not_last && c.invoke_id) {
      const auto at = std::ranges::find(end.received, *c.invoke_id, &Invocation::invoke_id);
      if (at != end.received.end()) end.received.erase(at);
    }
  }
  // Of a message in several parts, the fault hits the first one.
  const bool with_fault = step.fault && part != MessagePart::services_only;
  if (with_fault) {
    if (auto armed = arm_fault(turn, step); !armed) {
      fail(turn, Verdict::error, armed.error().message());
      return Sending::failed;
    }
  }
  const bool sent = send_request(turn, step.dialogue, step.from, std::move(request));
  if (with_fault) runtime_.disarm_faults(cast_.node_of(step.from));
  if (!sent) return Sending::failed;
  if (with_fault) return sent_with_fault(turn, step);
  return here(step.to) ? Sending::waits : sent_to_outside(turn, step);
}

// What the real system makes of it is seen in what it sends next.
Player::Sending Player::sent_to_outside(Turn turn, const MessageStep& step) {
  std::optional<Value> tree;
  if (observer_.wants_trees() || !step.captures.empty()) {
    if (auto sent = evaluate(step.content, turn.instance.variables)) tree = std::move(*sent);
  }
  for (const MessageStep::Capture& capture : step.captures) {
    if (const Value* value = tree ? tree->find_path(capture.path) : nullptr) {
      turn.instance.variables.set(capture.name, *value);
    }
  }
  arrived_ = {};  // what is told is not what came
  const Value* shown = tree && observer_.wants_trees() ? &*tree : nullptr;
  if (turn.strand.handshake == Handshake::empty_begin) {
    complete(turn, Verdict::pass, nullptr, {}, "sent; the service follows when the dialogue is open");
    turn.strand.handshake = Handshake::acceptance;
    wait_for(turn, Waiting::message, wait_of(step));
    return Sending::waits;
  }
  complete(turn, Verdict::pass, shown, {}, "sent");
  return Sending::over;
}

bool Player::send_request(Turn turn, std::uint16_t dialogue_index, std::uint16_t from,
                          map::Request&& request) {
  const auto& step = std::get<MessageStep>(program_.steps[turn.strand.position].what);
  DialogueState& dialogue = turn.instance.dialogues[dialogue_index];
  DialogueEnd& end = dialogue.end_at(from);
  DialogueEnd& peer = dialogue.ends[&end == &dialogue.ends[0] ? 1 : 0];
  node::Node& node = node_at(from);
  const bool begins = request.action == map::Action::begin;
  if (begins) {
    const auto id = node.new_dialogue();
    if (!id) {
      fail(turn, Verdict::error, id.error().message());
      return false;
    }
    end.id = *id;
    node.set_user(*id, pack_owner({turn.handle, dialogue_index}, options_.number));
  }
  if (!end.id) {
    fail(turn, Verdict::error,
         std::string(endpoint_name(from)) + " has no such dialogue: it received no BEGIN");
    return false;
  }
  request.dialogue = *end.id;
  request.tag = tag_of(turn.strand);
  const mtp::PointCode opc = request.lower.opc.value_or(program_.endpoints[from].pc);
  using map::Action;
  const bool ends = request.action != Action::begin && request.action != Action::continue_;
  if (ends && !node.knows_peer(*end.id) && !request.overrides.dtid) {
    fail(turn, Verdict::error,
         "nothing can be sent to " + std::string(endpoint_name(peer.endpoint)) +
             ": it has not answered yet, so its transaction id is not known (Q.774 3.2.1.3); tcap: {dtid: …} "
             "forces one");
    return false;
  }
  if (auto sent = this->request(turn.instance, node, std::move(request)); !sent) {
    fail(turn, Verdict::error, sent.error().message());
    return false;
  }
  end.open = !ends;
  if (begins) {
    note_way(turn.instance, from, node.sent_over());
    if (const auto otid = node.transaction_id(*end.id); otid && here(peer.endpoint)) {
      const Owner owner{turn.handle, dialogue_index};
      await_no_begin(owner);
      dialogue.awaited_otid = otid->value;
      awaited_begins_[peer.endpoint].add(otid->value, opc, owner);
    }
  }
  wait_for(turn, Waiting::message, wait_of(step));
  return true;
}

Result<void> Player::request(const Instance& instance, node::Node& node, map::Request&& request) {
  DialogueObserver* const told = options_.dialogues;
  if (told == nullptr) return node.request(std::move(request), runtime_.now());
  told->on_sending(instance.number);
  auto sent = node.request(std::move(request), runtime_.now());
  told->on_sent();
  return sent;
}

bool Player::end_by_prearrangement(Instance& instance, const MessageStep& step) {
  DialogueState& dialogue = instance.dialogues[step.dialogue];
  for (DialogueEnd& end : dialogue.ends) {
    if (!scripted(end.endpoint)) continue;
    if (!end.id || !end.open) return false;
    map::Request request;
    request.action = map::Action::prearranged_end;
    request.dialogue = *end.id;
    if (!node_at(end.endpoint).request(std::move(request), runtime_.now())) return false;
    end.open = false;
  }
  return true;
}

// The receiver of an empty BEGIN opens the dialogue and lets the sender go on (TS 29.002 Annex C).
void Player::send_acceptance(Turn turn, const MessageStep& step) {
  turn.strand.handshake = Handshake::acceptance;
  // An automatic endpoint accepts by itself, which is seen where the sender is here.
  if (automatic(step.to) && here(step.from)) return wait_for(turn, Waiting::message, wait_of(step));
  if (scripted(step.to)) {
    map::Request request;
    request.action = map::Action::continue_;
    if (!send_request(turn, step.dialogue, step.to, std::move(request)) || here(step.from)) return;
  }
  complete(turn, Verdict::pass, nullptr, {}, "sent; the dialogue is open");
  turn.strand.handshake = Handshake::services;
  wait_for(turn, Waiting::message, wait_of(step));
}

bool Player::abort_after_timeout(Turn turn, const TimeoutStep& step) {
  DialogueState& dialogue = turn.instance.dialogues[step.dialogue];
  DialogueEnd& end = dialogue.end_at(step.at);
  if (!end.id || !end.open) return false;
  const bool peer_is_told = node_at(step.at).knows_peer(*end.id);
  map::Request request;
  request.action = map::Action::u_abort;
  request.dialogue = *end.id;
  request.tag = tag_of(turn.strand);
  request.abort = map::UserAbort{map::UserAbortReason::application_procedure_cancellation, 6};
  (void)this->request(turn.instance, node_at(step.at), std::move(request));
  end.open = false;
  return peer_is_told;
}

void Player::wait_for(Turn turn, Waiting what, Duration limit) {
  timers_.cancel(turn.strand.timer);
  turn.strand.waiting = what;
  turn.strand.timer = timers_.arm(runtime_.now(), limit, StrandId{turn.handle, turn.strand.id});
}

Duration Player::wait_of(const MessageStep& step) const {
  return step.within.value_or(options_.wait);
}

}  // namespace mapsim::scenario
