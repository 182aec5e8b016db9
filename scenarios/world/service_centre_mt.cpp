// Attempts to deliver (TS 29.002 23.3, 23.6).
#include <algorithm>

#include "scenarios/world/delivery_failure.h"
#include "scenarios/world/service_centre.h"
#include "sigtran/sms/tpdu_codec.h"

namespace mapsim::world {

// An attempt begins with the enquiry; the recipient is made where there is none.
void ServiceCentre::attempt(Number msisdn, node::Node& node, Instant now) {
  if (store_.waiting_for(msisdn) == 0) {
    if (const auto at = recipients_.find(msisdn); at != recipients_.end()) forget(at);
    return;
  }
  Recipient& recipient = recipients_[msisdn];
  retries_.cancel(recipient.retry);
  recipient.phase = Phase::routing;
  recipient.alerted = recipient.tell_success = false;
  recipient.nodes.clear();
  recipient.failure.clear();
  ++enquiries_;
  caller_.call(SendRoutingInfo{msisdn, setting_.number, true}, hlr_number(msisdn), hlr_of(msisdn),
               msisdn.packed(), node, now);
  drain(node, now);
}

void ServiceCentre::drain(node::Node& node, Instant now) {
  // What is done about one outcome may make another at once; it is taken by this same loop.
  if (draining_) return;
  draining_ = true;
  while (const auto outcome = caller_.poll()) {
    const auto at = recipients_.find(Number::from_packed(outcome->token));
    if (at == recipients_.end()) {
      if (outcome->open) caller_.close(*outcome->open, node, now);
      continue;
    }
    switch (at->second.phase) {
      case Phase::routing:
        on_routing(at, *outcome, node, now);
        break;
      case Phase::delivering:
        on_delivery(at, *outcome, node, now);
        break;
      case Phase::reporting:
        // Whatever the HLR said: the retry does not depend on its list (TS 29.002 23.6).
        if (outcome->open) caller_.close(*outcome->open, node, now);
        attempt_failed(at, node, now);
        break;
      case Phase::waiting:
        if (outcome->open) caller_.close(*outcome->open, node, now);
        break;
    }
  }
  draining_ = false;
}

// The next message of the recipient, in the dialogue that is open or in a new one.
void ServiceCentre::deliver(Recipients::iterator at, std::optional<map::DialogueId> open, node::Node& node,
                            Instant now) {
  Recipient& recipient = at->second;
  const auto handle = store_.first(at->first);
  if (!handle) {
    if (open) caller_.close(*open, node, now);
    if (recipient.tell_success) return report(at, map::SmDeliveryOutcome::successful_transfer, {}, node, now);
    forget(at);
    return;
  }
  recipient.phase = Phase::delivering;
  recipient.sent = *handle;
  recipient.sent_expired = false;
  auto message = store_.find(*handle)->tpdu;
  const bool more = store_.waiting_for(at->first) > 1;
  // TP-MMS and moreMessagesToSend must agree (TS 29.002 23.3).
  auto octets = std::visit(
      [&](auto& tpdu) {
        tpdu.tp_mms = more ? sms::MoreMessages::more : sms::MoreMessages::none;
        return sms::encode(sms::Tpdu(tpdu));
      },
      message);
  if (!octets) {
    if (open) caller_.close(*open, node, now);
    refuse(*handle, "a TPDU that cannot be sent", kRemoteProcedureError, now);
    return deliver(at, std::nullopt, node, now);
  }
  const auto [number, sgsn] = recipient.nodes.front();
  ForwardMt forward{recipient.imsi, {}, setting_.number, std::move(*octets), more, open.has_value()};
  if (!sgsn) forward.lmsi = recipient.lmsi;  // the VLR's
  if (open) {
    ++second_of_dialogue_;
    caller_.follow(*open, std::move(forward), node, now);
  } else {
    ++attempts_;
    caller_.call(std::move(forward), number, setting_.directory->address(number, sgsn ? kSgsnSsn : kMscSsn),
                 at->first.packed(), node, now);
  }
}

void ServiceCentre::on_delivery(Recipients::iterator at, const Outcome& outcome, node::Node& node,
                                Instant now) {
  Recipient& recipient = at->second;
  if (outcome.kind == Outcome::Kind::result) {
    const StoredMessage& message = *store_.find(recipient.sent);
    if (message.is_report()) {
      ++status_reports_delivered_;
      --reports_waiting_;
    } else {
      ++delivered_;
      report_status(message, kReceived, now);
    }
    recipient.attempts = 0;
    store_.remove(recipient.sent);
    // What came meanwhile, or is left where the receiver closed early, goes in a new dialogue.
    return deliver(at, outcome.open, node, now);
  }
  const Failure failure = failure_of(outcome, recipient.nodes.front().second ? "SGSN" : "MSC");
  if (outcome.open) caller_.close(*outcome.open, node, now);
  if (recipient.sent_expired) {
    refuse(recipient.sent, "validity period over", kValidityExpired, now);
  } else if (failure.permanent) {
    refuse(recipient.sent, failure.text, failure.status, now);
    return deliver(at, std::nullopt, node, now);
  } else if (failure.elsewhere && recipient.nodes.size() > 1) {
    recipient.nodes.erase(recipient.nodes.begin());
    return deliver(at, std::nullopt, node, now);
  }
  recipient.failure = failure.text;
  recipient.failure_status = failure.status;
  if (failure.absent)
    return report(at, map::SmDeliveryOutcome::absent_subscriber, failure.diagnostic, node, now);
  if (failure.memory) return report(at, map::SmDeliveryOutcome::memory_capacity_exceeded, {}, node, now);
  attempt_failed(at, node, now);
}

void ServiceCentre::report(Recipients::iterator at, map::SmDeliveryOutcome outcome,
                           std::optional<std::uint8_t> diagnostic, node::Node& node, Instant now) {
  at->second.phase = Phase::reporting;
  at->second.tell_success = false;
  ++reports_;
  caller_.call(ReportDeliveryStatus{at->first, setting_.number, outcome, diagnostic}, hlr_number(at->first),
               hlr_of(at->first), at->first.packed(), node, now);
}

// The attempt is over, in whatever way: what still waits is tried later.
void ServiceCentre::attempt_failed(Recipients::iterator at, node::Node& node, Instant now) {
  Recipient& recipient = at->second;
  recipient.phase = Phase::waiting;
  if (store_.waiting_for(at->first) == 0) {
    forget(at);
    return;
  }
  // A report of success, and a message that came behind it; or an alert that came during the attempt.
  if (recipient.failure.empty() || recipient.alerted) {
    recipient.by_alert = recipient.alerted;
    return attempt(at->first, node, now);
  }
  if (!recipient.by_alert) ++recipient.attempts;
  if (recipient.attempts > setting_.retry.size())
    return refuse_all(at, recipient.failure, recipient.failure_status, now);
  // An attempt after an alert takes none of the schedule; it waits as long as the last one did.
  const std::size_t step = std::max<std::uint32_t>(recipient.attempts, 1) - 1;
  const Duration pause = setting_.retry.empty() ? setting_.validity : setting_.retry[step];
  recipient.retry = retries_.add(now + pause, at->first);
}

// By value: the cause may be the one of the recipient, which is gone first.
void ServiceCentre::refuse_all(Recipients::iterator at, std::string cause, sms::Status status, Instant now) {
  const Number msisdn = at->first;
  forget(at);
  while (const auto handle = store_.first(msisdn)) refuse(*handle, cause, status, now);
}

}  // namespace mapsim::world
