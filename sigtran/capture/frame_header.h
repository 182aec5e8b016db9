// What stands before SCTP in a frame: link layer and IP headers.
#pragma once

#include <span>

#include "sigtran/capture/recorder.h"
#include "sigtran/link/ip_address.h"

namespace mapsim::capture {

inline constexpr std::size_t kUdpHeader = 8;         // RFC 768
inline constexpr std::size_t kMaxIpPacket = 65'535;  // the length fields of IPv4 and IPv6 have 16 bits

// True for the link types whose frames hold SCTP packets and that this project writes.
bool frames_packets(LinkType type);

// What stands before IP, as FrameHeader has it.
void put_link_header(Octets& out, LinkType type, const link::IpAddress& from, const link::IpAddress& to);

// UDP around SCTP (RFC 6951); none where `from` is 0.
struct UdpPorts {
  std::uint16_t from = 0;
  std::uint16_t to = 0;
};

// Headers up to the SCTP packet; lengths, IPv4 identification and checksums are filled in for each frame.
class FrameHeader {
 public:
  // Both addresses are of one family. Ethernet addresses are made from the IP addresses and locally
  // administered. The link type `sctp` has neither IP nor UDP.
  FrameHeader(LinkType type, const link::IpAddress& from, const link::IpAddress& to, UdpPorts udp = {});

  OctetView octets() const { return octets_; }
  // Completes the headers at the start of a frame that is whole otherwise. At most 65 535 octets of IP.
  void complete(std::span<std::uint8_t> frame);

 private:
  void complete_udp(std::span<std::uint8_t> frame) const;

  std::size_t ip_at_ = 0;
  bool has_ip_ = false;
  bool has_udp_ = false;
  bool is_v6_ = false;
  std::uint16_t identification_ = 0;
  Octets octets_;
};

}  // namespace mapsim::capture
