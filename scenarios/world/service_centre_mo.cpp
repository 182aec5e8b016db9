// Messages from handsets (TS 29.002 23.2).
#include <algorithm>
#include <chrono>

#include "scenarios/world/causes.h"
#include "scenarios/world/numbers.h"
#include "scenarios/world/service_centre.h"
#include "sigtran/map/codec.h"
#include "sigtran/sms/tpdu_codec.h"

namespace mapsim::world {

namespace {

using map::ErrorCode;

// Seconds since 1970 of a time stamp, by its own zone.
std::optional<std::int64_t> unix_seconds(const sms::Timestamp& stamp) {
  const auto time = stamp.calendar();
  if (!time) return std::nullopt;
  const std::chrono::sys_days day = std::chrono::year(time->year) /
                                    std::chrono::month(static_cast<unsigned>(time->month)) /
                                    std::chrono::day(static_cast<unsigned>(time->day));
  const std::int64_t local = std::int64_t{day.time_since_epoch().count()} * 86'400 + time->hour * 3'600 +
                             time->minute * 60 + time->second;
  const std::int64_t zone = std::int64_t{time->zone_quarters} * 900;
  return time->zone_negative ? local + zone : local - zone;
}

// In GMT.
sms::Timestamp timestamp_of(std::int64_t seconds) {
  const auto days = std::chrono::sys_days(std::chrono::days(seconds / 86'400));
  const std::chrono::year_month_day date(days);
  const std::int64_t of_day = seconds % 86'400;
  sms::CalendarTime time;
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  time.hour = static_cast<int>(of_day / 3'600);
  time.minute = static_cast<int>(of_day / 60 % 60);
  time.second = static_cast<int>(of_day % 60);
  return sms::to_timestamp(time).value_or(sms::Timestamp());
}

std::int64_t whole_seconds(Instant at) {
  return std::chrono::duration_cast<std::chrono::seconds>(at.since_start()).count();
}

template <class Arg>
std::optional<ForwardMo> read(OctetView octets) {
  const auto arg = map::decode<Arg>(octets);
  if (!arg) return std::nullopt;
  ForwardMo mo;
  if (const auto* msisdn = std::get_if<map::SmRpOa::msisdn>(&arg->sm_rp_oa.value))
    mo.msisdn = number_of(*msisdn).value_or(Number());
  const OctetView tpdu = arg->sm_rp_ui.octets();
  mo.tpdu.assign(tpdu.begin(), tpdu.end());
  return mo;
}

}  // namespace

void ServiceCentre::on_submit(const map::MessageIndication& message, const Invoked& invoked, node::Node& node,
                              Instant now) {
  const OctetView octets = invoked.component->parameter;
  const std::uint8_t version = message.context.version;
  const auto mo = version == 3 ? read<map::MoForwardSmArg>(octets) : read<map::ForwardSmArg>(octets);
  if (!mo) {
    ++turned_away_;
    replies_.send({message.dialogue, Closing::end, {mistyped(*invoked.component)}}, node, now);
    return;
  }
  Number recipient;
  const Answer answer = accept(*mo, now, recipient);
  Reply reply{message.dialogue, Closing::end, {}};
  if (answer.kind == Answer::Kind::ok) {
    reply.services.push_back(empty_result(*invoked.component));
  } else {
    ++turned_away_;
    if (answer.kind == Answer::Kind::error) {
      ErrorCode used{};
      reply.services.push_back(errors_.component(answer, version, used, invoked.component->invoke_id));
    } else {
      reply.closing = answer.kind == Answer::Kind::abort ? Closing::abort : Closing::silently;
    }
  }
  replies_.send(reply, node, now);
  if (answer.kind != Answer::Kind::ok) return;
  // Someone who waits already is tried when it is his turn: one dialogue at a time, the rest queue.
  if (recipients_.find(recipient) == recipients_.end()) attempt(recipient, node, now);
}

// What it answers; with `ok` the message is stored.
Answer ServiceCentre::accept(const ForwardMo& mo, Instant now, Number& recipient) {
  const Answer drawn = setting_.answers.draw(random_);
  if (drawn.kind != Answer::Kind::ok) return drawn;
  if (!mo.msisdn) return Answer::of(ErrorCode::unexpected_data_value);
  const auto tpdu = sms::decode(mo.tpdu, sms::Direction::mo);
  if (!tpdu) return delivery_failure(DeliveryFailureCause::equipment_protocol_error);
  const auto* submit = std::get_if<sms::SmsSubmit>(&*tpdu);
  if (submit == nullptr) return Answer::of(ErrorCode::facility_not_supported);
  const auto to = number_of(submit->tp_da);
  if (!to) return delivery_failure(DeliveryFailureCause::invalid_sme_address);
  sms::SmsDeliver deliver;
  deliver.tp_rp = submit->tp_rp;
  deliver.tp_udhi = submit->tp_udhi;
  deliver.tp_oa = tp_address(mo.msisdn);
  deliver.tp_pid = submit->tp_pid;
  deliver.tp_dcs = submit->tp_dcs;
  deliver.tp_scts = timestamp(now);
  deliver.tp_sri = submit->tp_srr;  // the recipient sees that one was asked for (TS 23.040 9.2.3.4)
  deliver.user_data = submit->user_data;
  std::optional<ReportRequest> request;
  if (submit->tp_srr) request = ReportRequest{mo.msisdn, submit->tp_mr, submit->tp_da};
  if (!store_.add({std::move(deliver), *to, std::move(request), {}}, expiry_of(*submit, now)))
    return delivery_failure(DeliveryFailureCause::sc_congestion);
  ++accepted_;
  recipient = *to;
  return {};
}

sms::Timestamp ServiceCentre::timestamp(Instant at) const {
  return timestamp_of(setting_.epoch + whole_seconds(at));
}

// It is delivered as messages are. Those whom it is for are tried at the end of the turn: who calls this may
// be in the middle of somebody's delivery.
void ServiceCentre::report_status(const StoredMessage& message, sms::Status status, Instant now) {
  if (!message.request) return;
  const Number originator = message.request->originator;
  const auto& submitted = std::get<sms::SmsDeliver>(message.tpdu).tp_scts;
  ++status_reports_;
  auto report = status_report(*message.request, submitted, timestamp(now), status);
  if (!store_.add({std::move(report), originator, {}, {}}, now + setting_.validity)) {
    ++status_reports_lost_;
    return;
  }
  ++reports_waiting_;
  to_be_told_.push_back(originator);
}

void ServiceCentre::begin_reports(node::Node& node, Instant now) {
  // An attempt that fails at once may add one.
  for (std::size_t i = 0; i < to_be_told_.size(); ++i) {
    const Number originator = to_be_told_[i];
    if (recipients_.find(originator) == recipients_.end()) attempt(originator, node, now);
  }
  to_be_told_.clear();
}

// TP-VP in each of its formats (TS 23.040 9.2.3.12); what says nothing that can be understood has the
// configured validity.
Instant ServiceCentre::expiry_of(const sms::SmsSubmit& submit, Instant now) const {
  if (!submit.tp_vp) return now + setting_.validity;
  if (const auto* relative = std::get_if<sms::RelativePeriod>(&*submit.tp_vp))
    return now + relative->duration();
  if (const auto* absolute = std::get_if<sms::Timestamp>(&*submit.tp_vp)) {
    const auto seconds = unix_seconds(*absolute);
    if (!seconds) return now + setting_.validity;
    return std::max(now, Instant::from_start(std::chrono::seconds(*seconds - setting_.epoch)));
  }
  const auto& enhanced = std::get<sms::EnhancedPeriod>(*submit.tp_vp);
  constexpr std::uint8_t kRelative = 1;  // bits 2 to 0 of the functionality indicator
  constexpr std::uint8_t kSeconds = 2;
  switch (enhanced.octets[0] & 0x07U) {
    case kRelative:
      return now + sms::RelativePeriod{enhanced.octets[1]}.duration();
    case kSeconds:
      return now + std::chrono::seconds(enhanced.octets[1]);
    default:
      return now + setting_.validity;
  }
}

}  // namespace mapsim::world
