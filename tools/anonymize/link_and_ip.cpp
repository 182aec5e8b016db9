// Link layer, IP and UDP.
#include <algorithm>

#include "sigtran/capture/byte_order.h"
#include "sigtran/capture/link_layer.h"
#include "sigtran/core/crc32c.h"
#include "sigtran/core/reader.h"
#include "tools/anonymize/checksum.h"
#include "tools/anonymize/packet_editor.h"

namespace mapsim::cli::anonymize {

using capture::ByteOrder;
using capture::get_u16;
using capture::LinkType;

namespace {

constexpr std::size_t kMacAddress = 6;
constexpr std::size_t kIpv4Header = 20;
constexpr std::size_t kIpv6Header = 40;
constexpr std::size_t kUdpHeader = 8;
constexpr std::size_t kUdpChecksum = 6;

void put_u16(OctetSpan octets, std::size_t at, std::uint32_t value) {
  octets[at] = static_cast<std::uint8_t>(value >> 8U);
  octets[at + 1] = static_cast<std::uint8_t>(value);
}

void replace_mac(Editor& editor, OctetSpan octets) {
  std::ranges::copy(editor.names.mac_address(octets), octets.begin());
}

void replace_ip(Editor& editor, OctetSpan octets) {
  const link::IpAddress out = editor.names.ip_address(link::ip_from_octets(octets));
  std::ranges::copy(out.view(), octets.begin());
}

// `size` octets of `field` are an address.
void replace_link_address(Editor& editor, OctetSpan field, std::size_t size) {
  if (size == kMacAddress) {
    replace_mac(editor, field.first(size));
    field = field.subspan(size);
  }
  if (std::ranges::any_of(field, [](std::uint8_t o) { return o != 0; }))
    editor.unknown(field, "link address");
}

// Tags of Wireshark's exported PDUs (epan/exported_pdu.h): names of dissectors, addresses, ports, point
// codes.
void replace_in_tags(Editor& editor, OctetSpan tags) {
  for (std::size_t at = 0; at + 4 <= tags.size();) {
    const std::uint16_t tag = get_u16(tags, at, ByteOrder::big);
    const OctetSpan value = tags.subspan(
        at + 4, std::min<std::size_t>(get_u16(tags, at + 2, ByteOrder::big), tags.size() - at - 4));
    at += 4 + value.size();
    const bool dissector = tag >= 12 && tag <= 14;
    const bool port = tag >= 24 && tag <= 26;
    if (tag == 0 || dissector || (port && value.size() == 4)) continue;
    if (((tag == 20 || tag == 21) && value.size() == 4) || ((tag == 22 || tag == 23) && value.size() == 16)) {
      replace_ip(editor, value);
    } else if ((tag == 28 || tag == 29) && value.size() == 8) {
      const mtp::PointCode code = editor.names.point_code(Reader(value).u32());
      put_u16(value, 0, code >> 16U);
      put_u16(value, 2, code & 0xFFFFU);
    } else {
      editor.unknown(value, "tag of an exported PDU");
    }
  }
}

// Of UDP (RFC 768, RFC 8200 8.1): the length and the addresses count too.
std::uint16_t udp_checksum(OctetView datagram, const link::IpAddress& from, const link::IpAddress& to) {
  std::uint32_t sum = internet_sum(from.view());
  sum = internet_sum(to.view(), sum);
  sum += capture::kProtocolUdp;
  sum += static_cast<std::uint32_t>(datagram.size());
  const std::uint16_t out = internet_checksum(datagram, kUdpChecksum, sum);
  return out == 0 ? std::uint16_t{0xFFFF} : out;
}

}  // namespace

void PacketEditor::replace(const PiecePtr& frame, const capture::Packet& packet) {
  at_ = std::max(packet.at.value_or(std::chrono::nanoseconds(0)), std::chrono::nanoseconds(0));
  const Part whole{frame, 0, frame->octets().size()};
  const auto payload = capture::strip_link(packet.link_type, whole.octets());
  if (!payload)
    return editor_.unknown(whole.octets(), "frame of an unknown link type, or cut inside its headers");
  const Part inside = whole.sub(payload->offset, whole.size - payload->offset);
  link_header(packet.link_type, whole.octets().first(payload->offset));
  const MessageArrival arrival{at_, false};
  switch (payload->carried) {
    using enum capture::Carried;
    case ip:
      return this->ip(inside);
    case sctp:
      return this->sctp(inside, {}, packet.original_size <= whole.size);
    case m3ua:
      return messages_.m3ua(inside, arrival);
    case m2pa:
      return messages_.m2pa(inside, arrival);
    case mtp3:
      return messages_.mtp3(inside, arrival);
    case sccp:
      return messages_.sccp(inside, {}, arrival);
    case other:
      return editor_.unknown(inside.octets(), "frames of another protocol");
  }
}

void PacketEditor::link_header(LinkType type, OctetSpan header) {
  switch (type) {
    case LinkType::ethernet:
      replace_mac(editor_, header.first(kMacAddress));
      return replace_mac(editor_, header.subspan(kMacAddress, kMacAddress));
    case LinkType::linux_sll:
      return replace_link_address(editor_, header.subspan(6, 8), get_u16(header, 4, ByteOrder::big));
    case LinkType::linux_sll2:
      return replace_link_address(editor_, header.subspan(12, 8), header[11]);
    case LinkType::exported_pdu:
      return replace_in_tags(editor_, header);
    default:
      return;  // address families and sequence numbers
  }
}

void PacketEditor::ip(const Part& part) {
  const auto packet = capture::read_ip(part.octets());
  if (!packet) return editor_.unknown(part.octets(), "IP packet");
  // What an Ethernet frame is padded with.
  const OctetSpan behind = part.octets().subspan(packet->offset + packet->size);
  if (std::ranges::any_of(behind, [](std::uint8_t o) { return o != 0; }))
    editor_.unknown(behind, "octets behind the IP packet");
  const OctetSpan header = part.octets().first(packet->offset);
  if (packet->from.is_v6) {
    ip_header(header, *packet);
  } else {
    constexpr std::size_t kChecksum = 10;
    const auto kept =
        Checksum::of(get_u16(header, kChecksum, ByteOrder::big), internet_checksum(header, kChecksum));
    ip_header(header, *packet);
    put_u16(header, kChecksum, kept.with(internet_checksum(header, kChecksum)));
  }
  const Part payload = part.sub(packet->offset, packet->size);
  if (packet->protocol != capture::kProtocolSctp && packet->protocol != capture::kProtocolUdp)
    return editor_.unknown(payload.octets(), "payload of another protocol than SCTP");
  if (!packet->fragment) return datagram(payload, *packet, packet->whole);
  const std::string key = "ip/" + link::to_text(packet->from) + "/" + link::to_text(packet->to) + "/" +
                          std::to_string(packet->identification) + "/" + std::to_string(packet->protocol);
  const auto at = static_cast<std::uint32_t>(packet->fragment_offset);
  const auto whole = fragments_.add(
      key, {at, at + static_cast<std::uint32_t>(packet->size), at == 0, !packet->more_fragments, payload},
      "IP fragments without the rest");
  if (!whole) return;
  datagram({*whole, 0, (*whole)->octets().size()}, *packet, packet->whole);
  (*whole)->release();
}

void PacketEditor::ip_header(OctetSpan header, const capture::IpPacket& packet) {
  if (!packet.from.is_v6) {
    replace_ip(editor_, header.subspan(12, 4));
    replace_ip(editor_, header.subspan(16, 4));
    return editor_.unknown(header.subspan(kIpv4Header), "options of IP");
  }
  replace_ip(editor_, header.subspan(8, 16));
  replace_ip(editor_, header.subspan(24, 16));
  // Of extension headers (RFC 8200 4.2 to 4.6) the kind and the length stay, and what says where a fragment
  // belongs.
  std::uint8_t type = header[6];
  constexpr std::uint8_t kFragment = 44;
  constexpr std::uint8_t kAuthentication = 51;
  for (std::size_t at = kIpv6Header; at + 8 <= header.size();) {
    std::size_t size = 8;
    if (type == kAuthentication) size = header[at + 1] * std::size_t{4} + 8;
    if (type != kAuthentication && type != kFragment) size = header[at + 1] * std::size_t{8} + 8;
    size = std::min(size, header.size() - at);
    if (type != kFragment) editor_.unknown(header.subspan(at + 2, size - 2), "options of IP");
    type = header[at];
    at += size;
  }
}

void PacketEditor::datagram(const Part& payload, const capture::IpPacket& packet, bool whole) {
  if (packet.protocol == capture::kProtocolSctp) return sctp(payload, packet, whole);
  udp(payload, packet, whole);
}

void PacketEditor::udp(const Part& part, const capture::IpPacket& packet, bool whole) {
  const OctetSpan octets = part.octets();
  if (octets.size() < kUdpHeader) return editor_.unknown(octets, "UDP datagram");
  const std::uint16_t source = get_u16(octets, 0, ByteOrder::big);
  const std::uint16_t destination = get_u16(octets, 2, ByteOrder::big);
  const std::size_t size = get_u16(octets, 4, ByteOrder::big);
  if (size < kUdpHeader || size > octets.size()) whole = false;
  const Part datagram = part.sub(0, std::clamp(size, kUdpHeader, octets.size()));
  const Part payload = datagram.sub(kUdpHeader, datagram.size - kUdpHeader);
  editor_.unknown(octets.subspan(datagram.size), "octets behind the UDP datagram");
  const auto kept = Checksum::of(get_u16(octets, kUdpChecksum, ByteOrder::big),
                                 udp_checksum(datagram.octets(), packet.from, packet.to));
  const link::IpAddress from = editor_.names.ip_address(packet.from);
  const link::IpAddress to = editor_.names.ip_address(packet.to);
  // Not the piece's pointer: it would own itself.
  Piece* const piece = part.piece.get();
  piece->at_release([piece, at = datagram.offset, count = datagram.size, kept, from, to, whole] {
    const OctetSpan d = piece->octets().subspan(at, count);
    // Of what was cut the checksum cannot be made again, and the old one would tell of what stood there.
    put_u16(d, kUdpChecksum, whole ? kept.with(udp_checksum(d, from, to)) : 0);
  });
  const bool by_port = source == capture::kSctpOverUdpPort || destination == capture::kSctpOverUdpPort;
  const OctetView inside = payload.octets();
  const bool by_checksum = inside.size() >= 16 && inside.size() % 4 == 0 &&
                           Reader(inside.subspan(8)).u32() == sctp_checksum(inside);
  if (!by_port && !by_checksum)
    return editor_.unknown(payload.octets(), "payload of another protocol than SCTP");
  sctp(payload, packet, whole);
}

}  // namespace mapsim::cli::anonymize
