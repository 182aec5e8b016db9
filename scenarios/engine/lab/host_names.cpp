#include "scenarios/engine/lab/host_names.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "scenarios/engine/lab/wrong.h"
#include "sigtran/link/ip_address.h"

namespace mapsim::scenario::lab {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_label(std::string_view label) {
  constexpr std::size_t kMaxLabel = 63;  // octets, RFC 1035 2.3.4
  const auto allowed = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  };
  return !label.empty() && label.size() <= kMaxLabel && std::ranges::all_of(label, allowed);
}

// RFC 1123 2.1: what ends in a number is meant as an address, not as a name.
bool is_host_name(std::string_view word) {
  constexpr std::size_t kMaxName = 253;
  if (word.ends_with('.')) word.remove_suffix(1);
  if (word.size() > kMaxName) return false;
  for (;;) {
    const auto dot = word.find('.');
    const std::string_view label = word.substr(0, dot);
    if (!is_label(label)) return false;
    if (dot == std::string_view::npos) return !std::ranges::all_of(label, is_digit);
    word.remove_prefix(dot + 1);
  }
}

}  // namespace

Result<std::string> HostNames::address_of(std::string_view word) {
  if (link::parse_ip(word)) return std::string(word);
  if (const auto known = found_.find(word); known != found_.end()) return known->second;
  const std::string name(word);
  if (!is_host_name(word)) {
    return fail(wrong("'" + name + "' is no IPv4 or IPv6 address, and no name of a host"));
  }
  addrinfo wanted{};
  wanted.ai_family = AF_UNSPEC;
  wanted.ai_socktype = SOCK_DGRAM;  // each address once; resolvers need not know SCTP
  addrinfo* answer = nullptr;
  const int code = ::getaddrinfo(name.c_str(), nullptr, &wanted, &answer);
  if (code != 0) {
    const char* why = code == EAI_SYSTEM ? std::strerror(errno) : ::gai_strerror(code);
    return fail(wrong("'" + name + "' has no address: " + why));
  }
  std::string address;
  for (const addrinfo* a = answer; a != nullptr && address.empty(); a = a->ai_next) {
    if (a->ai_family == AF_INET) {
      const auto& v4 = reinterpret_cast<const sockaddr_in*>(a->ai_addr)->sin_addr;
      address = link::to_text(link::ip_from_octets({reinterpret_cast<const std::uint8_t*>(&v4), sizeof v4}));
    } else if (a->ai_family == AF_INET6) {
      const auto& v6 = reinterpret_cast<const sockaddr_in6*>(a->ai_addr)->sin6_addr;
      address = link::to_text(link::ip_from_octets({reinterpret_cast<const std::uint8_t*>(&v6), sizeof v6}));
    }
  }
  ::freeaddrinfo(answer);
  if (address.empty()) return fail(wrong("'" + name + "' has no IPv4 or IPv6 address"));
  found_.emplace(name, address);
  return address;
}

}  // namespace mapsim::scenario::lab
