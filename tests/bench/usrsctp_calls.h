// Sending and receiving by libusrsctp's own calls, as both yardsticks do that have nothing else around them.
#pragma once

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <stdexcept>
#include <usrsctp.h>

#include "tests/bench/two_processes.h"

namespace mapsim::bench {

inline void check(bool done, const char* what) {
  if (!done) throw std::runtime_error(what);
}

inline void send(struct socket* s, std::size_t size) {
  static const std::array<std::uint8_t, kRequestOctets> kOctets{};
  static std::uint16_t stream = 0;
  stream = static_cast<std::uint16_t>(stream % 16 + 1);
  sctp_sndinfo info{};
  info.snd_sid = stream;
  info.snd_ppid = htonl(3);
  check(usrsctp_sendv(s, kOctets.data(), size, nullptr, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0) >= 0,
        "usrsctp_sendv");
}

// False: there is nothing (where calls do not block), or the association is over.
inline bool receive(struct socket* s) {
  std::array<std::uint8_t, 2048> octets{};
  sctp_rcvinfo info{};
  socklen_t size = sizeof(info);
  unsigned type = 0;
  int flags = 0;
  return usrsctp_recvv(s, octets.data(), octets.size(), nullptr, nullptr, &info, &size, &type, &flags) > 0;
}

}  // namespace mapsim::bench
