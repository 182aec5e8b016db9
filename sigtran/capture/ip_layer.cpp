#include "sigtran/capture/ip_layer.h"

#include <algorithm>

#include "sigtran/core/reader.h"

namespace mapsim::capture {

namespace {

Error ip_error(std::string_view clause, std::size_t offset, std::string text) {
  return Error{.layer = "ip", .clause = std::string(clause), .offset = offset, .text = std::move(text)};
}

void set_payload(IpPacket& packet, OctetView octets, std::size_t header, std::size_t total) {
  packet.offset = header;
  packet.whole = octets.size() >= total;
  packet.size = std::min(octets.size(), total) - header;
}

Result<IpPacket> read_ipv4(OctetView octets) {
  mapsim::Reader in(octets);
  const std::size_t header = (in.u8() & 0xFU) * std::size_t{4};
  in.u8();
  std::size_t total = in.u16();
  IpPacket packet;
  packet.identification = in.u16();
  const std::uint16_t fragment = in.u16();
  in.u8();
  packet.protocol = in.u8();
  in.u16();
  const OctetView from = in.take(4);
  const OctetView to = in.take(4);
  if (!in.ok() || octets.size() < header)
    return fail(ip_error("RFC 791 3.1", octets.size(), "the header is cut off"));
  if (header < 20)
    return fail(ip_error("RFC 791 3.1", 0, "a header of " + std::to_string(header) + " octets"));
  if (total == 0) total = octets.size();  // segmentation offload: the length was not known yet
  if (total < header) return fail(ip_error("RFC 791 3.1", 2, "a total length of " + std::to_string(total)));
  packet.from = link::ip_from_octets(from);
  packet.to = link::ip_from_octets(to);
  packet.more_fragments = (fragment & 0x2000U) != 0;
  packet.fragment_offset = (fragment & 0x1FFFU) * std::size_t{8};
  packet.fragment = packet.more_fragments || packet.fragment_offset != 0;
  set_payload(packet, octets, header, total);
  return packet;
}

bool is_extension(std::uint8_t next) {
  // Hop-by-hop, routing, fragment, authentication, destination options, mobility (RFC 8200 4.1).
  return next == 0 || next == 43 || next == 44 || next == 51 || next == 60 || next == 135;
}

Result<IpPacket> read_ipv6(OctetView octets) {
  mapsim::Reader in(octets);
  in.u32();
  const std::size_t payload = in.u16();
  IpPacket packet;
  packet.protocol = in.u8();
  in.u8();
  const OctetView from = in.take(16);
  const OctetView to = in.take(16);
  if (!in.ok()) return fail(ip_error("RFC 8200 3", octets.size(), "the header is cut off"));
  packet.from = link::ip_from_octets(from);
  packet.to = link::ip_from_octets(to);
  for (int extensions = 0; is_extension(packet.protocol) && !packet.fragment; ++extensions) {
    const std::size_t start = in.offset();
    const std::uint8_t type = packet.protocol;
    packet.protocol = in.u8();
    const std::size_t length = in.u8();
    if (type == 44) {
      const std::uint16_t where = in.u16();
      packet.identification = in.u32();
      packet.fragment_offset = where & 0xFFF8U;
      packet.more_fragments = (where & 1U) != 0;
      packet.fragment = packet.more_fragments || packet.fragment_offset != 0;
    } else {
      in.take((type == 51 ? length * 4 + 8 : length * 8 + 8) - 2);
    }
    if (!in.ok() || extensions == 16)
      return fail(ip_error("RFC 8200 4", start, "an extension header is cut off"));
  }
  const std::size_t total = payload == 0 ? octets.size() : 40 + payload;
  if (total < in.offset())
    return fail(ip_error("RFC 8200 3", 4, "a payload length of " + std::to_string(payload)));
  set_payload(packet, octets, in.offset(), total);
  return packet;
}

}  // namespace

Result<IpPacket> read_ip(OctetView octets) {
  const unsigned version = octets.empty() ? 0 : octets[0] >> 4U;
  if (version == 4) return read_ipv4(octets);
  if (version == 6) return read_ipv6(octets);
  return fail(ip_error("RFC 791 3.1", 0, "version " + std::to_string(version)));
}

}  // namespace mapsim::capture
