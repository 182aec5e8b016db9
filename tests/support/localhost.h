// Tests that look names of hosts up need one that every machine should know.
#pragma once

#include <netdb.h>

namespace mapsim::test {

// Where this machine has no address for "localhost", as in a chroot without /etc/hosts.
inline constexpr const char* kNoLocalhost = "this machine has no address for the name localhost (/etc/hosts)";

inline bool knows_localhost() {
  addrinfo* found = nullptr;
  if (::getaddrinfo("localhost", nullptr, nullptr, &found) != 0) return false;
  ::freeaddrinfo(found);
  return true;
}

}  // namespace mapsim::test
