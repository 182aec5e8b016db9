// MTP-TRANSFER indication: routing of what came (Q.714 2.3), relay, delivery, reassembly.
#include "sigtran/sccp/sccp.h"

namespace mapsim::sccp {

void Sccp::receive(const mtp::TransferIndication& mtp, Instant now) {
  if (mtp.label.si != mtp::kServiceIndicatorSccp) {
    diagnose(Severity::warning, {.layer = "sccp",
                                 .field = "service indicator",
                                 .clause = "Q.704 14.2.1",
                                 .text = std::to_string(mtp.label.si) + " is not SCCP (3)"});
    return;
  }
  auto message = decode(mtp.data);
  if (!message) {  // a message with a syntax error is discarded (Q.714 1.1.4.3)
    diagnose(Severity::error, std::move(message.error()));
    return;
  }
  if (destinations_.heard(mtp.label.opc)) sccp_back(mtp.label.opc);
  const Arrival arrival{*message, mtp};
  if (message->header.protocol_class > 1) {
    diagnose(Severity::error, {.layer = "sccp",
                               .field = "class",
                               .clause = "Q.713 3.6",
                               .offset = 1,
                               .text = "is not connectionless"});
    return;
  }
  if (message->header.called.routing == RoutingIndicator::route_on_ssn) {
    deliver(arrival, message->header.called.ssn, now);
  } else {
    translate_arrival(arrival, now);
  }
}

// Q.714 2.3.1 3)
void Sccp::translate_arrival(const Arrival& arrival, Instant now) {
  const Header& header = arrival.message.header;
  const auto rule = header.called.gt ? translations_.find(*header.called.gt)
                                     : tl::expected<const TranslationRule*, ReturnCause>(
                                           tl::unexpect, ReturnCause::no_translation_for_address_nature);
  if (!rule) {
    if (config_.accept_untranslated) return deliver(arrival, header.called.ssn, now);
    return return_message(header, arrival.message.data, arrival.mtp.label, rule.error());
  }
  const Routed dpc = choose(**rule, arrival.mtp.label.sls);
  if (!dpc) return return_message(header, arrival.message.data, arrival.mtp.label, dpc.error());
  if (*dpc != config_.point_code) return relay(arrival, **rule, *dpc);
  deliver(arrival, (*rule)->ssn ? (*rule)->ssn : header.called.ssn, now);
}

void Sccp::relay(const Arrival& arrival, const TranslationRule& rule, mtp::PointCode dpc) {
  const Header& received = arrival.message.header;
  const OctetView data = arrival.message.data;
  Header header = received;
  if (format_of(header.type).hop_counter) {
    // Q.714 2.3.1: decremented at each global title translation; it must not reach 0.
    if (header.hop_counter > kMaxHopCounter || header.hop_counter <= 1) {
      return return_message(received, data, arrival.mtp.label, ReturnCause::hop_counter_violation);
    }
    --header.hop_counter;
  }
  apply(rule, header.called);
  if (restricted(dpc, header.importance, format_of(header.type).service)) {
    return return_message(received, data, arrival.mtp.label, ReturnCause::network_congestion);
  }
  // A calling address without a point code is meant in the node that sent it (Q.714 2.7.4).
  if (header.calling.routing == RoutingIndicator::route_on_ssn && !header.calling.point_code) {
    header.calling.point_code = arrival.mtp.label.opc;
    header.calling.raw.clear();
  }
  if (auto fits = check(header, data.size()); !fits) {
    diagnose(Severity::warning, fits.error());
    return return_message(received, data, arrival.mtp.label, ReturnCause::error_in_local_processing);
  }
  OutBuffer out;
  out.prepend(data);
  mtp::RoutingLabel label = arrival.mtp.label;
  label.opc = config_.point_code;
  label.dpc = dpc;
  transmit(header, std::move(out), label);
}

void Sccp::deliver(const Arrival& arrival, std::optional<std::uint8_t> ssn, Instant now) {
  const Header& header = arrival.message.header;
  if (ssn == kManagementSsn) return receive_management(arrival, now);
  if (format_of(header.type).service) return deliver_notice(arrival, ssn);
  if (const auto fault = subsystem_fault(ssn)) {
    return_message(header, arrival.message.data, arrival.mtp.label, *fault);
    // The node that still sends to a prohibited subsystem is told (Q.714 5.3.2.1).
    if (*fault == ReturnCause::subsystem_failure)
      send_management(arrival.mtp.label.opc, own_state(*ssn, false));
    return;
  }
  if (header.segmentation && !header.segmentation->lone()) {
    return deliver_segment(arrival, now);
  }
  push(Indication(UnitdataIndication{transit_of(header, arrival.mtp), arrival.message.data}));
}

void Sccp::deliver_segment(const Arrival& arrival, Instant now) {
  const MessageView& message = arrival.message;
  const OctetView calling = arrival.mtp.data.subspan(message.calling.offset, message.calling.size);
  Reassembly::Outcome outcome = reassembly_.add(message, calling, arrival.mtp.label, now);
  if (outcome.failure) give_up(std::move(*outcome.failure));
  if (!outcome.complete) return;
  UnitdataIndication indication{transit_of(message.header, arrival.mtp), {}};
  indication.transit.segments = outcome.complete->segments;
  push(Indication(std::move(indication)), std::move(outcome.complete->data));
}

void Sccp::give_up(Reassembly::Failure failure) {
  diagnose(
      Severity::warning,
      {.layer = "sccp", .field = "segmentation", .clause = "Q.714 4.1.1.3", .text = std::move(failure.text)});
  if (failure.may_return) return_message(failure.header, failure.data, failure.label, failure.cause);
}

}  // namespace mapsim::sccp
