#include <algorithm>

#include "scenarios/engine/player.h"

namespace mapsim::scenario {

namespace {

// Of an instance that waits for whoever calls: as good as for ever.
constexpr Duration kMaxWait = std::chrono::hours(24 * 365);

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

void Player::advance(SlabHandle handle) {
  for (;;) {
    Instance* instance = instances_.find(handle);
    if (instance == nullptr) return;
    if (instance->position == program_.steps.size()) {
      finish(handle);
      return;
    }
    if (begin_step(handle, *instance)) continue;
    // A real system may have been quicker than the chart.
    if (held_.empty() || !deliver_held(handle)) return;
    return;
  }
}

bool Player::begin_step(SlabHandle handle, Instance& instance) {
  const Step& step = program_.steps[instance.position];
  instance.sent_at = runtime_.now();
  instance.handshake = Handshake::none;
  instance.note.clear();
  instance.answered_by_stack = false;
  for (const Value::Member& m :
       step.loop_variables.if_map() != nullptr ? *step.loop_variables.if_map() : Value::Map{}) {
    instance.variables.set(m.name, m.value);
  }
  if (const auto* pause = std::get_if<PauseStep>(&step.what)) {
    wait_for(handle, instance, Waiting::pause, pause->duration);
    return false;
  }
  if (const auto* timeout = std::get_if<TimeoutStep>(&step.what)) {
    if (!here(timeout->at) && !timeout->peer_is_told) {
      complete(handle, instance, Verdict::pass, nullptr, {},
               "the timer of a real system that was never answered: nobody is told");
      return true;
    }
    // Longer than any operation's timer (TS 29.002 17.1.2: ml is at most 10 minutes). Of a real system only
    // the abort is seen.
    wait_for(handle, instance, here(timeout->at) ? Waiting::timeout : Waiting::message,
             timeout->within.value_or(std::chrono::minutes(11)));
    return false;
  }
  return begin_message(handle, instance, std::get<MessageStep>(step.what));
}

bool Player::begin_message(SlabHandle handle, Instance& instance, const MessageStep& step) {
  DialogueState& dialogue = instance.dialogues[step.dialogue];
  if (!dialogue.begun) {
    dialogue.ends[0].endpoint = step.from;
    dialogue.ends[1].endpoint = step.to;
    dialogue.begun = true;
  }
  if (step.kind == MessageStep::Kind::prearranged_end) {
    if (!end_by_prearrangement(instance, step)) {
      fail(handle, instance, Verdict::error, "the dialogue is not open at both ends");
      return false;
    }
    complete(handle, instance, Verdict::pass, nullptr, {},
             "ended at both ends by prearrangement; nothing is sent");
    return true;
  }
  if (!here(step.from)) {
    if (!here(step.to)) {
      complete(handle, instance, Verdict::pass, nullptr, {}, "between two real systems: not seen here");
      return true;
    }
    await_from_outside(handle, instance, step);
    return false;
  }
  if (stack_sent_already(instance, step)) {
    if (!here(step.to)) {
      complete(handle, instance, Verdict::pass, nullptr, {}, "sent by the stack itself");
      return true;
    }
    instance.note = "sent by the stack itself";
    wait_for(handle, instance, Waiting::message, wait_of(instance, step));
    return false;
  }
  if (options_.await_way && !has_way(step)) {
    wait_for(handle, instance, Waiting::way, wait_of(instance, step));
    return false;
  }
  return send_message(handle, instance, step, MessagePart::whole) == Sending::over;
}

void Player::await_from_outside(SlabHandle handle, Instance& instance, const MessageStep& step) {
  const bool first = forever_ && instance.position == 0;
  wait_for(handle, instance, Waiting::message, first ? kMaxWait : wait_of(instance, step));
  if (step.kind == MessageStep::Kind::begin) {
    awaited_from_outside_[step.to].push_back(Owner{handle, step.dialogue});
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
  using Kind = MessageStep::Kind;
  if (step.kind != Kind::p_abort && step.kind != Kind::u_abort && step.kind != Kind::refuse) return false;
  const auto at = std::find_if(instance.stack_sent.begin(), instance.stack_sent.end(), [&](const auto& sent) {
    return sent.endpoint == step.from && (!sent.dialogue || *sent.dialogue == step.dialogue);
  });
  if (at == instance.stack_sent.end()) return false;
  instance.stack_sent.erase(at);
  return true;
}

Player::Sending Player::send_message(SlabHandle handle, Instance& instance, const MessageStep& step,
                                     MessagePart part) {
  DialogueState& dialogue = instance.dialogues[step.dialogue];
  DialogueEnd& end = dialogue.end_at(step.from);
  BuiltRequest varying;
  const BuiltRequest* built = nullptr;
  if (const auto& prepared = prepared_.steps[instance.position].request) {
    built = &*prepared;
  } else {
    auto result = build_request(program_, step, instance.variables, dialogue.context);
    if (!result) {
      const Error& e = result.error();
      const std::string where = e.mark.line != 0 ? program_.line_text(e.mark) + ": " : "";
      fail(handle, instance, Verdict::error, where + e.message());
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
      instance.handshake = Handshake::empty_begin;
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
  if (!send_request(handle, instance, step.dialogue, step.from, std::move(request))) return Sending::failed;
  return here(step.to) ? Sending::waits : sent_to_outside(handle, instance, step);
}

// What the real system makes of it is seen in what it sends next.
Player::Sending Player::sent_to_outside(SlabHandle handle, Instance& instance, const MessageStep& step) {
  std::optional<Value> tree;
  if (observer_.wants_trees() || !step.captures.empty()) {
    if (auto sent = evaluate(step.content, instance.variables)) tree = std::move(*sent);
  }
  for (const MessageStep::Capture& capture : step.captures) {
    if (const Value* value = tree ? tree->find_path(capture.path) : nullptr) {
      instance.variables.set(capture.name, *value);
    }
  }
  arrived_ = {};  // what is told is not what came
  const Value* shown = tree && observer_.wants_trees() ? &*tree : nullptr;
  if (instance.handshake == Handshake::empty_begin) {
    complete(handle, instance, Verdict::pass, nullptr, {},
             "sent; the service follows when the dialogue is open");
    instance.handshake = Handshake::acceptance;
    wait_for(handle, instance, Waiting::message, wait_of(instance, step));
    return Sending::waits;
  }
  complete(handle, instance, Verdict::pass, shown, {}, "sent");
  return Sending::over;
}

bool Player::send_request(SlabHandle handle, Instance& instance, std::uint16_t dialogue_index,
                          std::uint16_t from, map::Request&& request) {
  const auto& step = std::get<MessageStep>(program_.steps[instance.position].what);
  DialogueState& dialogue = instance.dialogues[dialogue_index];
  DialogueEnd& end = dialogue.end_at(from);
  DialogueEnd& peer = dialogue.ends[&end == &dialogue.ends[0] ? 1 : 0];
  node::Node& node = node_at(from);
  const bool begins = request.action == map::Action::begin;
  if (begins) {
    const auto id = node.new_dialogue();
    if (!id) {
      fail(handle, instance, Verdict::error, id.error().message());
      return false;
    }
    end.id = *id;
    node.set_user(*id, pack_owner({handle, dialogue_index}));
  }
  if (!end.id) {
    fail(handle, instance, Verdict::error,
         std::string(endpoint_name(from)) + " has no such dialogue: it received no BEGIN");
    return false;
  }
  request.dialogue = *end.id;
  request.tag = instance.position + 1;
  using map::Action;
  const bool ends = request.action != Action::begin && request.action != Action::continue_;
  if (ends && !node.knows_peer(*end.id) && !request.overrides.dtid) {
    fail(handle, instance, Verdict::error,
         "nothing can be sent to " + std::string(endpoint_name(peer.endpoint)) +
             ": it has not answered yet, so its transaction id is not known (Q.774 3.2.1.3); tcap: {dtid: …} "
             "forces one");
    return false;
  }
  if (auto sent = node.request(std::move(request), runtime_.now()); !sent) {
    fail(handle, instance, Verdict::error, sent.error().message());
    return false;
  }
  end.open = !ends;
  if (begins) {
    if (const auto otid = node.transaction_id(*end.id); otid && here(peer.endpoint)) {
      await_no_begin(dialogue);
      dialogue.awaited_otid = otid->value;
      awaited_begins_[peer.endpoint][otid->value] = Owner{handle, dialogue_index};
    }
  }
  wait_for(handle, instance, Waiting::message, wait_of(instance, step));
  return true;
}

bool Player::end_by_prearrangement(Instance& instance, const MessageStep& step) {
  DialogueState& dialogue = instance.dialogues[step.dialogue];
  for (DialogueEnd& end : dialogue.ends) {
    if (!here(end.endpoint)) continue;
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
void Player::send_acceptance(SlabHandle handle, Instance& instance, const MessageStep& step) {
  instance.handshake = Handshake::acceptance;
  map::Request request;
  request.action = map::Action::continue_;
  if (!send_request(handle, instance, step.dialogue, step.to, std::move(request)) || here(step.from)) return;
  complete(handle, instance, Verdict::pass, nullptr, {}, "sent; the dialogue is open");
  instance.handshake = Handshake::services;
  wait_for(handle, instance, Waiting::message, wait_of(instance, step));
}

bool Player::abort_after_timeout(Instance& instance, const TimeoutStep& step) {
  DialogueState& dialogue = instance.dialogues[step.dialogue];
  DialogueEnd& end = dialogue.end_at(step.at);
  if (!end.id || !end.open) return false;
  const bool peer_is_told = node_at(step.at).knows_peer(*end.id);
  map::Request request;
  request.action = map::Action::u_abort;
  request.dialogue = *end.id;
  request.tag = instance.position + 1;
  request.abort = map::UserAbort{map::UserAbortReason::application_procedure_cancellation, 6};
  (void)node_at(step.at).request(std::move(request), runtime_.now());
  end.open = false;
  return peer_is_told;
}

void Player::wait_for(SlabHandle handle, Instance& instance, Waiting what, Duration limit) {
  timers_.cancel(instance.timer);
  instance.waiting = what;
  instance.timer = timers_.arm(runtime_.now(), limit, handle);
}

Duration Player::wait_of(const Instance&, const MessageStep& step) const {
  return step.within.value_or(options_.wait);
}

}  // namespace mapsim::scenario
