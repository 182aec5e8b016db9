// What real systems send, who may be quicker than the chart, or slower, or send what it does not know.
#include <algorithm>
#include <utility>

#include "scenarios/engine/player.h"

namespace mapsim::scenario {

namespace {

// How far ahead a message may be that a real system sends already.
constexpr std::size_t kLookAhead = 1000;

const MessageStep* message_step(const Program& program, std::size_t position) {
  return position < program.steps.size() ? std::get_if<MessageStep>(&program.steps[position].what) : nullptr;
}

bool is_begin_at(const MessageStep* step, std::uint16_t endpoint) {
  return step != nullptr && step->kind == MessageStep::Kind::begin && step->to == endpoint;
}

}  // namespace

// Of several that wait, the first whose expectation the BEGIN meets; otherwise the one that waits longest,
// and the comparison tells what is wrong.
std::optional<Owner> Player::adopt_from_outside(std::uint16_t endpoint,
                                                const map::MessageIndication& message) {
  auto& waiting = awaited_from_outside_[endpoint];
  std::erase_if(waiting, [&](const Owner& owner) {
    const Instance* instance = find(owner);
    if (instance == nullptr || instance->waiting != Waiting::message) return true;
    const MessageStep* step = message_step(program_, instance->position);
    return !is_begin_at(step, endpoint) || step->dialogue != owner.dialogue ||
           instance->handshake != Handshake::none;
  });
  if (waiting.empty()) return std::nullopt;
  auto at = waiting.begin();
  if (waiting.size() > 1) {
    const auto fitting =
        std::ranges::find_if(waiting, [&](const Owner& owner) { return fits(owner, message); });
    if (fitting != waiting.end()) at = fitting;
  }
  const Owner owner = *at;
  waiting.erase(at);
  take_over(endpoint, owner, message);
  if (forever_ && find(owner)->position == 0) one_more_ = true;
  return owner;
}

bool Player::fits(const Owner& owner, const map::MessageIndication& message) {
  const Instance& instance = *find(owner);
  const MessageStep& step = *message_step(program_, instance.position);
  ReceivedMessage received{kind_of(message), &message, message.context, nullptr};
  Value tree = received_tree(received);
  const Template& expected = is_empty_begin(instance, step, received)
                                 ? prepared_.steps[instance.position].expected_without_services
                                 : step.expected;
  adapt_addresses(tree, expected);
  return match(expected, &tree, instance.variables).empty();
}

// Whether a later step of the chart receives a message of this dialogue here from a real system.
bool Player::is_awaited_later(const Owner& owner, std::uint16_t endpoint) {
  const Instance& instance = *find(owner);
  const std::size_t end = std::min(program_.steps.size(), instance.position + kLookAhead);
  for (std::size_t i = instance.position; i < end; ++i) {
    const MessageStep* step = message_step(program_, i);
    if (step == nullptr || step->dialogue != owner.dialogue) continue;
    if (step->to == endpoint) return !here(step->from);
  }
  return false;
}

// False: nobody will ever wait for it, or too much is held already.
bool Player::hold(std::uint16_t endpoint, std::optional<Owner> owner, const map::MessageIndication& message) {
  if (held_.size() >= options_.most_held) return false;
  if (!owner) {
    if (running() == 0) return false;
    bool expected = false;
    for (std::size_t i = 0; i < program_.steps.size() && !expected; ++i) {
      const MessageStep* step = message_step(program_, i);
      expected = is_begin_at(step, endpoint) && !here(step->from);
    }
    if (!expected) return false;
  }
  held_.push_back({endpoint, owner, map::KeptIndication(message)});
  return true;
}

// True: the message that this instance has begun to wait for was there, and was delivered.
bool Player::deliver_held(SlabHandle handle) {
  const Instance* instance = instances_.find(handle);
  if (instance == nullptr || instance->waiting != Waiting::message) return false;
  const MessageStep* step = message_step(program_, instance->position);
  if (step == nullptr) return false;
  const std::uint16_t at_endpoint = instance->handshake == Handshake::acceptance ? step->from : step->to;
  const auto at = std::ranges::find_if(held_, [&](const Held& held) {
    if (held.endpoint != at_endpoint) return false;
    if (held.owner) return held.owner->instance == handle && held.owner->dialogue == step->dialogue;
    return is_begin_at(step, at_endpoint) && instance->handshake == Handshake::none;
  });
  if (at == held_.end()) return false;
  const Held held = std::move(*at);
  held_.erase(at);
  const auto owner = held.owner ? held.owner : adopt_from_outside(held.endpoint, held.message.get());
  if (!owner) return false;
  const bool before = std::exchange(replaying_, true);
  arrived_ = held.message.get().message;
  deliver(held.endpoint, *owner, held.message.get());
  arrived_ = {};
  replaying_ = before;
  return true;
}

// What was held and nobody waited for. A dialogue that a real system has opened is not left open silently.
void Player::refuse_held() {
  while (!held_.empty()) {
    const Held held = std::move(held_.front());
    held_.pop_front();
    if (!held.owner)
      unexpected(held.endpoint, nullptr,
                 {kind_of(held.message.get()), &held.message.get(), held.message.get().context, nullptr});
  }
}

void Player::forget_begin(std::uint16_t endpoint, map::DialogueId dialogue) {
  map::Request abort;
  abort.action = map::Action::u_abort;
  abort.dialogue = dialogue;
  abort.abort = map::UserAbort{map::UserAbortReason::user_specific_reason, std::nullopt};
  (void)node_at(endpoint).request(std::move(abort), runtime_.now());
}

void Player::on_way_opened() {
  std::vector<SlabHandle> waiting;
  instances_.for_each([&](SlabHandle handle, Instance& instance) {
    if (instance.waiting == Waiting::way) waiting.push_back(handle);
  });
  for (const SlabHandle handle : waiting) advance(handle);
}

void Player::note_link(std::string text) {
  link_note_ = std::move(text);
  link_note_at_ = runtime_.now();
}

// Who only waits to be called has lost nothing.
void Player::stop() {
  std::vector<SlabHandle> running;
  instances_.for_each([&](SlabHandle handle, Instance&) { running.push_back(handle); });
  for (const SlabHandle handle : running) {
    Instance& instance = *instances_.find(handle);
    if (forever_ && instance.position == 0 && !instance.dialogues.front().ends[1].open) {
      timers_.cancel(instance.timer);
      instances_.erase(handle);
    } else {
      fail(handle, instance, Verdict::inconclusive, "stopped by a signal", nullptr, 0, Ending::stopped);
    }
  }
}

}  // namespace mapsim::scenario
