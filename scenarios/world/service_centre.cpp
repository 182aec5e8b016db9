#include "scenarios/world/service_centre.h"

#include <algorithm>

#include "scenarios/world/numbers.h"
#include "sigtran/map/codec.h"

namespace mapsim::world {

ServiceCentre::ServiceCentre(Setting setting)
    : Behaviour(std::move(setting)),
      caller_(setting_),
      replies_(setting_.delay, setting_.limits.delayed, Random(setting_.seed).fork(1)),
      random_(Random(setting_.seed).fork(2)),
      store_(setting_.limits.messages, setting_.limits.messages_of_one) {}

sccp::Address ServiceCentre::hlr_of(Number msisdn) const {
  return setting_.hlr ? *setting_.hlr : setting_.directory->address(msisdn, kHlrSsn);
}

// Under which the version that it speaks is remembered.
Number ServiceCentre::hlr_number(Number msisdn) const {
  if (setting_.hlr && setting_.hlr->gt) return Number::from_digits(setting_.hlr->gt->digits).value_or(msisdn);
  return msisdn;
}

void ServiceCentre::handle(const node::Event& event, node::Node& node, Instant now) {
  if (caller_.handle(event, node, now)) {
    drain(node, now);
  } else if (const auto* message = std::get_if<map::MessageIndication>(&event)) {
    on_message(*message, node, now);
  }
  begin_reports(node, now);
}

void ServiceCentre::on_message(const map::MessageIndication& message, node::Node& node, Instant now) {
  const auto invoked = to_be_answered(setting_, message, replies_, node, now);
  if (!invoked) return;
  const std::string_view name = invoked->operation->name;
  if (name == "mo-ForwardSM" || name == "forwardSM") return on_submit(message, *invoked, node, now);
  if (name == "alertServiceCentre" || name == "alertServiceCentreWithoutResult")
    return on_alert(message, *invoked, node, now);
  refuse_operation(message, *invoked, replies_, node, now);
}

void ServiceCentre::on_alert(const map::MessageIndication& message, const Invoked& invoked, node::Node& node,
                             Instant now) {
  const OctetView octets = invoked.component->parameter;
  std::optional<Number> msisdn;
  bool sound = false;
  if (message.context.version == 1) {
    if (const auto arg = map::decode<map::AlertServiceCentreArgV1>(octets)) {
      sound = true;
      msisdn = number_of(arg->msisdn);
    }
  } else if (const auto arg = map::decode<map::AlertServiceCentreArg>(octets)) {
    sound = true;
    msisdn = number_of(arg->msisdn);
  }
  Reply reply{message.dialogue, Closing::end, {}};
  if (invoked.operation->operation_class == tcap::OperationClass::class4) {
    reply.closing = Closing::silently;
  } else {
    reply.services.push_back(sound ? empty_result(*invoked.component) : mistyped(*invoked.component));
  }
  replies_.send(reply, node, now);
  ++alerts_;
  if (msisdn) alerted(*msisdn, node, now);
}

void ServiceCentre::alerted(Number msisdn, node::Node& node, Instant now) {
  const auto at = recipients_.find(msisdn);
  if (at == recipients_.end()) return;
  if (at->second.phase != Phase::waiting) {
    at->second.alerted = true;  // if the attempt that is going on fails, the next one follows at once
    return;
  }
  at->second.by_alert = true;
  attempt(msisdn, node, now);
}

void ServiceCentre::refuse(SlabHandle handle, const std::string& cause, sms::Status status, Instant now) {
  const StoredMessage& message = *store_.find(handle);
  if (message.is_report()) {
    ++status_reports_lost_;
    --reports_waiting_;
  } else {
    ++refused_[cause];
    report_status(message, status, now);
  }
  store_.remove(handle);
}

void ServiceCentre::expire(SlabHandle handle, Instant now) {
  const Number msisdn = store_.find(handle)->recipient;
  const auto at = recipients_.find(msisdn);
  if (at != recipients_.end() && at->second.phase == Phase::delivering && at->second.sent == handle) {
    at->second.sent_expired = true;  // it may still arrive; if it does not, it is not tried again
    return;
  }
  refuse(handle, "validity period over", kValidityExpired, now);
  if (at == recipients_.end() || at->second.phase != Phase::waiting || store_.waiting_for(msisdn) != 0)
    return;
  forget(at);
}

void ServiceCentre::forget(Recipients::iterator at) {
  retries_.cancel(at->second.retry);
  recipients_.erase(at);
}

void ServiceCentre::on_time(node::Node& node, Instant now) {
  replies_.on_time(node, now);
  while (const auto handle = store_.pop_expired(now)) expire(*handle, now);
  while (const auto msisdn = retries_.pop_due(now)) {
    const auto at = recipients_.find(*msisdn);
    if (at == recipients_.end()) continue;
    at->second.retry = {};
    at->second.by_alert = false;
    attempt(*msisdn, node, now);
  }
  begin_reports(node, now);
}

Instant ServiceCentre::next_deadline() const {
  return std::min({replies_.next_deadline(), store_.next_expiry(), retries_.next_deadline()});
}

Books ServiceCentre::books() const {
  Books books;
  books.accepted = accepted_;
  books.delivered = delivered_;
  books.waiting = store_.size() - reports_waiting_;
  books.refused = refused_;
  return books;
}

std::vector<std::pair<std::string, std::uint64_t>> ServiceCentre::counters() const {
  return {{"dialogues opened", caller_.opened()},
          {"not accepted", turned_away_},
          {"routing enquiries", enquiries_},
          {"MT dialogues", attempts_},
          {"messages behind another in one dialogue", second_of_dialogue_},
          {"delivery reports", reports_},
          {"alerts", alerts_},
          {"status reports", status_reports_},
          {"status reports delivered", status_reports_delivered_},
          {"status reports lost", status_reports_lost_}};
}

}  // namespace mapsim::world
