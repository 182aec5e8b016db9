// What real systems and automatic endpoints send, who may be quicker than the chart, or slower, or send what
// it does not know.
#include <algorithm>
#include <utility>

#include "scenarios/engine/player.h"
#include "scenarios/engine/sender.h"

namespace mapsim::scenario {

namespace {

// How far ahead a message may be that a real system sends already.
constexpr std::size_t kLookAhead = 1000;

}  // namespace

bool Player::begins_from_outside(const MessageStep* step, std::uint16_t endpoint) const {
  return step != nullptr && step->kind == MessageStep::Kind::begin && step->to == endpoint &&
         !scripted(step->from);
}

Positions Player::begins_awaited(const Strand& strand, std::uint16_t endpoint) const {
  if (strand.waiting != Waiting::message || strand.handshake != Handshake::none) return {};
  if (begins_from_outside(message_at(strand.position), endpoint)) return {strand.position};
  Positions positions;
  if (const auto* alt = std::get_if<AltStep>(&step_of(strand).what)) {
    for (const std::size_t position : alt->alternatives) {
      if (begins_from_outside(message_at(position), endpoint)) positions.push_back(position);
    }
  }
  return positions;
}

Strand* Player::awaiting_begin(const Owner& owner, std::uint16_t endpoint) {
  Instance* instance = find(owner);
  if (instance == nullptr) return nullptr;
  return instance->find_strand([&](const Strand& strand) {
    if (strand.position == strand.end) return false;
    const auto positions = begins_awaited(strand, endpoint);
    return !positions.empty() && message_at(positions.front())->dialogue == owner.dialogue;
  });
}

std::optional<std::size_t> Player::fitting(const Owner& owner, std::uint16_t endpoint,
                                           const map::MessageIndication& message) {
  const ReceivedMessage received{kind_of(message), &message, message.context, nullptr};
  for (const std::size_t position : begins_of_sender(owner, endpoint, message.transit)) {
    if (mismatches_of(*find(owner), position, received).empty()) return position;
  }
  return std::nullopt;
}

Positions Player::begins_of_sender(const Owner& owner, std::uint16_t endpoint, const sccp::Transit& transit) {
  Positions positions = begins_awaited(*awaiting_begin(owner, endpoint), endpoint);
  const auto others = std::remove_if(positions.begin(), positions.end(), [&](std::size_t position) {
    return !may_be_of_its_sender(program_, *message_at(position), transit);
  });
  positions.erase(others, positions.end());
  return positions;
}

// Of several that wait for this sender, the first whose expectation the BEGIN meets; otherwise the one that
// waits longest, and the comparison tells what is wrong.
std::optional<Owner> Player::adopt_from_outside(std::uint16_t endpoint,
                                                const map::MessageIndication& message) {
  auto& waiting = awaited_from_outside_[endpoint];
  std::erase_if(waiting, [&](const Owner& owner) { return awaiting_begin(owner, endpoint) == nullptr; });
  if (waiting.empty()) return std::nullopt;
  auto at = std::ranges::find_if(waiting, [&](const Owner& owner) {
    return waiting.size() > 1 && fitting(owner, endpoint, message).has_value();
  });
  if (at == waiting.end()) {
    at = std::ranges::find_if(waiting, [&](const Owner& owner) {
      return !begins_of_sender(owner, endpoint, message.transit).empty();
    });
  }
  if (at == waiting.end()) {
    const Owner& longest = waiting.front();
    note_other_sender(
        endpoint, *message_at(begins_awaited(*awaiting_begin(longest, endpoint), endpoint).front()), message);
    return std::nullopt;
  }
  Owner owner = *at;
  if (passes_over(owner, endpoint, message)) return std::nullopt;
  waiting.erase(at);
  Instance& instance = *find(owner);
  const Turn turn{owner.instance, instance, *awaiting_begin(owner, endpoint)};
  if (is_first(turn)) one_more_ = true;
  if (std::holds_alternative<AltStep>(step_of(turn.strand).what)) {
    const auto position = fitting(owner, endpoint, message);
    go_to(turn, position.value_or(begins_of_sender(owner, endpoint, message.transit).front()));
    owner.dialogue = message_at(turn.strand.position)->dialogue;
  }
  take_over(endpoint, owner, message);
  DialogueState& dialogue = instance.dialogues[owner.dialogue];
  if (automatic(dialogue.ends[0].endpoint)) dialogue.begun_otid = message.otid->value;
  return owner;
}

Claim Player::claim(std::size_t node, const map::MessageIndication& begin) {
  const std::uint16_t endpoint = cast_.endpoint_of(node);
  const auto real = [&](mtp::PointCode pc) { return is_real(pc); };
  if (begin.otid && awaited_begins_[endpoint].has(begin.otid->value, begin.transit.label.opc, real))
    return Claim::own;
  Claim claim = Claim::none;
  for (const Owner& owner : awaited_from_outside_[endpoint]) {
    if (awaiting_begin(owner, endpoint) == nullptr) continue;
    if (fitting(owner, endpoint, begin)) return Claim::fits;
    if (!begins_of_sender(owner, endpoint, begin.transit).empty()) claim = Claim::waits;
  }
  return claim;
}

// An automatic endpoint may do more than the chart says: a BEGIN of one that is not the expected one is none
// of the chart's. If the right one never comes, this is told.
bool Player::passes_over(const Owner& owner, std::uint16_t endpoint, const map::MessageIndication& message) {
  const MessageStep& step = *message_at(begins_awaited(*awaiting_begin(owner, endpoint), endpoint).front());
  if (!automatic(step.from) || fitting(owner, endpoint, message)) return false;
  note_link(std::string(endpoint_name(endpoint)) +
            " received another BEGIN than the one that the step states");
  return true;
}

// Whether a later step of the chart receives a message of this dialogue here from a real system.
bool Player::is_awaited_later(const Owner& owner, std::uint16_t endpoint) {
  const Strand& strand = strand_at(*find(owner), endpoint, owner.dialogue);
  const std::size_t end = std::min(strand.end, strand.position + kLookAhead);
  for (std::size_t i = strand.position; i < end; ++i) {
    const MessageStep* step = message_at(i);
    if (step == nullptr || step->dialogue != owner.dialogue) continue;
    if (step->to == endpoint) return !scripted(step->from);
  }
  return false;
}

// Whether some step receives a BEGIN of this sender here. That of an automatic endpoint, which may send
// others besides, must be a right one for a step that is still to come.
bool Player::is_expected_later(std::uint16_t endpoint, const map::MessageIndication& message) {
  const ReceivedMessage received{kind_of(message), &message, message.context, nullptr};
  for (std::size_t i = 0; i < program_.steps.size(); ++i) {
    const MessageStep* step = message_at(i);
    if (!begins_from_outside(step, endpoint)) continue;
    if (!may_be_of_its_sender(program_, *step, message.transit)) continue;
    if (!here(step->from)) return true;
    bool fits = false;
    instances_.for_each([&](SlabHandle, const Instance& instance) {
      fits = fits || (instance.chart.position <= i && mismatches_of(instance, i, received).empty());
    });
    if (fits) return true;
  }
  return false;
}

// False: nobody will ever wait for it, or too much is held already.
bool Player::hold(std::uint16_t endpoint, std::optional<Owner> owner, const map::MessageIndication& message) {
  if (held_.size() >= options_.most_held) return false;
  if (!owner) {
    if (running() == 0) return false;
    if (!is_expected_later(endpoint, message)) return false;
  }
  held_.push_back(
      {endpoint, owner, map::KeptIndication(message), replayed_ ? *replayed_ : observer_.on_held()});
  return true;
}

// The message that this strand has begun to wait for may be there already. True: it was delivered.
bool Player::deliver_held(const StrandId& id) {
  const auto turn = turn_of(id);
  if (!turn || turn->strand.waiting != Waiting::message) return false;
  const auto at = std::ranges::find_if(held_, [&](const Held& held) {
    if (held.owner) {
      return held.owner->instance == id.instance &&
             awaits(turn->strand, held.endpoint, held.owner->dialogue) &&
             !std::holds_alternative<TimeoutStep>(step_of(turn->strand).what);
    }
    const auto positions = begins_awaited(turn->strand, held.endpoint);
    if (positions.empty()) return false;
    const Owner owner{id.instance, message_at(positions.front())->dialogue};
    return !begins_of_sender(owner, held.endpoint, held.message.get().transit).empty() &&
           !passes_over(owner, held.endpoint, held.message.get());
  });
  if (at == held_.end()) return false;
  const auto owner = at->owner ? at->owner : adopt_from_outside(at->endpoint, at->message.get());
  if (!owner) return false;
  const Held held = std::move(*at);
  held_.erase(at);
  const auto before = std::exchange(replayed_, held.name);
  arrived_ = held.message.get().message;
  deliver(held.endpoint, *owner, held.message.get());
  arrived_ = {};
  replayed_ = before;
  return true;
}

// What was held and nobody waited for. A dialogue that a real system has opened is not left open silently.
void Player::refuse_held() {
  while (!held_.empty()) {
    const Held held = std::move(held_.front());
    held_.pop_front();
    if (held.name != 0) observer_.on_released(held.name, 0);
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
  advance_all(all_waiting(Waiting::way));
}

// A BEGIN of somebody else does not end the wait; if the right one never comes, this is told.
void Player::note_other_sender(std::uint16_t endpoint, const MessageStep& step,
                               const map::MessageIndication& message) {
  note_link(std::string(endpoint_name(endpoint)) + " received a BEGIN of " +
            sender_text(program_, message.transit) + ", and the step waits for one of " +
            identity_text(program_.endpoints[step.from]));
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
    const Turn turn{handle, instance, instance.chart};
    if (is_first(turn) && !instance.dialogues.front().ends[1].open) {
      timers_.cancel(instance.chart.timer);
      instances_.erase(handle);
    } else {
      fail(turn, Verdict::inconclusive, "stopped by a signal", nullptr, 0, Ending::stopped);
    }
  }
}

}  // namespace mapsim::scenario
