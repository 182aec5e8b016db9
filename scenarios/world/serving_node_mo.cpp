// The messages that a serving node sends for handsets (TS 29.002 23.2).
#include <algorithm>

#include "scenarios/world/numbers.h"
#include "scenarios/world/serving_node.h"
#include "sigtran/sms/split.h"
#include "sigtran/sms/tpdu_codec.h"

namespace mapsim::world {

void ServingNode::send(Planned planned, node::Node& node, Instant now) {
  const Sending& sending = setting_.sends[planned.row];
  if (--planned.left > 0) planned_.add(now + std::max(sending.every, Duration(1)), planned);
  if (!setting_.service_centre) return;
  // The text was tried when the endpoint was made; where it is long, each part is a message.
  const auto parts = sms::split_text(sending.text, {.reference = reference_});
  if (!parts) return;
  const Subscriber* subscriber =
      setting_.subscribers ? setting_.subscribers->find_msisdn(sending.from) : nullptr;
  for (const sms::UserPart& part : *parts) {
    sms::SmsSubmit submit;
    submit.tp_mr = reference_++;
    submit.tp_da = tp_address(sending.to);
    sms::Tpdu tpdu = submit;
    sms::set_user_part(tpdu, part);
    auto octets = sms::encode(tpdu);
    if (!octets) return;
    ForwardMo mo{*setting_.service_centre, sending.from, {}, std::move(*octets)};
    if (subscriber != nullptr) mo.imsi = subscriber->imsi;
    ++mo_sent_;
    caller_.call(std::move(mo), *setting_.service_centre,
                 setting_.directory->address(*setting_.service_centre, kMscSsn), 1, node, now);
  }
  drain();
}

}  // namespace mapsim::world
