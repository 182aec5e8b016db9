// `alt` steps: the message that comes decides how the chart goes on.
#include <algorithm>

#include "scenarios/engine/player.h"

namespace mapsim::scenario {

bool Player::begin_alternatives(Turn turn, const AltStep& step) {
  // What the sender's own stack has done decides, too.
  const bool stack_has_sent = std::ranges::any_of(
      turn.instance.stack_sent, [&](const auto& sent) { return sent.endpoint == step.from; });
  if (!here(step.to) || (scripted(step.from) && !stack_has_sent)) {
    const auto ends = [&](std::size_t position) {
      const MessageStep* message = message_at(position);
      return message != nullptr && message->is_by_stack();
    };
    const auto at =
        stack_has_sent ? std::ranges::find_if(step.alternatives, ends) : step.alternatives.begin();
    go_to(turn, at != step.alternatives.end() ? *at : step.alternatives.front());
    return true;
  }
  Duration limit{};
  bool begins = false;
  for (const std::size_t position : step.alternatives) {
    if (const auto* timeout = std::get_if<TimeoutStep>(&program_.steps[position].what)) {
      limit = std::max(limit, timeout->within.value_or(std::chrono::minutes(11)));
      continue;
    }
    const MessageStep& message = *message_at(position);
    limit = std::max(limit, wait_of(message));
    turn.instance.dialogues[message.dialogue].begin(message.from, message.to);
    if (message.kind == MessageStep::Kind::begin && !begins) {
      awaited_from_outside_[step.to].push_back(Owner{turn.handle, message.dialogue});
      begins = true;
    }
  }
  wait_for(turn, Waiting::message, begins && is_first(turn) ? kMaxWait : limit);
  return false;
}

void Player::go_to(Turn turn, std::size_t position) {
  turn.strand.position = position;
  enter_scope(turn);
}

bool Player::take_alternative(Turn turn, std::uint16_t endpoint, const ReceivedMessage& received) {
  std::string why;
  for (const std::size_t position : std::get<AltStep>(step_of(turn.strand).what).alternatives) {
    const MessageStep* message = message_at(position);
    if (message == nullptr) continue;
    const auto mismatches = mismatches_of(turn.instance, position, received);
    if (mismatches.empty()) {
      go_to(turn, position);
      (void)stack_sent_already(turn.instance, *message);
      return true;
    }
    const Mismatch& first = mismatches.front();
    why += "; " + program_.line_text(program_.steps[position].mark) + ": " + first.path + ": expected " +
           first.expected + ", received " + first.received;
  }
  const Value tree = received_tree(received);
  fail(turn, Verdict::fail, "none of the alternatives fits" + why, &tree, endpoint);
  return false;
}

bool Player::take_timeout(Turn turn, std::uint16_t endpoint, std::uint16_t dialogue) {
  const auto* alt = std::get_if<AltStep>(&step_of(turn.strand).what);
  if (alt == nullptr || turn.strand.waiting != Waiting::message) return false;
  for (const std::size_t position : alt->alternatives) {
    const auto* timeout = std::get_if<TimeoutStep>(&program_.steps[position].what);
    if (timeout == nullptr || timeout->at != endpoint || timeout->dialogue != dialogue) continue;
    go_to(turn, position);
    turn.strand.waiting = Waiting::timeout;
    return true;
  }
  return false;
}

std::vector<Mismatch> Player::mismatches_of(const Instance& instance, std::size_t position,
                                            const ReceivedMessage& received) const {
  const MessageStep& step = *message_at(position);
  if (received.kind != step.kind) {
    return {{"message", std::string(kind_name(step.kind)), std::string(kind_name(received.kind)), {}}};
  }
  const Template& expected = is_empty_begin(Handshake::none, step, received)
                                 ? prepared_.steps[position].expected_without_services
                                 : step.expected;
  Value tree = received_tree(received);
  adapt_addresses(tree, expected);
  std::vector<Mismatch> mismatches = match(expected, &tree, instance.variables);
  if (auto surplus = unstated_components(expected, step, tree)) mismatches.push_back(std::move(*surplus));
  return mismatches;
}

}  // namespace mapsim::scenario
