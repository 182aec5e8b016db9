#include "tools/decode/capture_reading.h"

#include <algorithm>

#include "sigtran/capture/link_layer.h"
#include "sigtran/link/ip_address.h"
#include "sigtran/link/transport.h"
#include "tools/decode/date_text.h"

namespace mapsim::cli {

using capture::WalkEvent;

namespace {

void add_sctp(const WalkEvent& event, Value& tree) {
  Value sctp;
  sctp.add("from", link::to_text(event.from) + " port " + std::to_string(event.from_port));
  sctp.add("to", link::to_text(event.to) + " port " + std::to_string(event.to_port));
  sctp.add("stream", static_cast<std::int64_t>(event.stream));
  sctp.add("tsn", static_cast<std::int64_t>(event.tsn));
  if (event.retransmission) sctp.add("retransmission", true);
  tree.add("sctp", std::move(sctp));
}

void add_frame(CapturedMessage& message) {
  const capture::Packet& packet = message.packet;
  Value& tree = message.decoded.tree;
  tree.add("frame", static_cast<std::int64_t>(packet.number));
  if (packet.at) tree.add("time", date(*packet.at));
  if (!packet.comment.empty()) tree.add("comment", packet.comment);
  if (message.event.from_port != 0 || message.event.to_port != 0) add_sctp(message.event, tree);
}

// Times of captures may be anything; differences of these do not overflow.
std::chrono::nanoseconds usable(std::optional<std::chrono::nanoseconds> at) {
  constexpr std::chrono::nanoseconds kLast{std::int64_t{1} << 62};
  return std::clamp(at.value_or(std::chrono::nanoseconds(0)), std::chrono::nanoseconds(0), kLast);
}

}  // namespace

std::string openbsd_note(const std::string& path) {
  return path +
         ": link type 12 is read as OpenBSD's loopback (108), as the frames begin with an address family; "
         "elsewhere the "
         "number means raw IP, and 'mapsim relink' writes the right one";
}

Result<void> CaptureReading::read(const std::string& path,
                                  const std::function<void(CapturedMessage&)>& on_message) {
  auto reader = capture::Reader::open(path);
  if (!reader) return fail(reader.error());
  capture::PacketWalker walker;
  for (;;) {
    const auto packet = reader->next();
    if (!packet) {
      Error error = packet.error();
      error.field = path;
      return fail(std::move(error));
    }
    if (!*packet) break;
    ++facts.frames;
    const capture::Packet& p = **packet;
    if (!facts.first_at) facts.first_at = p.at;
    facts.openbsd_loopback =
        facts.openbsd_loopback ||
        (p.link_type == capture::LinkType::raw_ip_or_loop &&
         capture::link_type_by_content(p.link_type, p.octets) == capture::LinkType::loop);
    walker.feed(p.link_type, p.octets, p.original_size);
    while (const auto event = walker.poll()) show(p, *event, on_message);
  }
  facts.retransmissions = walker.counters().retransmissions;
  return {};
}

void CaptureReading::show(const capture::Packet& packet, const WalkEvent& event,
                          const std::function<void(CapturedMessage&)>& on_message) {
  if (event.what == WalkEvent::What::chunk) return;
  CapturedMessage message{packet, event, {}};
  DecodedMessage& decoded = message.decoded;
  if (depth == Depth::everything) add_frame(message);
  const Arrival arrival{usable(packet.at), event.retransmission};
  switch (event.what) {
    case WalkEvent::What::message:
      // Some systems leave the payload protocol identifier 0.
      if (event.payload_protocol != link::kM3uaPayloadProtocol && event.payload_protocol != 0) return;
      decoder.m3ua(event.octets, arrival, decoded);
      break;
    case WalkEvent::What::sccp:
      decoder.sccp(event.octets, {}, arrival, decoded);
      break;
    case WalkEvent::What::mtp3:
      decoder.mtp3(event.octets, arrival, decoded);
      break;
    default:
      if (event.diagnostic->severity < Severity::warning) return;
      decoded.problems.push_back(event.diagnostic->error.message());
  }
  ++facts.messages;
  on_message(message);
  facts.problems += decoded.problems.size();
}

void CaptureReading::add_all(CapturedMessage& message) const {
  add_frame(message);
  decoder.add_all(message.decoded);
}

}  // namespace mapsim::cli
