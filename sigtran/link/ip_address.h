// IP addresses between text and octets.
#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "sigtran/core/bytes.h"

namespace mapsim::link {

struct IpAddress {
  bool is_v6 = false;
  std::array<std::uint8_t, 16> octets{};  // in network order; IPv4 uses the first four
  OctetView view() const { return {octets.data(), is_v6 ? std::size_t{16} : std::size_t{4}}; }
  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
  // Every packet is compared with the paths that are known: two words, without a call.
  friend bool operator==(const IpAddress& a, const IpAddress& b) {
    return a.is_v6 == b.is_v6 && std::memcmp(a.octets.data(), b.octets.data(), sizeof a.octets) == 0;
  }
};

// "192.0.2.1" or "2001:db8::1", without port, brackets or zone; nullopt for anything else.
std::optional<IpAddress> parse_ip(std::string_view text);

// The text of RFC 5952 for IPv6.
std::string to_text(const IpAddress& address);

// From 4 or 16 octets in network order.
inline IpAddress ip_from_octets(OctetView octets) {
  assert(octets.size() == 4 || octets.size() == 16);
  IpAddress address;
  address.is_v6 = octets.size() == 16;
  std::memcpy(address.octets.data(), octets.data(), address.is_v6 ? 16 : 4);
  return address;
}

}  // namespace mapsim::link
