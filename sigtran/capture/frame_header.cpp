#include "sigtran/capture/frame_header.h"

#include "sigtran/capture/ip_layer.h"
#include "sigtran/capture/put.h"
#include "sigtran/core/internet_sum.h"

namespace mapsim::capture {

namespace {

constexpr std::uint16_t kEtherTypeIpv4 = 0x0800;
constexpr std::uint16_t kEtherTypeIpv6 = 0x86DD;
constexpr std::uint8_t kHopLimit = 64;
constexpr std::uint32_t kFamilyIpv4 = 2;
constexpr std::uint32_t kFamilyIpv6 = 30;  // as Darwin writes it; 24 and 28 are the other BSDs'

std::uint16_t ether_type(const link::IpAddress& address) {
  return address.is_v6 ? kEtherTypeIpv6 : kEtherTypeIpv4;
}

// 02-00 and four octets that differ where the IP addresses do: an IPv4 address itself, an IPv6 address
// folded.
void put_mac(Octets& out, const link::IpAddress& address) {
  std::uint32_t folded = 0;
  std::uint32_t octet = 0;
  for (const std::uint8_t b : address.view()) {
    folded = address.is_v6 && octet % 4 == 0 ? (folded * 31) : folded;
    folded ^= static_cast<std::uint32_t>(b) << (24 - 8 * (octet++ % 4));
  }
  put_u16(out, 0x0200);
  put_u32(out, folded);
}

void put_ip(Octets& out, const link::IpAddress& from, const link::IpAddress& to, std::uint8_t protocol) {
  if (from.is_v6) {
    put_u32(out, 0x60000000);
    put_u16(out, 0);  // payload length
    put_u8(out, protocol);
    put_u8(out, kHopLimit);
  } else {
    put_u16(out, 0x4500);
    put_u16(out, 0);       // total length
    put_u16(out, 0);       // identification
    put_u16(out, 0x4000);  // don't fragment
    put_u8(out, kHopLimit);
    put_u8(out, protocol);
    put_u16(out, 0);  // header checksum
  }
  put(out, from.view());
  put(out, to.view());
}

// Of octets whose checksum field is 0; `sum` comes from other parts.
std::uint16_t internet_checksum(OctetView octets, std::uint32_t sum = 0) {
  return static_cast<std::uint16_t>(~internet_sum(octets, sum));
}

}  // namespace

void put_link_header(Octets& out, LinkType type, const link::IpAddress& from, const link::IpAddress& to) {
  switch (type) {
    case LinkType::ethernet:
      put_mac(out, to);
      put_mac(out, from);
      return put_u16(out, ether_type(from));
    case LinkType::linux_sll:
      put_u16(out, 0);  // sent to us
      put_u16(out, 1);  // ARPHRD_ETHER
      put_u16(out, 6);
      put_mac(out, from);
      put_u16(out, 0);
      return put_u16(out, ether_type(from));
    case LinkType::linux_sll2:
      put_u16(out, ether_type(from));
      put_u16(out, 0);
      put_u32(out, 1);  // interface index
      put_u16(out, 1);  // ARPHRD_ETHER
      put_u8(out, 0);   // sent to us
      put_u8(out, 6);
      put_mac(out, from);
      return put_u16(out, 0);
    case LinkType::null:  // in the byte order of who writes: here that of the file
      return put_u32_le(out, from.is_v6 ? kFamilyIpv6 : kFamilyIpv4);
    case LinkType::loop:
      return put_u32(out, from.is_v6 ? kFamilyIpv6 : kFamilyIpv4);
    default:
      return;
  }
}

bool frames_packets(LinkType type) {
  switch (type) {
    case LinkType::ethernet:
    case LinkType::raw_ip:
    case LinkType::linux_sll:
    case LinkType::linux_sll2:
    case LinkType::null:
    case LinkType::loop:
    case LinkType::sctp:
      return true;
    default:
      return false;
  }
}

FrameHeader::FrameHeader(LinkType type, const link::IpAddress& from, const link::IpAddress& to, UdpPorts udp)
    : has_ip_(type != LinkType::sctp), has_udp_(has_ip_ && udp.from != 0), is_v6_(from.is_v6) {
  put_link_header(octets_, type, from, to);
  ip_at_ = octets_.size();
  if (has_ip_) put_ip(octets_, from, to, has_udp_ ? kProtocolUdp : kProtocolSctp);
  if (!has_udp_) return;
  put_u16(octets_, udp.from);
  put_u16(octets_, udp.to);
  put_u32(octets_, 0);  // length and checksum
}

void FrameHeader::complete(std::span<std::uint8_t> frame) {
  if (!has_ip_) return;
  if (has_udp_) complete_udp(frame);
  const std::size_t ip_size = frame.size() - ip_at_;
  if (is_v6_) {
    set_u16(frame, ip_at_ + 4, static_cast<std::uint16_t>(ip_size - 40));
    return;
  }
  set_u16(frame, ip_at_ + 2, static_cast<std::uint16_t>(ip_size));
  set_u16(frame, ip_at_ + 4, ++identification_);
  set_u16(frame, ip_at_ + 10, internet_checksum(OctetView(frame).subspan(ip_at_, 20)));
}

// RFC 768; RFC 8200 8.1: over the addresses, the protocol and the length as well.
void FrameHeader::complete_udp(std::span<std::uint8_t> frame) const {
  const std::size_t udp_at = octets_.size() - kUdpHeader;
  const std::size_t size = frame.size() - udp_at;
  set_u16(frame, udp_at + 4, static_cast<std::uint16_t>(size));
  const std::size_t addresses_at = ip_at_ + (is_v6_ ? 8U : 12U);
  const std::uint32_t addresses = internet_sum(OctetView(frame).subspan(addresses_at, udp_at - addresses_at),
                                               static_cast<std::uint32_t>(kProtocolUdp + size));
  const std::uint16_t sum = internet_checksum(OctetView(frame).subspan(udp_at), addresses);
  set_u16(frame, udp_at + 6, sum == 0 ? std::uint16_t{0xFFFF} : sum);  // 0 says that there is none
}

}  // namespace mapsim::capture
