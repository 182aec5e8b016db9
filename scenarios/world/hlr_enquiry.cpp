// sendRoutingInfoForSM, and informServiceCentre beside its answer (TS 29.002 23.3.2).
#include <array>

#include "scenarios/world/causes.h"
#include "scenarios/world/hlr.h"
#include "scenarios/world/numbers.h"
#include "sigtran/map/codec.h"

namespace mapsim::world {

using map::ErrorCode;

void Hlr::on_enquiry(const map::MessageIndication& message, const Invoked& invoked, node::Node& node,
                     Instant now) {
  const std::uint8_t version = message.context.version;
  Enquiry enquiry;
  std::optional<Number> msisdn;
  const auto read = [&](const auto& arg) {
    if (!arg) return false;
    msisdn = number_of(arg->msisdn);
    enquiry.service_centre = number_of(arg->service_centre_address);
    enquiry.priority = arg->sm_rp_pri;
    return true;
  };
  bool sound = false;
  if (version == 3) {
    const auto arg = map::decode<map::RoutingInfoForSmArg>(invoked.component->parameter);
    sound = read(arg);
    enquiry.gprs = sound && arg->gprs_support_indicator;
  } else {
    sound = read(map::decode<map::RoutingInfoForSmArgV2>(invoked.component->parameter));
  }
  ++books_.accepted;
  if (!sound) {
    ++books_.refused["mistyped parameter"];
    replies_.send({message.dialogue, Closing::end, {mistyped(*invoked.component)}}, node, now);
    return;
  }
  enquiry.msisdn = msisdn.value_or(Number());
  const Subscriber* subscriber = by_msisdn(enquiry.msisdn);
  const Answer answer = decide(enquiry, subscriber);
  Reply reply{message.dialogue, Closing::end, {}};
  if (answer.kind == Answer::Kind::ok) {
    ++books_.delivered;
    parameter_ = routing(enquiry, *subscriber, version);
    reply.services.push_back(result(*invoked.component, parameter_));
  } else if (answer.kind == Answer::Kind::error) {
    ErrorCode used{};
    reply.services.push_back(errors_.component(answer, version, used, invoked.component->invoke_id));
    ++books_.refused[to_text(answer)];
  } else {
    reply.closing = answer.kind == Answer::Kind::abort ? Closing::abort : Closing::silently;
    ++books_.refused[to_text(answer)];
  }
  if (subscriber != nullptr && !reply.services.empty()) add_inform(reply, *subscriber, version);
  replies_.send(reply, node, now);
  if (subscriber != nullptr && subscriber->state == SubscriberState::purged && subscriber->returns_ms != 0 &&
      purged_.size() < setting_.limits.subscribers && purged_.emplace(subscriber->imsi, false).second) {
    returns_.add(now + std::chrono::milliseconds(subscriber->returns_ms), subscriber->imsi);
  }
}

bool Hlr::is_gone(const Subscriber& subscriber) const {
  if (subscriber.state != SubscriberState::purged) return false;
  const auto at = purged_.find(subscriber.imsi);
  return at == purged_.end() || !at->second;
}

Answer Hlr::decide(const Enquiry& enquiry, const Subscriber* subscriber) {
  if (subscriber == nullptr) return Answer::of(ErrorCode::unknown_subscriber);
  const Answer& drawn = setting_.answers.draw(random_);
  if (drawn.kind != Answer::Kind::ok) return drawn;
  switch (subscriber->state) {
    case SubscriberState::unknown:
      return Answer::of(ErrorCode::unknown_subscriber);
    case SubscriberState::not_provisioned:
      return Answer::of(ErrorCode::teleservice_not_provisioned);
    case SubscriberState::barred:
      return Answer::of(ErrorCode::call_barred,
                        static_cast<std::uint8_t>(map::CallBarringCause::operator_barring));
    default:
      break;
  }
  const MessageWaiting::Data* waiting = waiting_.find(subscriber->imsi);
  const bool gone = is_gone(*subscriber);
  // Without priority nothing is tried that failed before (TS 29.002 23.3.2).
  const bool kept_back = waiting != nullptr && waiting->not_reachable && !enquiry.priority;
  if (!gone && !kept_back) return {};
  if (enquiry.service_centre) waiting_.add(subscriber->imsi, *enquiry.service_centre, true, false);
  return gone ? absent_because(Absence::ms_purged) : Answer::of(ErrorCode::absent_subscriber_sm);
}

Octets Hlr::routing(const Enquiry& enquiry, const Subscriber& subscriber, std::uint8_t version) {
  const auto node_of = [&](std::uint16_t index) {
    return index != Subscriber::kNone ? setting_.subscribers->node(index) : Number();
  };
  const Number sgsn = node_of(subscriber.sgsn);
  Number msc = node_of(subscriber.msc);
  if (!msc && !sgsn) msc = setting_.default_msc;
  const std::array<std::uint8_t, 4> lmsi_octets = {
      static_cast<std::uint8_t>(subscriber.lmsi >> 24U), static_cast<std::uint8_t>(subscriber.lmsi >> 16U),
      static_cast<std::uint8_t>(subscriber.lmsi >> 8U), static_cast<std::uint8_t>(subscriber.lmsi)};
  std::optional<map::Lmsi> lmsi;
  if (subscriber.has_lmsi && msc) lmsi = map::Lmsi(lmsi_octets);
  if (version < 3) {
    map::RoutingInfoForSmResV2 res;
    res.imsi = imsi_of(subscriber.imsi);
    res.location_info_with_lmsi.location_info.value.emplace<map::LocationInfo::msc_number>(
        isdn_address(msc ? msc : sgsn));
    res.location_info_with_lmsi.lmsi = lmsi;
    if (version == 1) {
      if (const auto* waiting = waiting_.find(subscriber.imsi))
        res.mwd_set = waiting->not_reachable || waiting->memory_exceeded;
    }
    return map::encode(res).value_or(Octets());
  }
  map::RoutingInfoForSmRes res;
  res.imsi = imsi_of(subscriber.imsi);
  auto& where = res.location_info_with_lmsi;
  where.network_node_number = isdn_address(msc ? msc : sgsn);
  where.lmsi = lmsi;
  // The other number only for who says that he supports GPRS (TS 29.002 12.1.3, gprsSupportIndicator).
  if (!msc) where.gprs_node_indicator = true;
  if (msc && sgsn && enquiry.gprs)
    where.additional_number.emplace().value.emplace<map::AdditionalNumber::sgsn_number>(isdn_address(sgsn));
  return map::encode(res).value_or(Octets());
}

// In the same message; version 1 has nothing of the kind (TS 29.002 12.6).
void Hlr::add_inform(Reply& reply, const Subscriber& subscriber, std::uint8_t version) {
  const MessageWaiting::Data* waiting = waiting_.find(subscriber.imsi);
  if (version == 1 || waiting == nullptr) return;
  const auto bits = static_cast<std::uint8_t>((waiting->not_reachable ? map::kMnrfSet : 0U) |
                                              (waiting->memory_exceeded ? map::kMcefSet : 0U));
  map::InformServiceCentreArgV2 arg;
  arg.mw_status = map::MwStatus::from_bits(bits);
  inform_ = map::encode(arg).value_or(Octets());
  tcap::Component inform;
  inform.type = tcap::ComponentType::invoke;
  inform.invoke_id = map::InvokeId{1};
  inform.code = std::int32_t{63};
  inform.parameter = inform_;
  reply.services.push_back(inform);
}

}  // namespace mapsim::world
