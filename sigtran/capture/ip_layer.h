// IPv4 and IPv6 headers with their options and extensions, and the UDP that may stand between IP and SCTP.
#pragma once

#include "sigtran/core/bytes.h"
#include "sigtran/link/ip_address.h"

namespace mapsim::capture {

inline constexpr std::uint8_t kProtocolUdp = 17;
inline constexpr std::uint8_t kProtocolSctp = 132;
inline constexpr std::uint16_t kSctpOverUdpPort = 9899;  // RFC 6951

struct IpPacket {
  link::IpAddress from;
  link::IpAddress to;
  std::uint8_t protocol = 0;  // behind extension headers
  std::size_t offset = 0;     // of the payload, from the start of the IP header
  std::size_t size = 0;       // of the payload as far as it was captured
  bool whole = true;          // all of the payload was captured
  bool fragment =
      false;  // a part of a datagram: the payload is not the upper protocol's start, or not all of it
  std::size_t fragment_offset = 0;
  bool more_fragments = false;
  std::uint32_t identification = 0;
};

// Error (RFC 791 3.1, RFC 8200 3, 4): a version other than 4 or 6, lengths that do not fit. Octets behind the
// packet (the padding of Ethernet) are left out.
Result<IpPacket> read_ip(OctetView octets);

}  // namespace mapsim::capture
