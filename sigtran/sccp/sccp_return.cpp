// Message return (Q.714 4.2): UDTS, XUDTS and LUDTS, sent and received.
#include "sigtran/sccp/names.h"
#include "sigtran/sccp/sccp.h"

namespace mapsim::sccp {

namespace {

std::string cause_text(ReturnCause cause) {
  if (const auto name = enum_name(cause)) return std::string(*name);
  return "cause " + std::to_string(static_cast<int>(cause));
}

}  // namespace

void Sccp::return_message(const Header& header, OctetView data, const mtp::RoutingLabel& label,
                          ReturnCause cause) {
  const MessageFormat& format = format_of(header.type);
  const bool wanted = !format.service && header.return_on_error();
  diagnose(Severity::warning, {.layer = "sccp",
                               .field = "called",
                               .clause = "Q.714 4.2",
                               .text = std::string(format.name) + (wanted ? " returned: " : " discarded: ") +
                                       cause_text(cause)});
  if (!wanted) return;  // nor is a returned message ever returned

  Header back;
  back.type = format.returned_as;
  back.return_cause = cause;
  back.called = header.calling;
  back.calling = header.called;
  back.hop_counter = config_.hop_counter;
  back.segmentation = header.segmentation;
  back.importance = header.importance;
  mtp::RoutingLabel route = label;
  route.opc = config_.point_code;
  route.dpc = label.opc;
  // On SSN without a point code it is the node that the message came from (Q.714 2.7.4).
  const bool addressed = back.called.routing == RoutingIndicator::route_on_gt || back.called.point_code;
  if (addressed) {
    const Routed dpc = route_request(back.called);
    if (!dpc || *dpc == config_.point_code) {
      diagnose(Severity::warning, {.layer = "sccp",
                                   .field = "calling",
                                   .clause = "Q.714 4.2",
                                   .text = "the returned message cannot be routed to its originator"});
      return;
    }
    route.dpc = *dpc;
  }
  if (destinations_.fault(route.dpc) || !check(back, data.size())) return;
  OutBuffer out;
  out.prepend(data);
  transmit(back, std::move(out), route);
}

// N-NOTICE. Of a message that went in segments only its first one is told of: the user sent one message.
void Sccp::deliver_notice(const Arrival& arrival, std::optional<std::uint8_t> ssn) {
  const Header& header = arrival.message.header;
  if (subsystem_fault(ssn)) {
    return return_message(header, arrival.message.data, arrival.mtp.label, ReturnCause::unequipped_user);
  }
  if (header.segmentation && !header.segmentation->first) {
    diagnose(Severity::debug,
             {.layer = "sccp",
              .field = "segmentation",
              .clause = "Q.714 4.2",
              .text = "a later segment of ours was returned: " + cause_text(header.return_cause)});
    return;
  }
  push(Indication(
      NoticeIndication{transit_of(header, arrival.mtp), header.return_cause, arrival.message.data}));
}

}  // namespace mapsim::sccp
