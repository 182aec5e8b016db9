// Message waiting data: what is reported, who is ready again, and whom that concerns (TS 29.002 23.4, 23.6).
#include "scenarios/world/hlr.h"
#include "scenarios/world/numbers.h"
#include "sigtran/map/codec.h"

namespace mapsim::world {

using map::ErrorCode;

void Hlr::on_report(const map::MessageIndication& message, const Invoked& invoked, node::Node& node,
                    Instant now) {
  const std::uint8_t version = message.context.version;
  std::optional<Number> msisdn;
  std::optional<Number> service_centre;
  auto outcome = map::SmDeliveryOutcome::absent_subscriber;  // version 1 knows no other
  bool sound = false;
  if (version == 3) {
    if (const auto arg = map::decode<map::ReportSmDeliveryStatusArg>(invoked.component->parameter)) {
      sound = true;
      msisdn = number_of(arg->msisdn);
      service_centre = number_of(arg->service_centre_address);
      outcome = arg->sm_delivery_outcome;
    }
  } else if (const auto arg = map::decode<map::ReportSmDeliveryStatusArgV2>(invoked.component->parameter)) {
    sound = true;
    msisdn = number_of(arg->msisdn);
    service_centre = number_of(arg->service_centre_address);
    outcome = arg->sm_delivery_outcome.value_or(outcome);
  }
  ++reports_;
  Reply reply{message.dialogue, Closing::end, {}};
  const Subscriber* subscriber = msisdn ? by_msisdn(*msisdn) : nullptr;
  ErrorCode used{};
  boost::container::small_vector<Number, 2> alerted;
  if (!sound) {
    reply.services.push_back(mistyped(*invoked.component));
  } else if (subscriber == nullptr || !service_centre) {
    reply.services.push_back(errors_.component(Answer::of(ErrorCode::unknown_subscriber), version, used,
                                               invoked.component->invoke_id));
  } else if (outcome == map::SmDeliveryOutcome::successful_transfer) {
    // It has room and is there; its own service centre knows already, the others are told (TS 29.002 23.6).
    waiting_.remove(subscriber->imsi, *service_centre);
    alerted = waiting_.memory_available(subscriber->imsi);
    reply.services.push_back(empty_result(*invoked.component));
  } else if (waiting_.add(subscriber->imsi, *service_centre,
                          outcome == map::SmDeliveryOutcome::absent_subscriber,
                          outcome == map::SmDeliveryOutcome::memory_capacity_exceeded)) {
    reply.services.push_back(empty_result(*invoked.component));
  } else {
    reply.services.push_back(errors_.component(Answer::of(ErrorCode::message_waiting_list_full), version,
                                               used, invoked.component->invoke_id));
  }
  replies_.send(reply, node, now);
  if (subscriber != nullptr) alert(subscriber->imsi, alerted, node, now);
}

// readyForSM, noteSubscriberPresent --------------------------------------------------------------------

void Hlr::on_ready(const map::MessageIndication& message, const Invoked& invoked, node::Node& node,
                   Instant now) {
  const OctetView octets = invoked.component->parameter;
  std::optional<Number> imsi;
  auto reason = map::AlertReason::ms_present;
  bool sound = false;
  if (message.context.version == 1) {
    if (const auto arg = map::decode<map::NoteSubscriberPresentArg>(octets)) {
      sound = true;
      imsi = number_of(arg->imsi);
    }
  } else if (message.context.version == 2) {
    if (const auto arg = map::decode<map::ReadyForSmArgV2>(octets)) {
      sound = true;
      imsi = number_of(arg->imsi);
      reason = arg->alert_reason;
    }
  } else if (const auto arg = map::decode<map::ReadyForSmArg>(octets)) {
    sound = true;
    imsi = number_of(arg->imsi);
    reason = arg->alert_reason;
  }
  const Subscriber* subscriber = imsi ? by_imsi(*imsi) : nullptr;
  Reply reply{message.dialogue, Closing::end, {}};
  ErrorCode used{};
  if (invoked.operation->operation_class == tcap::OperationClass::class4) {
    reply.closing = Closing::silently;  // noteSubscriberPresent is not answered (TS 29.002 12.8)
  } else if (!sound) {
    reply.services.push_back(mistyped(*invoked.component));
  } else if (subscriber == nullptr) {
    reply.services.push_back(errors_.component(Answer::of(ErrorCode::unknown_subscriber),
                                               message.context.version, used, invoked.component->invoke_id));
  } else {
    reply.services.push_back(empty_result(*invoked.component));
  }
  replies_.send(reply, node, now);
  if (subscriber == nullptr) return;
  const Number whose = subscriber->imsi;
  alert(whose,
        reason == map::AlertReason::ms_present ? waiting_.present(whose) : waiting_.memory_available(whose),
        node, now);
}

// alertServiceCentre ------------------------------------------------------------------------------------

void Hlr::alert(Number imsi, const boost::container::small_vector<Number, 2>& service_centres,
                node::Node& node, Instant now) {
  const Subscriber* subscriber = by_imsi(imsi);
  if (subscriber == nullptr) return;
  for (const Number service_centre : service_centres) {
    const std::uint64_t token = ++alerts_;
    alerting_.emplace(token, std::pair(imsi, service_centre));
    caller_.call(AlertServiceCentre{subscriber->msisdn, service_centre}, service_centre,
                 setting_.directory->address(service_centre, kMscSsn), token, node, now);
  }
  drain();
}

void Hlr::drain() {
  while (const auto outcome = caller_.poll()) {
    const auto whom = alerting_.extract(outcome->token);
    if (outcome->kind == Outcome::Kind::result) {
      ++alerts_answered_;
    } else if (!whom.empty()) {
      // It waits still, and is alerted when the subscriber is heard of again.
      waiting_.add(whom.mapped().first, whom.mapped().second, false, false);
    }
  }
}

}  // namespace mapsim::world
