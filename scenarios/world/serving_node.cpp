#include "scenarios/world/serving_node.h"

#include <algorithm>

#include "scenarios/world/numbers.h"
#include "sigtran/map/codec.h"

namespace mapsim::world {

ServingNode::ServingNode(Setting setting)
    : Behaviour(std::move(setting)),
      caller_(setting_),
      replies_(setting_.delay, setting_.limits.delayed, Random(setting_.seed).fork(1)),
      random_(Random(setting_.seed).fork(2)) {}

void ServingNode::handle(const node::Event& event, node::Node& node, Instant now) {
  if (caller_.handle(event, node, now)) return drain();
  if (const auto* message = std::get_if<map::MessageIndication>(&event)) {
    if (message->dialogue_ended) forget(message->dialogue);
    on_message(*message, node, now);
  } else if (const auto* notice = std::get_if<map::NoticeIndication>(&event)) {
    if (notice->dialogue_ended) forget(notice->dialogue);
  } else if (const auto* sent = std::get_if<map::SentIndication>(&event)) {
    if (sent->dialogue) forget(*sent->dialogue);
  }
}

void ServingNode::on_message(const map::MessageIndication& message, node::Node& node, Instant now) {
  if (message.dialogue_ended) return;
  // The service of an empty BEGIN comes later, and an LMSI in it needs the reference.
  if (message.primitive == tcap::Primitive::begin && message.services.empty() &&
      speaks(setting_, message.context.version)) {
    if (const auto destination = destination_reference(message))
      opened_for_[key_of(message.dialogue)] = *destination;
  }
  const auto invoked = to_be_answered(setting_, message, replies_, node, now);
  if (!invoked) {
    if (message.primitive != tcap::Primitive::begin) forget(message.dialogue);
    return;
  }
  const std::string_view name = invoked->operation->name;
  if (name == "mt-ForwardSM" || name == "forwardSM") return on_forward(message, *invoked, node, now);
  refuse_operation(message, *invoked, replies_, node, now);
}

// A subscriber is there again ------------------------------------------------------------------------

void ServingNode::comes_back(Number imsi, node::Node& node, Instant now) {
  const auto known = visits_.find(imsi);
  const Subscriber* subscriber = setting_.subscribers ? setting_.subscribers->find_imsi(imsi) : nullptr;
  if (known == visits_.end() || subscriber == nullptr) return;
  Visit& visit = known->second;
  const bool room = std::exchange(visit.owes_room, false);
  const bool presence = std::exchange(visit.owes_presence, false);
  visit.returned = true;
  visit.returning = false;
  // A handset that the table has as full for as long has room for all then.
  visit.room = subscriber->room == 0 ? Subscriber::kNone - 1 : Subscriber::kNone;
  // Who tells of room is present, so this says both (TS 29.002 23.4).
  if (room) {
    tell_hlr(*subscriber, map::AlertReason::memory_available, node, now);
  } else if (presence) {
    tell_hlr(*subscriber, map::AlertReason::ms_present, node, now);
  }
}

void ServingNode::tell_hlr(const Subscriber& subscriber, map::AlertReason reason, node::Node& node,
                           Instant now) {
  ++ready_told_;
  // The memory of versions is by HLR, where that is known, not by subscriber.
  const sccp::Address to =
      setting_.hlr ? *setting_.hlr : setting_.directory->address(subscriber.msisdn, kHlrSsn);
  const auto destination = to.gt ? Number::from_digits(to.gt->digits) : std::nullopt;
  caller_.call(ReadyForSm{subscriber.imsi, reason}, destination.value_or(subscriber.msisdn), to, 0, node,
               now);
  drain();
}

// Messages of handsets ---------------------------------------------------------------------------------

void ServingNode::start(node::Node&, Instant now) {
  for (std::size_t row = 0; row < setting_.sends.size(); ++row)
    planned_.add(now + setting_.sends[row].after, {row, setting_.sends[row].count});
}

void ServingNode::drain() {
  while (const auto outcome = caller_.poll()) {
    if (outcome->token == 0) continue;  // readyForSM: the HLR knows, or will ask
    ++(outcome->kind == Outcome::Kind::result ? mo_accepted_ : mo_refused_);
  }
}

void ServingNode::on_time(node::Node& node, Instant now) {
  for (const map::DialogueId id : replies_.on_time(node, now)) forget(id);
  while (const auto imsi = returns_.pop_due(now)) comes_back(*imsi, node, now);
  while (const auto planned = planned_.pop_due(now)) send(*planned, node, now);
  while (const auto id = guards_.pop_due(now)) {
    const auto at = deliveries_.find(key_of(*id));
    if (at == deliveries_.end()) continue;
    at->second.guard = {};
    const bool more = at->second.more;
    forget(*id);
    if (!more) continue;
    // moreMessagesToSend was set and nothing came: never silently (TS 29.002 23.3.3).
    ++nothing_followed_;
    map::Request abort;
    abort.action = map::Action::u_abort;
    abort.dialogue = *id;
    abort.abort = map::UserAbort{map::UserAbortReason::application_procedure_cancellation, 6};
    (void)node.request(std::move(abort), now);
  }
}

Instant ServingNode::next_deadline() const {
  return std::min({replies_.next_deadline(), returns_.next_deadline(), planned_.next_deadline(),
                   guards_.next_deadline()});
}

void ServingNode::reload(std::shared_ptr<const SubscriberTable> subscribers, node::Node& node, Instant now) {
  setting_.subscribers = std::move(subscribers);
  std::vector<Number> there;
  for (auto& [imsi, visit] : visits_) {
    const Subscriber* subscriber = setting_.subscribers ? setting_.subscribers->find_imsi(imsi) : nullptr;
    visit.returned = false;  // what the new table says counts
    visit.room = Subscriber::kNone;
    if (subscriber == nullptr || subscriber->room == 0 || by_state(*subscriber).kind != Answer::Kind::ok)
      continue;
    if (visit.owes_presence || visit.owes_room) there.push_back(imsi);
  }
  std::ranges::sort(there);  // the order of a hash table is not the same everywhere
  for (const Number imsi : there) {
    comes_back(imsi, node, now);
    visits_.erase(imsi);
  }
}

std::vector<std::pair<std::string, std::uint64_t>> ServingNode::counters() const {
  return {{"dialogues opened", caller_.opened()},
          {"HLR told of presence or room", ready_told_},
          {"MO sent", mo_sent_},
          {"MO accepted", mo_accepted_},
          {"MO refused", mo_refused_},
          {"moreMessagesToSend, and nothing followed", nothing_followed_}};
}

}  // namespace mapsim::world
