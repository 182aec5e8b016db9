#include "sigtran/capture/link_layer.h"

#include <algorithm>

#include "sigtran/capture/byte_order.h"

namespace mapsim::capture {

namespace {

Error too_short(OctetView frame, std::size_t needed) {
  return Error{.layer = "link",
               .offset = frame.size(),
               .text = "a frame of " + std::to_string(frame.size()) + " octets; its headers take " +
                       std::to_string(needed)};
}

bool is_vlan(std::uint16_t type) {
  return type == 0x8100 || type == 0x88A8 || type == 0x9100;
}

// An EtherType at `at`, behind up to four VLAN tags (IEEE 802.1Q).
Result<LinkPayload> by_ether_type(OctetView frame, std::size_t at, std::size_t header_end) {
  if (frame.size() < header_end) return fail(too_short(frame, header_end));
  std::uint16_t type = get_u16(frame, at, ByteOrder::big);
  for (int tags = 0; tags < 4 && is_vlan(type); ++tags) {
    if (frame.size() < header_end + 4) return fail(too_short(frame, header_end + 4));
    type = get_u16(frame, header_end + 2, ByteOrder::big);
    header_end += 4;
  }
  const bool ip = type == 0x0800 || type == 0x86DD;
  return LinkPayload{ip ? Carried::ip : Carried::other, header_end};
}

Result<LinkPayload> ethernet(OctetView frame) {
  return by_ether_type(frame, 12, 14);
}
Result<LinkPayload> linux_sll(OctetView frame) {
  return by_ether_type(frame, 14, 16);
}
Result<LinkPayload> linux_sll2(OctetView frame) {
  return by_ether_type(frame, 0, 20);
}

constexpr std::uint32_t kIpFamilies[] = {2, 10, 24, 28,
                                         30};  // AF_INET; AF_INET6 of Linux, OpenBSD, FreeBSD, Darwin

bool is_ip_family(std::uint32_t family) {
  return std::find(std::begin(kIpFamilies), std::end(kIpFamilies), family) != std::end(kIpFamilies);
}

// BSD loopback, in either byte order.
Result<LinkPayload> loopback(OctetView frame) {
  if (frame.size() < 4) return fail(too_short(frame, 4));
  const bool ip =
      is_ip_family(get_u32(frame, 0, ByteOrder::big)) || is_ip_family(get_u32(frame, 0, ByteOrder::little));
  return LinkPayload{ip ? Carried::ip : Carried::other, 4};
}

Result<LinkPayload> raw_ip(OctetView) {
  return LinkPayload{Carried::ip, 0};
}
Result<LinkPayload> sctp(OctetView) {
  return LinkPayload{Carried::sctp, 0};
}
Result<LinkPayload> mtp3(OctetView) {
  return LinkPayload{Carried::mtp3, 0};
}
Result<LinkPayload> sccp(OctetView) {
  return LinkPayload{Carried::sccp, 0};
}

// BSN, FSN, LI; message signal units have a length indicator above 2 (Q.703 2.3.3).
Result<LinkPayload> mtp2_at(OctetView frame, std::size_t at) {
  if (frame.size() < at + 3) return fail(too_short(frame, at + 3));
  return LinkPayload{(frame[at + 2] & 0x3FU) > 2 ? Carried::mtp3 : Carried::other, at + 3};
}
Result<LinkPayload> mtp2(OctetView frame) {
  return mtp2_at(frame, 0);
}
Result<LinkPayload> mtp2_with_phdr(OctetView frame) {
  return mtp2_at(frame, 4);
}

struct DissectorName {
  std::string_view name;
  Carried carried;
};
constexpr DissectorName kDissectorNames[] = {{"m3ua", Carried::m3ua}, {"m2pa", Carried::m2pa},
                                             {"mtp3", Carried::mtp3}, {"sccp", Carried::sccp},
                                             {"ip", Carried::ip},     {"sctp", Carried::sctp}};

// Tags of two octets with a length of two, up to tag 0; tag 12 names the protocol.
Result<LinkPayload> exported_pdu(OctetView frame) {
  constexpr std::uint16_t kDissectorNameTag = 12;
  LinkPayload payload;
  for (std::size_t at = 0; at + 4 <= frame.size();) {
    const std::uint16_t tag = get_u16(frame, at, ByteOrder::big);
    const std::size_t size = get_u16(frame, at + 2, ByteOrder::big);
    at += 4;
    payload.offset = at;
    if (tag == 0) return payload;
    if (frame.size() - at < size) return fail(too_short(frame, at + size));
    std::string_view name(reinterpret_cast<const char*>(frame.data() + at), size);
    name = name.substr(0, name.find('\0'));
    for (const DissectorName& row : kDissectorNames) {
      if (tag == kDissectorNameTag && row.name == name) payload.carried = row.carried;
    }
    at += size;
  }
  return fail(too_short(frame, frame.size() + 4));
}

struct LinkRow {
  LinkType type;
  Result<LinkPayload> (*strip)(OctetView);
};
constexpr LinkRow kLinkRows[] = {
    {LinkType::null, loopback},
    {LinkType::ethernet, ethernet},
    {LinkType::raw_ip, raw_ip},
    {LinkType::loop, loopback},
    {LinkType::linux_sll, linux_sll},
    {LinkType::mtp2_with_phdr, mtp2_with_phdr},
    {LinkType::mtp2, mtp2},
    {LinkType::mtp3, mtp3},
    {LinkType::sccp, sccp},
    {LinkType::sctp, sctp},
    {LinkType::exported_pdu, exported_pdu},
    {LinkType::linux_sll2, linux_sll2},
};

}  // namespace

LinkType link_type_by_content(LinkType type, OctetView frame) {
  if (type != LinkType::raw_ip_or_loop) return type;
  // A raw IP packet cannot begin with an octet of 0: that would be version 0.
  const bool family = frame.size() >= 4 && is_ip_family(get_u32(frame, 0, ByteOrder::big));
  return family ? LinkType::loop : LinkType::raw_ip;
}

Result<LinkPayload> strip_link(LinkType type, OctetView frame) {
  const LinkType meant = link_type_by_content(type, frame);
  for (const LinkRow& row : kLinkRows) {
    if (row.type == meant) return row.strip(frame);
  }
  return fail(Error{.layer = "link", .offset = 0, .text = "nothing is known of " + link_type_name(type)});
}

}  // namespace mapsim::capture
