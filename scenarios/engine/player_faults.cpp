// What happens to messages on their way and to links, on purpose.
#include <algorithm>
#include <array>

#include "scenarios/engine/player.h"

namespace mapsim::scenario {

namespace {

using FaultKind = FaultOnTheWay::Kind;

// A message that is held back comes so long after its time at the latest; `reorder` waits a second for a
// message that overtakes it.
constexpr Duration kLate = std::chrono::seconds(2);
constexpr Duration kLinkWait = std::chrono::seconds(30);

link::Fault fault_of(const FaultOnTheWay& stated) {
  link::Fault fault;
  fault.kind = static_cast<link::Fault::Kind>(stated.kind);
  fault.delay = stated.delay;
  fault.octet = stated.octet;
  fault.mask = stated.mask;
  fault.locate = locate(stated.layer);
  return fault;
}
static_assert(static_cast<int>(FaultKind::drop) == static_cast<int>(link::Fault::Kind::drop));
static_assert(static_cast<int>(FaultKind::truncate) == static_cast<int>(link::Fault::Kind::truncate));

bool opens_or_continues(const MessageStep& step) {
  return step.kind == MessageStep::Kind::begin || step.kind == MessageStep::Kind::continue_;
}

}  // namespace

Result<void> Player::arm_fault(Turn turn, const MessageStep& step) {
  return runtime_.arm_fault(cast_.node_of(step.from), tag_of(turn.strand), fault_of(*step.fault));
}

// The chart goes on while the message is on its way.
bool Player::begin_held_back(Turn turn, const MessageStep& step) {
  Strand& late = turn.instance.add_strand(turn.strand.position, step_of(turn.strand).next);
  late.sent_at = runtime_.now();
  const Turn arrival{turn.handle, turn.instance, late};
  turn.strand.position = late.end;
  if (!scripted(step.from)) {
    await_from_outside(arrival, step);
    return true;
  }
  return send_message(arrival, step, MessagePart::whole) != Sending::failed;
}

// Whoever answers a message must have received it.
bool Player::is_awaited_arrival(const Instance& instance, const MessageStep& step) const {
  return std::ranges::any_of(instance.others, [&](const Strand& strand) {
    const MessageStep* late = strand.is_arrival() ? message_at(strand.position) : nullptr;
    return late != nullptr && late != &step && late->dialogue == step.dialogue && late->to == step.from;
  });
}

Player::Sending Player::sent_with_fault(Turn turn, const MessageStep& step) {
  if (step.fault->kind == FaultKind::drop) {
    turn.strand.handshake = Handshake::none;
    await_no_begin({turn.handle, step.dialogue});
    complete(turn, Verdict::pass, nullptr, {}, "lost on its way");
    return Sending::over;
  }
  if (!here(step.to)) return sent_to_outside(turn, step);
  if (step.is_damaged()) {
    turn.strand.handshake = Handshake::none;
    wait_for(turn, Waiting::message, step.within.value_or(options_.settle));
  } else if (step.is_held_back()) {
    wait_for(turn, Waiting::message, step.within.value_or(step.fault->delay + kLate));
  }
  return Sending::waits;
}

// What it has become is not compared with what was sent, only with what the step expects.
void Player::received_damaged(Turn turn, const MessageStep& step, const ReceivedMessage& received) {
  Value tree = received_tree(received);
  adapt_addresses(tree, step.expected);
  std::vector<Mismatch> mismatches = match(step.expected, &tree, turn.instance.variables);
  for (const MessageStep::Capture& capture : step.captures) {
    if (const Value* value = tree.find_path(capture.path)) turn.instance.variables.set(capture.name, *value);
  }
  const Verdict verdict = mismatches.empty() ? Verdict::pass : Verdict::fail;
  complete(turn, verdict, &tree, std::move(mismatches), "damaged on its way");
  advance(turn);
}

std::optional<Owner> Player::adopt_damaged(std::uint16_t endpoint, const map::MessageIndication& message) {
  if (is_real(message.transit.label.opc)) return std::nullopt;
  std::optional<Owner> owner;
  instances_.for_each([&](SlabHandle handle, Instance& instance) {
    (void)instance.find_strand([&](const Strand& strand) {
      const MessageStep* step = strand.waiting == Waiting::message ? message_at(strand.position) : nullptr;
      const bool is_it = step != nullptr && step->is_damaged() && here(step->from) && step->to == endpoint &&
                         step->kind == MessageStep::Kind::begin;
      if (is_it && !owner) owner = Owner{handle, step->dialogue};
      return is_it;
    });
  });
  if (!owner) return std::nullopt;
  await_no_begin(*owner);
  take_over(endpoint, *owner, message);
  return owner;
}

// Whether the step goes on with the second copy of its message. One that ends the dialogue has none that its
// user would see: TCAP discards it (Q.774 3.3.3).
bool Player::await_copy(Turn turn, const MessageStep& step, const ReceivedMessage& received) {
  if (!step.fault || step.fault->kind != FaultKind::duplicate || !opens_or_continues(step)) return false;
  if (step.kind == MessageStep::Kind::begin)
    copies_.push_back({{turn.handle, turn.strand.id},
                       step.to,
                       received.indication->otid,
                       received.indication->transit.label.opc});
  return true;
}

// The second copy of a BEGIN opens a dialogue of its own, which nobody goes on with.
bool Player::take_copy(std::uint16_t endpoint, const map::MessageIndication& message) {
  const auto at = std::ranges::find_if(copies_, [&](const AwaitedCopy& copy) {
    return copy.endpoint == endpoint && copy.otid == message.otid && copy.opc == message.transit.label.opc;
  });
  if (at == copies_.end()) return false;
  const auto turn = turn_of(at->strand);
  copies_.erase(at);
  map::Request forget;
  forget.action = map::Action::prearranged_end;
  forget.dialogue = message.dialogue;
  (void)node_at(endpoint).request(std::move(forget), runtime_.now());
  if (!turn || turn->strand.handshake != Handshake::copy) return true;
  const Value tree = received_tree({kind_of(message), &message, message.context, nullptr});
  turn->strand.handshake = Handshake::none;
  complete(*turn, Verdict::pass, &tree, {}, "the copy; nobody answers it");
  advance(*turn);
  return true;
}

// Whether it is no fault that nothing came.
bool Player::passes_in_vain(Turn turn) {
  const MessageStep* step = message_at(turn.strand.position);
  if (step == nullptr) return false;
  DialogueState& dialogue = turn.instance.dialogues[step->dialogue];
  if (step->is_damaged()) {
    await_no_begin({turn.handle, step->dialogue});
    complete(turn, Verdict::pass, nullptr, {},
             "nothing of it reached the user of " + std::string(endpoint_name(step->to)));
  } else if (turn.strand.is_arrival() && step->kind != MessageStep::Kind::begin &&
             !dialogue.end_at(step->to).open) {
    complete(turn, Verdict::pass, nullptr, {}, "came when the dialogue was over");
  } else {
    return false;
  }
  advance(turn);
  return true;
}

// Links ------------------------------------------------------------------------------------------

bool Player::begin_link_change(Turn turn, const LinkStep& step) {
  if (!here(step.first) || !here(step.second)) {
    fail(turn, Verdict::inconclusive, "a link to a real system cannot be changed from here");
    return false;
  }
  turn.strand.link_was_lost = false;
  const auto done = runtime_.change_link(cast_.node_of(step.first), cast_.node_of(step.second),
                                         static_cast<node::LinkChange>(step.change));
  if (!done) {
    fail(turn, Verdict::error, done.error().message());
    return false;
  }
  if (link_is_as_wanted(turn.strand, step)) {
    complete(turn, Verdict::pass, nullptr, {}, link_text(step));
    return true;
  }
  wait_for(turn, Waiting::link, step.within.value_or(kLinkWait));
  return false;
}
static_assert(static_cast<int>(LinkStep::Change::abort) == static_cast<int>(node::LinkChange::abort));

std::string Player::link_text(const LinkStep& step) const {
  constexpr std::array<std::string_view, 4> kWords = {"down", "up", "restarted", "aborted"};
  return "to " + std::string(endpoint_name(step.second)) + ": " +
         std::string(kWords[static_cast<std::size_t>(step.change)]);
}

bool Player::link_is_as_wanted(const Strand& strand, const LinkStep& step) {
  const bool forth = node_at(step.first).reaches(program_.endpoints[step.second].pc);
  const bool back = node_at(step.second).reaches(program_.endpoints[step.first].pc);
  using Change = LinkStep::Change;
  switch (step.change) {
    case Change::down:
      return true;
    case Change::up:
      return forth && back;
    case Change::restart:
      return strand.link_was_lost && forth && back;
    case Change::abort:
      return !forth && !back;
  }
  return true;
}

void Player::on_link_changed() {
  for (const StrandId& id : all_waiting(Waiting::link)) {
    const auto turn = turn_of(id);
    if (!turn) continue;
    const auto& step = std::get<LinkStep>(step_of(turn->strand).what);
    if (!node_at(step.first).reaches(program_.endpoints[step.second].pc) ||
        !node_at(step.second).reaches(program_.endpoints[step.first].pc)) {
      turn->strand.link_was_lost = true;
    }
    if (!link_is_as_wanted(turn->strand, step)) continue;
    complete(*turn, Verdict::pass, nullptr, {}, link_text(step));
    advance(*turn);
  }
}

}  // namespace mapsim::scenario
