#include "sigtran/capture/packet_walk.h"

#include <algorithm>

#include "sigtran/capture/link_layer.h"
#include "sigtran/capture/m2pa_frame.h"
#include "sigtran/capture/sctp_chunk_writer.h"
#include "sigtran/core/crc32c.h"
#include "sigtran/core/reader.h"

namespace mapsim::capture {

namespace {

constexpr std::size_t kDataHeader = 16;

Error sctp_error(std::string_view field, std::string_view clause, std::size_t offset, std::string text) {
  return Error{.layer = "sctp",
               .field = std::string(field),
               .clause = std::string(clause),
               .offset = offset,
               .text = std::move(text)};
}

std::string hex32(std::uint32_t v) {
  const std::array<std::uint8_t, 4> octets = {
      static_cast<std::uint8_t>(v >> 24U), static_cast<std::uint8_t>(v >> 16U),
      static_cast<std::uint8_t>(v >> 8U), static_cast<std::uint8_t>(v)};
  return to_hex(octets);
}

// A common header and at least one chunk header behind it, and a CRC32c that is right: chance makes one in
// 2^32 so.
bool is_sctp_by_checksum(OctetView packet) {
  if (packet.size() < 16 || packet.size() % 4 != 0) return false;
  return mapsim::Reader(packet.subspan(8)).u32() == sctp_checksum(packet);
}

}  // namespace

void PacketWalker::diagnose(Severity severity, Error error) {
  WalkEvent& event = events_.emplace_back();
  event.what = WalkEvent::What::diagnostic;
  event.diagnostic = std::make_shared<Diagnostic>(Diagnostic{severity, std::move(error)});
}

void PacketWalker::deliver(WalkEvent::What what, OctetView octets, std::size_t at) {
  WalkEvent& event = events_.emplace_back();
  event.what = what;
  event.octets = octets;
  event.offset = at;
  if (what == WalkEvent::What::message) event.payload_protocol = link::kM3uaPayloadProtocol;
}

void PacketWalker::deliver_message() {
  const WalkEvent& event = events_.back();
  const bool m2pa_port = event.from_port == kM2paPort || event.to_port == kM2paPort;
  const bool m2pa =
      event.payload_protocol == kM2paPayloadProtocol || (event.payload_protocol == 0 && m2pa_port);
  if (m2pa) deliver_m2pa();
}

void PacketWalker::deliver_m2pa() {
  WalkEvent& event = events_.back();
  const auto mtp3 = mtp3_of_m2pa(event.octets);
  if (!mtp3 || !*mtp3) {
    const std::size_t at = event.offset.value_or(0);
    events_.pop_back();
    if (!mtp3) diagnose(Severity::warning, at_offset(mtp3.error(), at));
    return;
  }
  event.what = WalkEvent::What::mtp3;
  if (event.offset) *event.offset += static_cast<std::size_t>((*mtp3)->data() - event.octets.data());
  event.octets = **mtp3;
}

void PacketWalker::feed(LinkType type, OctetView frame, std::size_t original_size) {
  assembled_.clear();
  if (told_ == events_.size()) {
    events_.clear();
    told_ = 0;
  }
  ++counters_.frames;
  const auto payload = strip_link(type, frame);
  if (!payload) return diagnose(Severity::warning, payload.error());
  const std::size_t at = payload->offset;
  switch (payload->carried) {
    case Carried::ip:
      return walk_ip(frame, at);
    case Carried::sctp: {
      WalkEvent header;
      return walk_sctp(frame.subspan(at), at, header, original_size <= frame.size());
    }
    case Carried::m3ua:
      return deliver(WalkEvent::What::message, frame.subspan(at), at);
    case Carried::m2pa: {
      WalkEvent& event = events_.emplace_back();
      event.octets = frame.subspan(at);
      event.offset = at;
      return deliver_m2pa();
    }
    case Carried::mtp3:
      return deliver(WalkEvent::What::mtp3, frame.subspan(at), at);
    case Carried::sccp:
      return deliver(WalkEvent::What::sccp, frame.subspan(at), at);
    case Carried::other:
      ++counters_.other_protocols;
      return;
  }
}

void PacketWalker::walk_ip(OctetView frame, std::size_t at) {
  const auto ip = read_ip(frame.subspan(at));
  if (!ip) return diagnose(Severity::warning, at_offset(ip.error(), at));
  const std::size_t payload_at = at + ip->offset;
  const OctetView payload = frame.subspan(payload_at, ip->size);
  if (ip->protocol != kProtocolSctp && ip->protocol != kProtocolUdp) {
    ++counters_.other_protocols;
    return;
  }
  if (ip->fragment) return walk_fragment(*ip, payload, at);
  WalkEvent header;
  header.from = ip->from;
  header.to = ip->to;
  walk_datagram(ip->protocol, payload, payload_at, header, ip->whole);
}

void PacketWalker::walk_fragment(const IpPacket& ip, OctetView payload, std::size_t at) {
  ++counters_.ip_fragments;
  auto outcome = datagrams_.add(ip, payload);
  const auto complain = [&](std::string text) {
    diagnose(Severity::warning, Error{.layer = "ip",
                                      .field = "fragment offset",
                                      .clause = ip.from.is_v6 ? "RFC 8200 4.5" : "RFC 791 3.2",
                                      .offset = at,
                                      .text = std::move(text)});
  };
  if (outcome.fault) complain(std::move(*outcome.fault));
  if (outcome.given_up != 0) {
    complain("fragments of " + std::to_string(outcome.given_up) +
             " datagrams without the rest were given up");
  }
  if (!outcome.payload) return;
  assembled_.push_back(std::move(*outcome.payload));
  WalkEvent header;
  header.from = ip.from;
  header.to = ip.to;
  in_frame_ = false;
  walk_datagram(ip.protocol, assembled_.back(), 0, header, true);
  in_frame_ = true;
}

void PacketWalker::walk_datagram(std::uint8_t protocol, OctetView payload, std::size_t at, WalkEvent& header,
                                 bool whole) {
  if (protocol == kProtocolSctp) return walk_sctp(payload, at, header, whole);
  walk_udp(payload, at, header, whole);
}

// The port of RFC 6951 says that it is SCTP; with any other the checksum must.
void PacketWalker::walk_udp(OctetView datagram, std::size_t at, WalkEvent& header, bool whole) {
  mapsim::Reader udp(datagram);
  const std::uint16_t source = udp.u16();
  const std::uint16_t destination = udp.u16();
  const std::size_t size = udp.u16();
  udp.u16();
  if (!udp.ok() || size < 8) {
    ++counters_.other_protocols;
    return;
  }
  const OctetView payload = datagram.first(std::min(size, datagram.size())).subspan(8);
  const bool by_port = source == kSctpOverUdpPort || destination == kSctpOverUdpPort;
  if (!by_port && !is_sctp_by_checksum(payload)) {
    ++counters_.other_protocols;
    return;
  }
  walk_sctp(payload, at + 8, header, whole && payload.size() == size - 8);
}

void PacketWalker::check_checksum(OctetView packet, std::size_t at) {
  const std::uint32_t right = sctp_checksum(packet);
  mapsim::Reader field(packet.subspan(8));
  const std::uint32_t found = field.u32();
  if (found == right) return;
  ++counters_.bad_checksums;
  diagnose(Severity::warning, sctp_error("checksum", "RFC 9260 6.8", at + 8,
                                         "is " + hex32(found) + ", CRC32c of the packet is " + hex32(right) +
                                             (found == 0 ? " (left to the network card)" : "")));
}

void PacketWalker::walk_sctp(OctetView packet, std::size_t at, WalkEvent& header, bool whole) {
  mapsim::Reader in(packet);
  header.from_port = in.u16();
  header.to_port = in.u16();
  header.verification_tag = in.u32();
  in.u32();
  if (!in.ok()) {
    return diagnose(Severity::warning,
                    sctp_error("common header", "RFC 9260 3.1", at + packet.size(), "is cut off"));
  }
  if (whole) check_checksum(packet, at);
  Flow& flow =
      flows_.flow({header.from, header.to, header.from_port, header.to_port, header.verification_tag});
  while (in.remaining() > 0) {
    const std::size_t start = in.offset();
    header.chunk_type = in.u8();
    header.chunk_flags = in.u8();
    const std::size_t size = in.u16();
    if (!in.ok() || size < 4 || packet.size() - start < size) {
      return diagnose(Severity::warning,
                      sctp_error("chunk length", "RFC 9260 3.2", at + start,
                                 size < 4 || start + 4 > packet.size()
                                     ? "a chunk length of " + std::to_string(size)
                                     : "a chunk of " + std::to_string(size) + " octets where " +
                                           std::to_string(packet.size() - start) + " are left"));
    }
    const OctetView chunk = packet.subspan(start, size);
    if (header.chunk_type == kChunkData) {
      walk_data(chunk, at + start, header, flow);
    } else {
      WalkEvent& event = events_.emplace_back(header);
      event.what = WalkEvent::What::chunk;
      event.octets = chunk;
      event.offset = place(at + start);
    }
    in.take(size - 4);
    in.take(std::min((4 - size % 4) % 4, in.remaining()));
  }
}

void PacketWalker::walk_data(OctetView chunk, std::size_t at, const WalkEvent& header, Flow& flow) {
  if (chunk.size() < kDataHeader + 1) {
    return diagnose(Severity::warning, sctp_error("DATA", "RFC 9260 3.3.1", at,
                                                  "a chunk of " + std::to_string(chunk.size()) +
                                                      " octets; at least 17 are needed"));
  }
  mapsim::Reader in(chunk.subspan(4));
  DataChunk data;
  data.tsn = in.u32();
  data.stream = in.u16();
  data.stream_sequence = in.u16();
  data.payload_protocol = in.u32();
  data.payload = in.rest();
  data.unordered = (header.chunk_flags & 4U) != 0;
  data.first = (header.chunk_flags & 2U) != 0;
  data.last = (header.chunk_flags & 1U) != 0;
  const bool retransmission = !flow.is_new(data.tsn);
  counters_.retransmissions += retransmission ? 1 : 0;
  if (data.first && data.last) return add_message(header, data, retransmission, place(at + kDataHeader));
  ++counters_.fragments;
  if (retransmission) return;
  auto whole = flows_.add_fragment(flow, data);
  if (const std::size_t forgotten = flow.take_forgotten() + flows_.take_forgotten(); forgotten != 0) {
    diagnose(Severity::warning, sctp_error("DATA", "RFC 9260 6.9", at,
                                           std::to_string(forgotten) +
                                               " fragments without the rest of their message were given up"));
  }
  if (!whole) return;
  assembled_.push_back(std::move(*whole));
  data.payload = assembled_.back();
  add_message(header, data, false, std::nullopt);
}

void PacketWalker::add_message(const WalkEvent& header, const DataChunk& data, bool retransmission,
                               std::optional<std::size_t> offset) {
  WalkEvent& event = events_.emplace_back(header);
  event.what = WalkEvent::What::message;
  event.tsn = data.tsn;
  event.stream = data.stream;
  event.stream_sequence = data.stream_sequence;
  event.unordered = data.unordered;
  event.payload_protocol = data.payload_protocol;
  event.retransmission = retransmission;
  event.octets = data.payload;
  event.offset = offset;
  deliver_message();
}

}  // namespace mapsim::capture
