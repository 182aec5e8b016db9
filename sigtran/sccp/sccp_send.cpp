// N-UNITDATA request: choice of the message, segmentation, routing (Q.714 4.1).
#include <algorithm>
#include <array>

#include "sigtran/sccp/address_codec.h"
#include "sigtran/sccp/sccp.h"

namespace mapsim::sccp {

namespace {

constexpr std::size_t kHeaderRoom = 160;  // SCCP and all below it, for a segment's own buffer

tl::unexpected<Error> wrong_request(std::string field, const char* clause, std::string text) {
  return fail(Error{.layer = "sccp", .field = std::move(field), .clause = clause, .text = std::move(text)});
}

Result<void> check_request(const UnitdataRequest& request) {
  if (request.protocol_class > 1) {
    return wrong_request("class", "Q.711 6.2.2",
                         "protocol class " + std::to_string(request.protocol_class) + "; allowed: 0, 1");
  }
  if (request.overrides.segment_size == std::size_t{0}) {
    return wrong_request("segment-size", "Q.714 4.1.1.2", "a segment carries at least one octet");
  }
  if (request.overrides.segmentation_reference.value_or(0) > 0xFFFFFF) {
    return wrong_request("segmentation-reference", "Q.713 3.17", "has 24 bits; allowed: 0 to 16777215");
  }
  if (request.overrides.importance.value_or(0) > 7)
    return wrong_request("importance", "Q.713 3.19", "allowed: 0 to 7");
  if (auto called = check_address(request.called, "called"); !called) return called;
  return check_address(request.calling, "calling");
}

}  // namespace

Result<void> Sccp::handle(UnitdataRequest&& request, Instant /*now*/) {
  if (auto ok = check_request(request); !ok) return ok;
  std::optional<mtp::PointCode> dpc = request.overrides.dpc;
  if (!dpc) {
    const Routed routed = route_request(request.called);
    if (!routed) {
      refuse(request, routed.error(), "Q.714 2.4.5", "the called address cannot be routed");
      return {};
    }
    dpc = *routed;
    if (*dpc == config_.point_code) {
      loop_back(request);
      return {};
    }
  }
  if (const auto fault = remote_fault(*dpc, request.called.routing, request.called.ssn)) {
    refuse(request, *fault, "Q.714 2.3.2",
           "point code " + std::to_string(*dpc) +
               (*fault == ReturnCause::subsystem_failure ? ": the subsystem is prohibited"
                                                         : " is not reachable"));
    return {};
  }
  const auto& importance = request.overrides.importance ? request.overrides.importance : config_.importance;
  if (restricted(*dpc, importance, false)) {
    refuse(request, ReturnCause::network_congestion, "Q.714 2.6",
           "the way to point code " + std::to_string(*dpc) + " is congested");
    return {};
  }
  return send(request, *dpc);
}

Result<void> Sccp::send(UnitdataRequest& request, mtp::PointCode dpc) {
  const Overrides& o = request.overrides;
  const mtp::RoutingLabel label{.opc = o.opc.value_or(config_.point_code),
                                .dpc = dpc,
                                .si = o.si.value_or(mtp::kServiceIndicatorSccp),
                                .ni = o.ni.value_or(config_.network_indicator),
                                .mp = o.mp.value_or(0),
                                .sls = o.sls ? *o.sls : choose_sls(request)};
  Header header;
  header.protocol_class = request.protocol_class;
  header.message_handling = request.return_on_error ? kReturnOnError : std::uint8_t{0};
  header.called = std::move(request.called);
  header.calling = std::move(request.calling);
  header.hop_counter = o.hop_counter.value_or(config_.hop_counter);

  const std::size_t size = request.data.size();
  const bool cut = o.segment_size && size > *o.segment_size;
  const bool extended = o.hop_counter || o.importance || cut;  // only an XUDT can say so
  if (request.form == Form::udt ||
      (request.form == Form::automatic && !extended &&
       size <= sccp::udt_capacity(header.called, header.calling, config_.max_sif))) {
    header.type = MessageType::udt;
    return send_one(request, header, label);
  }
  header.importance = o.importance ? o.importance : config_.importance;
  header.type = request.form == Form::ludt ? MessageType::ludt : MessageType::xudt;
  // A single segment with a segmentation parameter is a message of its own kind (Q.713 3.17); tests ask for
  // it.
  const bool lone_segment = o.segmentation_reference.has_value();
  const bool importance = header.importance.has_value();
  const std::size_t segment =
      sccp::xudt_segment_capacity(header.called, header.calling, importance, config_.max_sif);
  const std::size_t whole =
      lone_segment ? segment
                   : sccp::xudt_capacity(header.called, header.calling, importance, config_.max_sif);
  // A LUDT goes whole unless it is asked for in segments, for a network on whose other side only XUDTs pass.
  if (!cut && (header.type == MessageType::ludt || size <= whole)) {
    if (lone_segment) {
      header.segmentation = Segmentation{true, request.protocol_class == 1, 0, *o.segmentation_reference};
    }
    return send_one(request, header, label);
  }
  const std::size_t room = o.segment_size.value_or(segment);
  if (room == 0 || size > room * kMaxSegments) {
    request.called = std::move(header.called);
    request.calling = std::move(header.calling);
    refuse(request, ReturnCause::segmentation_failure, "Q.714 4.1.1.2",
           std::to_string(size) + " octets do not fit in 16 segments of " + std::to_string(room));
    return {};
  }
  header.segmentation = Segmentation{};
  if (auto fits = check(header, std::min(room, size)); !fits) return fits;
  send_segments(request, header, label, room);
  return {};
}

Result<void> Sccp::send_one(UnitdataRequest& request, Header& header, const mtp::RoutingLabel& label) {
  if (auto fits = check(header, request.data.size()); !fits) return fits;
  transmit(header, std::move(request.data), label, request.overrides.m3ua);
  return {};
}

// Q.714 4.1.1.2.2: all segments in class 1 and with one SLS, none longer than the first; the return option in
// the first only, so that a message is returned once.
void Sccp::send_segments(UnitdataRequest& request, Header& header, const mtp::RoutingLabel& label,
                         std::size_t size) {
  const OctetView all = request.data.view();
  const std::size_t count = (all.size() + size - 1) / size;
  std::uint32_t reference = 0;
  if (request.overrides.segmentation_reference) {
    reference = *request.overrides.segmentation_reference;
  } else {
    reference = next_reference_;
    next_reference_ = (next_reference_ + 1) & 0xFFFFFFU;
  }
  header.segmentation = Segmentation{.first = true,
                                     .class1 = request.protocol_class == 1,
                                     .remaining = static_cast<std::uint8_t>(count - 1),
                                     .reference = reference};
  header.protocol_class = 1;
  for (std::size_t at = 0; at < all.size(); at += size) {
    const OctetView part = all.subspan(at, std::min(size, all.size() - at));
    OutBuffer data(part.size() + kHeaderRoom, request.data.memory());
    data.tag = request.data.tag;
    data.prepend(part);
    transmit(header, std::move(data), label, request.overrides.m3ua);
    header.segmentation->first = false;
    --header.segmentation->remaining;
    header.message_handling = 0;
  }
}

// The user addressed a subsystem of this node (Q.714 2.2.2.2).
void Sccp::loop_back(UnitdataRequest& request) {
  if (const auto fault = subsystem_fault(request.called.ssn)) {
    refuse(request, *fault, "Q.714 2.3.2", "the local subsystem cannot take it");
    return;
  }
  UnitdataIndication indication;
  indication.transit = Transit{
      .called = std::move(request.called),
      .calling = std::move(request.calling),
      .message_type = static_cast<std::uint8_t>(MessageType::udt),
      .protocol_class = request.protocol_class,
      .return_on_error = request.return_on_error,
      .hop_counter = {},
      .importance = {},
      .segments = 1,
      .label = {.opc = config_.point_code, .dpc = config_.point_code, .ni = config_.network_indicator},
      .routing_context = {},
      .network_appearance = {}};
  const OctetView data = request.data.view();
  push(Indication(std::move(indication)), Octets(data.begin(), data.end()));
}

// Q.714 4.2: the message did not leave. N-NOTICE shows it as a return from the node that was called.
void Sccp::refuse(UnitdataRequest& request, ReturnCause cause, const char* clause, std::string text) {
  diagnose(Severity::warning,
           {.layer = "sccp", .field = "called", .clause = clause, .text = std::move(text)});
  if (!request.return_on_error) return;
  NoticeIndication notice;
  notice.transit.called = std::move(request.calling);
  notice.transit.calling = std::move(request.called);
  notice.transit.protocol_class = request.protocol_class;
  notice.transit.label = {
      .opc = config_.point_code, .dpc = config_.point_code, .ni = config_.network_indicator};
  notice.cause = cause;
  const OctetView data = request.data.view();
  push(Indication(std::move(notice)), Octets(data.begin(), data.end()));
}

// Q.714 2.2.1: class 1 keeps one SLS for one sequence control, class 0 spreads the load.
std::uint8_t Sccp::choose_sls(const UnitdataRequest& request) {
  if (request.protocol_class == 1)
    return static_cast<std::uint8_t>(request.sequence_control % config_.sls_count);
  const std::uint8_t sls = next_sls_;
  next_sls_ = static_cast<std::uint8_t>((next_sls_ + 1U) % config_.sls_count);
  return sls;
}

void Sccp::transmit(const Header& header, OutBuffer data, const mtp::RoutingLabel& label,
                    const mtp::M3uaOverrides& overrides) {
  prepend_header(data, header);
  push(mtp::TransferRequest{label, overrides, std::move(data)});
}

}  // namespace mapsim::sccp
