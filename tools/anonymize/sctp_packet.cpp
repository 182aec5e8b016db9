// SCTP (RFC 9260): packets and DATA.
#include <algorithm>

#include "sigtran/capture/byte_order.h"
#include "sigtran/capture/m2pa_frame.h"
#include "sigtran/capture/sctp_chunk_writer.h"
#include "sigtran/core/crc32c.h"
#include "sigtran/core/reader.h"
#include "sigtran/link/transport.h"
#include "tools/anonymize/checksum.h"
#include "tools/anonymize/packet_editor.h"

namespace mapsim::cli::anonymize {

namespace {

constexpr std::size_t kCommonHeader = 12;
constexpr std::size_t kChecksumAt = 8;
constexpr std::size_t kDataHeader = 16;

void put_u32(OctetSpan octets, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) octets[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

std::string key_of(const capture::FlowKey& flow) {
  return "sctp/" + link::to_text(flow.from) + "/" + link::to_text(flow.to) + "/" +
         std::to_string(flow.from_port) + "/" + std::to_string(flow.to_port) + "/" +
         std::to_string(flow.verification_tag);
}

}  // namespace

void PacketEditor::sctp(const Part& packet, const capture::IpPacket& addresses, bool whole) {
  const OctetSpan octets = packet.octets();
  if (octets.size() < kCommonHeader) return editor_.unknown(octets, "SCTP packet");
  Reader in(octets);
  capture::FlowKey flow;
  flow.from = addresses.from;
  flow.to = addresses.to;
  flow.from_port = in.u16();
  flow.to_port = in.u16();
  flow.verification_tag = in.u32();
  const auto kept = Checksum::of(in.u32(), sctp_checksum(octets));
  Piece* const piece = packet.piece.get();
  piece->at_release([piece, at = packet.offset, size = packet.size, kept, whole] {
    const OctetSpan p = piece->octets().subspan(at, size);
    put_u32(p, kChecksumAt, whole ? kept.with(sctp_checksum(p)) : 0);
  });
  for (std::size_t at = kCommonHeader; at < octets.size();) {
    const std::size_t size =
        octets.size() - at >= 4 ? capture::get_u16(octets, at + 2, capture::ByteOrder::big) : 0;
    if (size < 4 || size > octets.size() - at) return editor_.unknown(octets.subspan(at), "SCTP chunk");
    if (octets[at] == capture::kChunkData) {
      data(packet.sub(at, size), flow);
    } else {
      replace_in_chunk(editor_, octets.subspan(at, size));
    }
    const std::size_t end = std::min(octets.size(), at + (size + 3) / 4 * 4);
    std::ranges::fill(octets.subspan(at + size, end - at - size), std::uint8_t{0});
    at = end;
  }
}

void PacketEditor::data(const Part& chunk, const capture::FlowKey& flow) {
  if (chunk.size < kDataHeader + 1) return editor_.unknown(chunk.octets().subspan(4), "SCTP chunk");
  Reader in(chunk.octets());
  in.u8();
  const std::uint8_t flags = in.u8();
  in.u16();
  const std::uint32_t tsn = in.u32();
  in.u32();  // stream and its sequence number
  const std::uint32_t payload_protocol = in.u32();
  const bool first = (flags & 2U) != 0;
  const bool last = (flags & 1U) != 0;
  const bool again = !flows_.flow(flow).is_new(tsn);
  const Part payload = chunk.sub(kDataHeader, chunk.size - kDataHeader);
  if (first && last) return user_message(payload, payload_protocol, flow, again);
  const auto whole = fragments_.add(key_of(flow), {tsn, tsn + 1, first, last, payload},
                                    "fragments of SCTP without the rest");
  if (!whole) return;
  user_message({*whole, 0, (*whole)->octets().size()}, payload_protocol, flow, again);
  (*whole)->release();
}

void PacketEditor::user_message(const Part& message, std::uint32_t payload_protocol,
                                const capture::FlowKey& flow, bool again) {
  const bool m2pa_port = flow.from_port == capture::kM2paPort || flow.to_port == capture::kM2paPort;
  const MessageArrival arrival{at_, again};
  if (payload_protocol == capture::kM2paPayloadProtocol || (payload_protocol == 0 && m2pa_port))
    return messages_.m2pa(message, arrival);
  if (payload_protocol == link::kM3uaPayloadProtocol || payload_protocol == 0)
    return messages_.m3ua(message, arrival);
  editor_.unknown(message.octets(), "SCTP messages of another protocol");
}

}  // namespace mapsim::cli::anonymize
