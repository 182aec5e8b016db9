// Which packets of an interface belong to an endpoint, in the language of pcap-filter(7).
#pragma once

#include <string>
#include <vector>

#include "sigtran/link/ip_address.h"

namespace mapsim::capture {

struct CaptureScope {
  std::vector<link::IpAddress> local;
  std::vector<link::IpAddress> peers;  // empty: whoever comes
  std::vector<std::uint16_t> ports;    // SCTP, of either end; empty: all
  // Of SCTP inside UDP (RFC 6951), where the kernel does that; 0: it does not.
  std::uint16_t udp_port = 0;
};

// "sctp and (port 2905) and (host 192.0.2.1) and (host 192.0.2.2)".
std::string capture_filter(const CaptureScope& scope);

}  // namespace mapsim::capture
