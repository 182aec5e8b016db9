#include "scenarios/world/hlr.h"

#include <algorithm>

namespace mapsim::world {

Hlr::Hlr(Setting setting)
    : Behaviour(std::move(setting)),
      caller_(setting_),
      replies_(setting_.delay, setting_.limits.delayed, Random(setting_.seed).fork(1)),
      random_(Random(setting_.seed).fork(2)),
      waiting_(setting_.limits.subscribers, setting_.limits.service_centres_of_one) {}

const Subscriber* Hlr::by_msisdn(Number msisdn) const {
  return setting_.subscribers ? setting_.subscribers->find_msisdn(msisdn) : nullptr;
}

const Subscriber* Hlr::by_imsi(Number imsi) const {
  return setting_.subscribers ? setting_.subscribers->find_imsi(imsi) : nullptr;
}

void Hlr::handle(const node::Event& event, node::Node& node, Instant now) {
  if (caller_.handle(event, node, now)) return drain();
  if (const auto* message = std::get_if<map::MessageIndication>(&event)) on_message(*message, node, now);
}

void Hlr::on_message(const map::MessageIndication& message, node::Node& node, Instant now) {
  const auto invoked = to_be_answered(setting_, message, replies_, node, now);
  if (!invoked) return;
  const std::string_view name = invoked->operation->name;
  if (name == "sendRoutingInfoForSM") return on_enquiry(message, *invoked, node, now);
  if (name == "reportSM-DeliveryStatus") return on_report(message, *invoked, node, now);
  if (name == "readyForSM" || name == "noteSubscriberPresent") return on_ready(message, *invoked, node, now);
  refuse_operation(message, *invoked, replies_, node, now);
}

void Hlr::on_time(node::Node& node, Instant now) {
  replies_.on_time(node, now);
  while (const auto imsi = returns_.pop_due(now)) {
    purged_[*imsi] = true;
    alert(*imsi, waiting_.present(*imsi), node, now);
  }
}

Instant Hlr::next_deadline() const {
  return std::min(replies_.next_deadline(), returns_.next_deadline());
}

void Hlr::reload(std::shared_ptr<const SubscriberTable> subscribers, node::Node& node, Instant now) {
  setting_.subscribers = std::move(subscribers);
  // Who is purged no longer has registered anew.
  std::vector<Number> returned;
  for (const auto& [imsi, back] : purged_) {
    const Subscriber* subscriber = by_imsi(imsi);
    if (subscriber == nullptr || subscriber->state != SubscriberState::purged) returned.push_back(imsi);
  }
  std::ranges::sort(returned);  // the order of a hash table is not the same everywhere
  for (const Number imsi : returned) {
    purged_.erase(imsi);
    alert(imsi, waiting_.present(imsi), node, now);
  }
}

std::vector<std::pair<std::string, std::uint64_t>> Hlr::counters() const {
  return {{"dialogues opened", caller_.opened()},
          {"delivery reports", reports_},
          {"alerts", alerts_},
          {"alerts answered", alerts_answered_},
          {"subscribers with messages waiting", waiting_.size()}};
}

}  // namespace mapsim::world
