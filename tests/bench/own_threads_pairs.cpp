// The same octets over libusrsctp as its manual has it: its threads, its UDP socket, blocking calls.
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <usrsctp.h>

#include "tests/bench/usrsctp_calls.h"

namespace mapsim::bench {

namespace {

constexpr std::uint16_t kCalledPort = 29'897;
constexpr std::uint16_t kCallerPort = 29'896;
constexpr int kBuffer = 16 << 20;

sockaddr_in address(const char* host, std::uint16_t port) {
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons(port);
  a.sin_addr.s_addr = ::inet_addr(host);
  return a;
}

// The library knows the addresses of interfaces only, so both ends have the same one.
constexpr const char* kHost = "127.0.0.1";
constexpr std::uint16_t kServerPort = 2905;
constexpr std::uint16_t kClientPort = 2906;

struct socket* open(std::uint16_t port, std::uint16_t udp_local, std::uint16_t udp_remote, bool nodelay) {
  usrsctp_init(udp_local, nullptr, nullptr);
  usrsctp_sysctl_set_sctp_ecn_enable(0);
  usrsctp_sysctl_set_sctp_max_chunks_on_queue(65'536);
  struct socket* s = usrsctp_socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP, nullptr, nullptr, 0, nullptr);
  check(s != nullptr, "usrsctp_socket");
  sctp_udpencaps encapsulation{};
  encapsulation.sue_address.ss_family = AF_INET;
  encapsulation.sue_port = htons(udp_remote);
  usrsctp_setsockopt(s, IPPROTO_SCTP, SCTP_REMOTE_UDP_ENCAPS_PORT, &encapsulation, sizeof(encapsulation));
  const int on = nodelay ? 1 : 0;
  usrsctp_setsockopt(s, IPPROTO_SCTP, SCTP_NODELAY, &on, sizeof(on));
  usrsctp_setsockopt(s, SOL_SOCKET, SO_SNDBUF, &kBuffer, sizeof(kBuffer));
  usrsctp_setsockopt(s, SOL_SOCKET, SO_RCVBUF, &kBuffer, sizeof(kBuffer));
  sctp_initmsg streams{};
  streams.sinit_num_ostreams = 17;
  streams.sinit_max_instreams = 17;
  usrsctp_setsockopt(s, IPPROTO_SCTP, SCTP_INITMSG, &streams, sizeof(streams));
  sockaddr_in local = address(kHost, port);
  check(usrsctp_bind(s, reinterpret_cast<sockaddr*>(&local), sizeof(local)) == 0, "usrsctp_bind");
  return s;
}

void serve(bool nodelay) {
  struct socket* listener = open(kServerPort, kCalledPort, kCallerPort, nodelay);
  check(usrsctp_listen(listener, 1) == 0, "usrsctp_listen");
  struct socket* s = usrsctp_accept(listener, nullptr, nullptr);
  check(s != nullptr, "usrsctp_accept");
  while (receive(s)) send(s, kAnswerOctets);
}

PairRate call(const Load& load, bool nodelay) {
  struct socket* s = open(kClientPort, kCallerPort, kCalledPort, nodelay);
  sockaddr_in server = address(kHost, kServerPort);
  ::usleep(100'000);  // for the server to listen
  check(usrsctp_connect(s, reinterpret_cast<sockaddr*>(&server), sizeof(server)) == 0, "usrsctp_connect");
  for (std::size_t i = 0; i < load.outstanding; ++i) send(s, kRequestOctets);
  PairRate rate;
  const double start = wall_clock();
  do {
    for (int i = 0; i < 16; ++i, ++rate.pairs) {
      check(receive(s), "the association was lost");
      send(s, kRequestOctets);
    }
    rate.seconds = wall_clock() - start;
  } while (rate.seconds < load.seconds);
  return rate;
}

}  // namespace

PairRate run_own_threads(const Load& load, bool nodelay) {
  // Threads are for using several cores.
  return run_pair([=] { serve(nodelay); }, [&] { return call(load, nodelay); }, Cores::any);
}

}  // namespace mapsim::bench
