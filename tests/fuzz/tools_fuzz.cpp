// What follows dialogues through a capture: decode, flow, compare's content, lint and import, over frames of
// SCCP that the input is cut into: a flag octet (direction, repeated), a length of two octets, and as many
// octets.
#include <algorithm>

#include "tests/fuzz/script.h"
#include "tools/compare/content.h"
#include "tools/flow/flow_chart.h"
#include "tools/import/importer.h"
#include "tools/lint/linter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mapsim;
  using namespace mapsim::cli;
  MessageDecoder decoder;
  Linter linter(decoder.dialogues());
  Importer importer;
  OctetView left(data, size);
  capture::Packet packet;
  capture::WalkEvent event;
  while (left.size() >= 3) {
    const std::uint8_t flags = left[0];
    const std::size_t wanted = std::size_t{left[1]} << 8U | left[2];
    const OctetView octets = left.subspan(3, std::min(wanted, left.size() - 3));
    left = left.subspan(3 + octets.size());
    ++packet.number;
    packet.at = std::chrono::seconds(packet.number * (flags >> 2U));
    event.octets = octets;
    event.retransmission = (flags & 1U) != 0;
    CapturedMessage message{packet, event, {}};
    mtp::RoutingLabel label;
    label.opc = (flags & 2U) != 0 ? 1 : 2;
    label.dpc = 3 - label.opc;
    decoder.sccp(octets, label, {*packet.at, event.retransmission}, message.decoded);
    if (message.decoded.type) {
      FlowLine line;
      start_line(line, message);
      tell(line, *message.decoded.tcap);
    }
    importer.add(message);
    if (!event.retransmission) linter.look_at(message.decoded, packet.number, *packet.at);
    if (message.decoded.type) message_content(message, {}, {});
  }
  if (importer.steps() != 0) fuzz::require(!importer.scenario("fuzz").empty());
  return 0;
}
