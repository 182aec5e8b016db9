#include "sigtran/link/ip_address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cassert>

namespace mapsim::link {

std::optional<IpAddress> parse_ip(std::string_view text) {
  const std::string terminated(text);
  if (terminated.find('\0') != std::string::npos) return std::nullopt;
  IpAddress address;
  address.is_v6 = text.find(':') != std::string_view::npos;
  const int family = address.is_v6 ? AF_INET6 : AF_INET;
  if (inet_pton(family, terminated.c_str(), address.octets.data()) != 1) return std::nullopt;
  return address;
}

std::string to_text(const IpAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int family = address.is_v6 ? AF_INET6 : AF_INET;
  return inet_ntop(family, address.octets.data(), text.data(), text.size());
}

IpAddress ip_from_octets(OctetView octets) {
  assert(octets.size() == 4 || octets.size() == 16);
  IpAddress address;
  address.is_v6 = octets.size() == 16;
  std::copy(octets.begin(), octets.end(), address.octets.begin());
  return address;
}

}  // namespace mapsim::link
