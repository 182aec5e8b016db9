// IP addresses as the sockets API and lksctp's packed lists (RFC 6458 9.1) have them.
#pragma once

#include <netinet/in.h>
#include <optional>
#include <string>
#include <vector>

#include "sigtran/core/bytes.h"
#include "sigtran/link/transport.h"

namespace mapsim::link {

// The addresses of an endpoint one after the other, each a sockaddr_in or sockaddr_in6 with the same port.
class PackedAddresses {
 public:
  // Error: no host, or one that is not an IP address; `which` names the field of the error.
  static Result<PackedAddresses> of(const EndpointAddress& endpoint, const std::string& which);

  sockaddr* data() { return reinterpret_cast<sockaddr*>(octets_.data()); }
  int count() const { return count_; }
  bool has_v4() const { return has_v4_; }
  bool has_v6() const { return has_v6_; }

 private:
  Octets octets_;
  int count_ = 0;
  bool has_v4_ = false;
  bool has_v6_ = false;
};

struct HostAndPort {
  std::string host;  // as text; an IPv4 address mapped into IPv6 (RFC 4291 2.5.5.2) as IPv4
  std::uint16_t port = 0;
  friend bool operator==(const HostAndPort&, const HostAndPort&) = default;
};

// From the first octets of a sockaddr_in or sockaddr_in6; nullopt for another family or too few octets.
std::optional<HostAndPort> read_address(OctetView sockaddr_octets);

// Octets that the address at the start takes in a packed list; 0 for another family.
std::size_t packed_size(OctetView list);

// The text that to_text() gives for the same address, so that addresses can be compared as text.
std::string canonical_host(const std::string& host);

}  // namespace mapsim::link
