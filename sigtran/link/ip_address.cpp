#include "sigtran/link/ip_address.h"

#include <arpa/inet.h>

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

}  // namespace mapsim::link
