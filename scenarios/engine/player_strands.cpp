// Which step comes next, in the chart and in the strands that go on beside it.
#include <algorithm>
#include <utility>

#include "scenarios/engine/player.h"

namespace mapsim::scenario {

std::optional<Turn> Player::turn_of(const StrandId& id) {
  Instance* instance = instances_.find(id.instance);
  Strand* strand = instance != nullptr ? instance->find(id.strand) : nullptr;
  if (strand == nullptr) return std::nullopt;
  return Turn{id.instance, *instance, *strand};
}

void Player::advance(Turn turn) {
  const StrandId id{turn.handle, turn.strand.id};
  for (;;) {
    if (turn.strand.position == turn.strand.end) return end_strand(turn);
    if (begin_step(turn)) continue;
    // A real system may have been quicker than the chart.
    if (!held_.empty()) deliver_held(id);
    return;
  }
}

bool Player::begin_step(Turn turn) {
  const Step& step = step_of(turn.strand);
  turn.strand.sent_at = runtime_.now();
  turn.strand.handshake = Handshake::none;
  turn.strand.note = {};
  enter_scope(turn);
  if (const auto* message = std::get_if<MessageStep>(&step.what)) return begin_message(turn, *message);
  if (const auto* pause = std::get_if<PauseStep>(&step.what)) {
    wait_for(turn, Waiting::pause, pause->duration);
    return false;
  }
  if (const auto* timeout = std::get_if<TimeoutStep>(&step.what)) return begin_timeout(turn, *timeout);
  if (const auto* link = std::get_if<LinkStep>(&step.what)) return begin_link_change(turn, *link);
  if (const auto* parallel = std::get_if<ParallelStep>(&step.what)) return begin_branches(turn, *parallel);
  if (const auto* alt = std::get_if<AltStep>(&step.what)) return begin_alternatives(turn, *alt);
  const auto& verdict = std::get<VerdictStep>(step.what);
  complete(turn, verdict.verdict, nullptr, {}, verdict.because);
  finish(turn.handle);
  return false;
}

bool Player::begin_timeout(Turn turn, const TimeoutStep& step) {
  // Longer than any operation's timer (TS 29.002 17.1.2: ml is at most 10 minutes).
  const Duration limit = step.within.value_or(std::chrono::minutes(11));
  if (scripted(step.at)) {
    wait_for(turn, Waiting::timeout, limit);
    return false;
  }
  // Of a real system only the abort is seen, and that by a peer that has answered and whose end is open.
  DialogueState& dialogue = turn.instance.dialogues[step.dialogue];
  const bool is_open = std::ranges::any_of(
      dialogue.ends, [&](const DialogueEnd& end) { return here(end.endpoint) && end.id && end.open; });
  if (!step.peer_is_told || !is_open) {
    complete(turn, Verdict::pass, nullptr, {}, "the timer of a real system: nobody is told");
    return true;
  }
  wait_for(turn, Waiting::message, limit);
  return false;
}

// Strands share the variables of their instance, so each sets those of its loops when it has its turn.
void Player::enter_scope(Turn turn) {
  const Value::Map* variables = step_of(turn.strand).loop_variables.if_map();
  if (variables == nullptr) return;
  for (const Value::Member& m : *variables) turn.instance.variables.set(m.name, m.value);
}

bool Player::begin_branches(Turn turn, const ParallelStep& step) {
  const std::size_t end = step_of(turn.strand).next;
  std::vector<StrandId> branches;
  for (const std::size_t position : step.branches) {
    Strand& branch = turn.instance.add_strand(position, end);
    branch.parent = turn.strand.id;
    branch.is_branch = true;
    branches.push_back({turn.handle, branch.id});
  }
  turn.strand.open_branches = static_cast<std::uint32_t>(branches.size());
  turn.strand.waiting = Waiting::branches;
  for (std::size_t i = branches.size(); i > 1; --i)
    std::swap(branches[i - 1], branches[static_cast<std::size_t>(random_.below(i))]);
  advance_all(branches);
  return false;
}

void Player::advance_all(std::span<const StrandId> strands) {
  for (const StrandId& id : strands) {
    if (const auto turn = turn_of(id)) advance(*turn);
  }
}

std::vector<StrandId> Player::all_waiting(Waiting what) {
  std::vector<StrandId> found;
  instances_.for_each([&](SlabHandle handle, Instance& instance) {
    (void)instance.find_strand([&](const Strand& strand) {
      if (strand.waiting == what) found.push_back({handle, strand.id});
      return false;
    });
  });
  return found;
}

void Player::end_strand(Turn turn) {
  Instance& instance = turn.instance;
  if (turn.strand.id == 0) {
    // What is still on its way may come.
    turn.strand.waiting = Waiting::branches;
    if (instance.others.empty()) finish(turn.handle);
    return;
  }
  const bool is_branch = turn.strand.is_branch;
  const std::uint32_t parent = turn.strand.parent;
  std::erase_if(instance.others, [&](const Strand& strand) { return &strand == &turn.strand; });
  if (is_branch) {
    Strand& joined = *instance.find(parent);
    if (--joined.open_branches != 0) return;
    joined.waiting = Waiting::nothing;
    joined.position = step_of(joined).next;
    return advance({turn.handle, instance, joined});
  }
  const SlabHandle handle = turn.handle;
  std::vector<StrandId> waiting;
  (void)instance.find_strand([&](const Strand& strand) {
    if (strand.waiting == Waiting::arrival) waiting.push_back({handle, strand.id});
    return false;
  });
  advance_all(waiting);
  const auto chart = turn_of({handle, 0});
  if (chart && chart->strand.position == chart->strand.end) end_strand(*chart);
}

bool Player::awaits(const Strand& strand, std::uint16_t endpoint, std::uint16_t dialogue) const {
  if (strand.waiting != Waiting::message) return false;
  const Step& step = step_of(strand);
  if (const auto* message = std::get_if<MessageStep>(&step.what)) {
    const std::uint16_t receiver = strand.handshake == Handshake::acceptance ? message->from : message->to;
    return message->dialogue == dialogue && receiver == endpoint;
  }
  if (const auto* timeout = std::get_if<TimeoutStep>(&step.what))
    return timeout->dialogue == dialogue && timeout->at != endpoint;
  const auto* alt = std::get_if<AltStep>(&step.what);
  return alt != nullptr && alt->to == endpoint &&
         std::ranges::any_of(alt->alternatives, [&](std::size_t position) {
           const MessageStep* message = message_at(position);
           return message != nullptr && message->dialogue == dialogue;
         });
}

Strand& Player::strand_at(Instance& instance, std::uint16_t endpoint, std::uint16_t dialogue) {
  if (instance.others.empty()) return instance.chart;
  if (Strand* waiting = instance.find_strand([&](const Strand& s) { return awaits(s, endpoint, dialogue); }))
    return *waiting;
  for (Strand& strand : instance.others) {
    for (std::size_t i = strand.position; i < strand.end; ++i) {
      const MessageStep* message = message_at(i);
      if (message != nullptr && message->dialogue == dialogue) return strand;
    }
  }
  return instance.chart;
}

}  // namespace mapsim::scenario
