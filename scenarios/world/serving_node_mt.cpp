// Short messages for handsets (TS 29.002 23.3.3).
#include "scenarios/world/causes.h"
#include "scenarios/world/numbers.h"
#include "scenarios/world/serving_node.h"
#include "sigtran/map/codec.h"

namespace mapsim::world {

namespace {

using map::ErrorCode;

bool is_absence(const Answer& answer) {
  return answer.kind == Answer::Kind::error &&
         (answer.error == ErrorCode::absent_subscriber_sm || answer.error == ErrorCode::absent_subscriber);
}

bool is_lack_of_room(const Answer& answer) {
  return answer == delivery_failure(DeliveryFailureCause::memory_capacity_exceeded);
}

// TP-MTI of what travels to a handset: 00 SMS-DELIVER, 10 SMS-STATUS-REPORT; 11 is taken as the first
// (TS 23.040 9.2.3.1). 01 is the report of an SMS-SUBMIT, which no forwardSM carries.
bool is_for_handset(OctetView tpdu) {
  return !tpdu.empty() && (tpdu[0] & 0x03U) != 0x01U;
}

}  // namespace

template <class Arg>
bool ServingNode::read(const map::MessageIndication& message, OctetView octets, Forwarded& forwarded) {
  const auto arg = map::decode<Arg>(octets);
  if (!arg) return false;
  if (const auto* imsi = std::get_if<map::SmRpDa::imsi>(&arg->sm_rp_da.value)) {
    forwarded.imsi = number_of(*imsi);
  } else if (arg->sm_rp_da.value.index() == map::SmRpDa::lmsi) {
    forwarded.imsi = destination_reference(message);
    const auto opened = opened_for_.find(key_of(message.dialogue));
    if (opened != opened_for_.end()) forwarded.imsi = opened->second;
  } else if (arg->sm_rp_da.value.index() == map::SmRpDa::no_sm_rp_da) {
    forwarded.following = true;
  }
  forwarded.more = arg->more_messages_to_send;
  forwarded.is_deliver = is_for_handset(arg->sm_rp_ui.octets());
  return true;
}

void ServingNode::on_forward(const map::MessageIndication& message, const Invoked& invoked, node::Node& node,
                             Instant now) {
  Forwarded forwarded;
  const OctetView octets = invoked.component->parameter;
  const bool sound = message.context.version == 3 ? read<map::MtForwardSmArg>(message, octets, forwarded)
                                                  : read<map::ForwardSmArg>(message, octets, forwarded);
  ++books_.accepted;
  if (!sound) {
    ++books_.refused["mistyped parameter"];
    forget(message.dialogue);
    replies_.send({message.dialogue, Closing::end, {mistyped(*invoked.component)}}, node, now);
    return;
  }
  answer_forward(message, invoked, forwarded, node, now);
}

void ServingNode::answer_forward(const map::MessageIndication& message, const Invoked& invoked,
                                 const Forwarded& forwarded, node::Node& node, Instant now) {
  const auto delivery = deliveries_.find(key_of(message.dialogue));
  std::optional<Number> imsi = forwarded.imsi;
  if (forwarded.following && delivery != deliveries_.end()) imsi = delivery->second.imsi;
  // All messages of a dialogue are for one subscriber (TS 29.002 12.9.3).
  if (delivery != deliveries_.end() && imsi != delivery->second.imsi) imsi.reset();
  const Subscriber* subscriber =
      imsi && setting_.subscribers ? setting_.subscribers->find_imsi(*imsi) : nullptr;
  Answer answer;
  const auto busy = imsi ? busy_.find(*imsi) : busy_.end();
  if (!imsi || !forwarded.is_deliver) {
    answer = Answer::of(ErrorCode::unexpected_data_value);
  } else if (busy != busy_.end() && busy->second != key_of(message.dialogue)) {
    answer = Answer::of(ErrorCode::subscriber_busy_for_mt_sms);  // another message is on its way to him
  } else {
    answer = decide(subscriber, *imsi);
  }
  Reply reply{message.dialogue, Closing::end, {}};
  if (answer.kind == Answer::Kind::ok) {
    ++books_.delivered;
    delivered(subscriber);
    reply.services.push_back(empty_result(*invoked.component));
    if (forwarded.more) reply.closing = Closing::stay_open;
  } else {
    ++books_.refused[to_text(answer)];
    refused(subscriber, answer, now);
    if (answer.kind == Answer::Kind::error) {
      ErrorCode used{};
      reply.services.push_back(
          errors_.component(answer, message.context.version, used, invoked.component->invoke_id));
    } else {
      reply.closing = answer.kind == Answer::Kind::abort ? Closing::abort : Closing::silently;
    }
  }
  const bool stays = reply.closing == Closing::stay_open;
  const bool sent = replies_.send(reply, node, now);
  if (imsi && (stays || !sent)) {
    keep_open(message.dialogue, *imsi, stays, now);
  } else {
    forget(message.dialogue);
  }
}

Answer ServingNode::decide(const Subscriber* subscriber, Number imsi) {
  if (setting_.subscribers && subscriber == nullptr) return Answer::of(ErrorCode::unidentified_subscriber);
  if (subscriber == nullptr) return setting_.answers.draw(random_);
  // Who is registered elsewhere is not known here.
  const bool sgsn = setting_.role == scenario::Role::sgsn;
  const std::uint16_t where = sgsn ? subscriber->sgsn : subscriber->msc;
  if (where != Subscriber::kNone && setting_.subscribers->node(where) != setting_.number)
    return Answer::of(ErrorCode::unidentified_subscriber);
  const auto known = visits_.find(imsi);
  if (known == visits_.end() || !known->second.returned) {
    const Answer answer = by_state(*subscriber);
    if (answer.kind != Answer::Kind::ok) return answer;
  }
  const std::uint16_t room = known != visits_.end() && known->second.room != Subscriber::kNone
                                 ? known->second.room
                                 : subscriber->room;
  if (room == 0) return delivery_failure(DeliveryFailureCause::memory_capacity_exceeded);
  const Answers& answers = subscriber->answers != Subscriber::kNone
                               ? setting_.subscribers->answers(subscriber->answers)
                               : setting_.answers;
  return answers.draw(random_);
}

Answer ServingNode::by_state(const Subscriber& subscriber) const {
  const bool sgsn = setting_.role == scenario::Role::sgsn;
  switch (subscriber.state) {
    case SubscriberState::absent:
      return absent_because(sgsn ? Absence::no_paging_response_sgsn : Absence::no_paging_response);
    case SubscriberState::detached:
      return absent_because(sgsn ? Absence::gprs_detached : Absence::imsi_detached);
    case SubscriberState::memory_full:
      return delivery_failure(DeliveryFailureCause::memory_capacity_exceeded);
    case SubscriberState::busy:
      return Answer::of(ErrorCode::subscriber_busy_for_mt_sms);
    case SubscriberState::purged:
      // Who returns has registered when the HLR names this node.
      if (subscriber.returns_ms != 0) return {};
      return Answer::of(ErrorCode::unidentified_subscriber);
    case SubscriberState::unidentified:
      return Answer::of(ErrorCode::unidentified_subscriber);
    case SubscriberState::illegal:
      return Answer::of(ErrorCode::illegal_subscriber);
    case SubscriberState::illegal_equipment:
      return Answer::of(ErrorCode::illegal_equipment);
    case SubscriberState::not_sm_equipped:
      return delivery_failure(DeliveryFailureCause::equipment_not_sm_equipped);
    case SubscriberState::silent:
      return {Answer::Kind::silence};
    default:
      return {};
  }
}

ServingNode::Visit* ServingNode::visit(Number imsi) {
  const auto known = visits_.find(imsi);
  if (known != visits_.end()) return &known->second;
  if (visits_.size() >= setting_.limits.subscribers) return nullptr;
  return &visits_[imsi];
}

void ServingNode::delivered(const Subscriber* subscriber) {
  if (subscriber == nullptr || subscriber->room == Subscriber::kNone) return;
  Visit* known = visit(subscriber->imsi);
  if (known == nullptr) return;
  if (known->room == Subscriber::kNone) known->room = subscriber->room;
  if (known->room > 0) --known->room;
}

void ServingNode::refused(const Subscriber* subscriber, const Answer& answer, Instant now) {
  const bool absent = is_absence(answer);
  const bool full = is_lack_of_room(answer);
  if (subscriber == nullptr || (!absent && !full && subscriber->returns_ms == 0)) return;
  Visit* known = visit(subscriber->imsi);
  if (known == nullptr) return;
  known->owes_presence = known->owes_presence || absent;
  known->owes_room = known->owes_room || full;
  if (subscriber->returns_ms == 0 || known->returning) return;
  known->returning = true;
  returns_.add(now + std::chrono::milliseconds(subscriber->returns_ms), subscriber->imsi);
}

void ServingNode::keep_open(map::DialogueId id, Number imsi, bool more, Instant now) {
  Delivery& delivery = deliveries_[key_of(id)];
  guards_.cancel(delivery.guard);
  delivery.id = id;
  delivery.imsi = imsi;
  delivery.more = more;
  busy_.emplace(imsi, key_of(id));
  // One that ends with its answer is forgotten when that has gone.
  if (more) delivery.guard = guards_.add(now + setting_.delay.most + setting_.more_messages_guard, id);
}

void ServingNode::forget(map::DialogueId id) {
  opened_for_.erase(key_of(id));
  const auto at = deliveries_.find(key_of(id));
  if (at == deliveries_.end()) return;
  guards_.cancel(at->second.guard);
  const auto busy = busy_.find(at->second.imsi);
  if (busy != busy_.end() && busy->second == key_of(id)) busy_.erase(busy);
  deliveries_.erase(at);
}

}  // namespace mapsim::world
