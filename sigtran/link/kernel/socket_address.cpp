#include "sigtran/link/kernel/socket_address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>

#include "sigtran/link/ip_address.h"

namespace mapsim::link {

namespace {

template <class T>
void append(Octets& out, const T& value) {
  const auto* begin = reinterpret_cast<const std::uint8_t*>(&value);
  out.insert(out.end(), begin, begin + sizeof value);
}

std::optional<sa_family_t> family_of(OctetView octets) {
  sa_family_t family = 0;
  if (octets.size() < sizeof family) return std::nullopt;
  std::memcpy(&family, octets.data(), sizeof family);
  return family;
}

}  // namespace

Result<PackedAddresses> PackedAddresses::of(const EndpointAddress& endpoint, const std::string& which) {
  if (endpoint.hosts.empty()) {
    return fail(Error{.layer = "sctp", .field = which, .text = "needs at least one host"});
  }
  PackedAddresses out;
  for (const std::string& host : endpoint.hosts) {
    const auto ip = parse_ip(host);
    if (!ip) {
      return fail(Error{.layer = "sctp", .field = which, .text = "'" + host + "' is not an IP address"});
    }
    if (ip->is_v6) {
      sockaddr_in6 address{};
      address.sin6_family = AF_INET6;
      address.sin6_port = htons(endpoint.port);
      std::copy_n(ip->octets.begin(), 16, address.sin6_addr.s6_addr);
      append(out.octets_, address);
      out.has_v6_ = true;
    } else {
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_port = htons(endpoint.port);
      std::memcpy(&address.sin_addr, ip->octets.data(), 4);
      append(out.octets_, address);
      out.has_v4_ = true;
    }
    ++out.count_;
  }
  return out;
}

std::size_t packed_size(OctetView list) {
  const auto family = family_of(list);
  if (family == AF_INET) return sizeof(sockaddr_in);
  if (family == AF_INET6) return sizeof(sockaddr_in6);
  return 0;
}

std::optional<HostAndPort> read_address(OctetView octets) {
  const std::size_t size = packed_size(octets);
  if (size == 0 || octets.size() < size) return std::nullopt;
  if (size == sizeof(sockaddr_in)) {
    sockaddr_in address{};
    std::memcpy(&address, octets.data(), size);
    const auto* four = reinterpret_cast<const std::uint8_t*>(&address.sin_addr);
    return HostAndPort{to_text(ip_from_octets({four, 4})), ntohs(address.sin_port)};
  }
  sockaddr_in6 address{};
  std::memcpy(&address, octets.data(), size);
  const OctetView sixteen(address.sin6_addr.s6_addr, 16);
  const bool mapped = IN6_IS_ADDR_V4MAPPED(&address.sin6_addr);
  return HostAndPort{to_text(ip_from_octets(mapped ? sixteen.subspan(12) : sixteen)),
                     ntohs(address.sin6_port)};
}

std::string canonical_host(const std::string& host) {
  const auto ip = parse_ip(host);
  return ip ? to_text(*ip) : host;
}

}  // namespace mapsim::link
