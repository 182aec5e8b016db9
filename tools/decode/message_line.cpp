#include "tools/decode/message_line.h"

#include "sigtran/capture/mtp3_frame.h"
#include "sigtran/tcap/codec.h"
#include "tools/decode/json_text.h"
#include "tools/decode/json_writer.h"

namespace mapsim::cli {

using capture::WalkEvent;

void MessageLine::endpoint(std::string& out, const link::IpAddress& address, std::uint16_t port) {
  std::size_t hash = port;
  for (const std::uint8_t octet : address.view()) hash = hash * 31 + octet;
  Endpoint& row = endpoints_[(hash ^ hash >> 6U) % endpoints_.size()];
  if (row.text.empty() || row.address != address || row.port != port) {
    row.address = address;
    row.port = port;
    row.text = link::to_text(address) + " port " + std::to_string(port);
  }
  out += row.text;
}

void MessageLine::transport(std::string& out, const WalkEvent& event) {
  out += ",\"sctp\":{\"from\":\"";
  endpoint(out, event.from, event.from_port);
  out += "\",\"to\":\"";
  endpoint(out, event.to, event.to_port);
  out += "\",\"stream\":";
  append_json_number(out, event.stream);
  out += ",\"tsn\":";
  append_json_number(out, event.tsn);
  if (event.retransmission) out += ",\"retransmission\":true";
  out += '}';
}

void MessageLine::append(std::string& out, const CapturedMessage& message) {
  const capture::Packet& packet = message.packet;
  const WalkEvent& event = message.event;
  const DecodedMessage& decoded = message.decoded;
  out += "{\"frame\":";
  append_json_number(out, static_cast<std::int64_t>(packet.number));
  if (packet.at) {
    out += ",\"time\":\"";
    date_.append(out, *packet.at);
    out += '"';
  }
  if (!packet.comment.empty()) {
    out += ",\"comment\":";
    append_json_string(out, packet.comment);
  }
  if (event.from_port != 0 || event.to_port != 0) transport(out, event);
  if (event.what == WalkEvent::What::message) {
    if (const auto m3ua = m3ua::decode(event.octets)) {
      out += ",\"m3ua\":";
      layers_.m3ua(out, *m3ua);
    }
  } else if (event.what == WalkEvent::What::mtp3) {
    if (const auto part = capture::read_mtp3(event.octets)) {
      const mtp::RoutingLabel& label = part->label;
      out += ",\"mtp3\":{\"opc\":";
      append_json_number(out, label.opc);
      out += ",\"dpc\":";
      append_json_number(out, label.dpc);
      out += ",\"si\":";
      append_json_number(out, label.si);
      out += ",\"ni\":";
      append_json_number(out, label.ni);
      out += ",\"sls\":";
      append_json_number(out, label.sls);
      out += '}';
    }
  }
  if (!decoded.sccp_octets.empty()) {
    if (const auto sccp = sccp::decode(decoded.sccp_octets)) {
      out += ",\"sccp\":";
      layers_.sccp(out, *sccp, decoded.sccp_octets);
    }
  }
  if (decoded.type) {
    if (const auto tcap = tcap::decode(decoded.tcap_octets)) {
      out += ",\"tcap\":";
      layers_.tcap(out, *tcap);
    }
  }
  if (const Value* map = decoded.map()) {
    out += ",\"map\":";
    append_json(out, *map);
  }
  if (!decoded.problems.empty()) {
    out += ",\"problems\":[";
    for (const std::string& problem : decoded.problems) {
      if (&problem != &decoded.problems.front()) out += ',';
      append_json_string(out, problem);
    }
    out += ']';
  }
  out += '}';
}

}  // namespace mapsim::cli
