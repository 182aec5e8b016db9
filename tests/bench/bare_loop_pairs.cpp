// The same octets over libusrsctp in a loop of one thread, as bare as it gets: the library's own settings,
// one UDP socket with recvmmsg and sendmmsg, checksums by the processor's instruction; one association, and
// nothing is counted, limited or looked at.
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <usrsctp.h>

#include "sigtran/core/crc32c.h"
#include "tests/bench/usrsctp_calls.h"

namespace mapsim::bench {

namespace {

constexpr std::uint16_t kCalledUdp = 29'893;
constexpr std::uint16_t kCallerUdp = 29'892;
constexpr std::uint16_t kSctpPort = 2905;
constexpr std::size_t kPackets = 64;  // of one system call
constexpr std::size_t kRoom = 2048;   // octets of one
constexpr int kBuffer = 4 << 20;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons(port);
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return a;
}

// Packets for one system call.
struct Packets {
  std::array<std::array<std::uint8_t, kRoom>, kPackets> octets{};
  std::array<iovec, kPackets> pieces{};
  std::array<mmsghdr, kPackets> headers{};
  std::size_t count = 0;
  Packets() {
    for (std::size_t i = 0; i < kPackets; ++i) {
      pieces[i] = {octets[i].data(), kRoom};
      headers[i].msg_hdr.msg_iov = &pieces[i];
      headers[i].msg_hdr.msg_iovlen = 1;
    }
  }
};

class Loop {
 public:
  Loop(std::uint16_t udp_local, std::uint16_t udp_remote)
      : udp_(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
    check(udp_ >= 0, "socket");
    const sockaddr_in local = loopback(udp_local);
    const sockaddr_in remote = loopback(udp_remote);
    ::setsockopt(udp_, SOL_SOCKET, SO_RCVBUF, &kBuffer, sizeof(kBuffer));
    ::setsockopt(udp_, SOL_SOCKET, SO_SNDBUF, &kBuffer, sizeof(kBuffer));
    check(::bind(udp_, reinterpret_cast<const sockaddr*>(&local), sizeof(local)) == 0, "bind");
    check(::connect(udp_, reinterpret_cast<const sockaddr*>(&remote), sizeof(remote)) == 0, "connect");
    usrsctp_init_nothreads(0, &Loop::output, nullptr);
    usrsctp_enable_crc32c_offload();
    usrsctp_sysctl_set_sctp_ecn_enable(0);
    usrsctp_sysctl_set_sctp_max_chunks_on_queue(65'536);
    usrsctp_register_address(this);
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop() { ::close(udp_); }

  struct socket* open() {
    struct socket* s = usrsctp_socket(AF_CONN, SOCK_STREAM, IPPROTO_SCTP, nullptr, nullptr, 0, nullptr);
    check(s != nullptr && usrsctp_set_non_blocking(s, 1) == 0, "usrsctp_socket");
    usrsctp_setsockopt(s, SOL_SOCKET, SO_SNDBUF, &kBuffer, sizeof(kBuffer));
    usrsctp_setsockopt(s, SOL_SOCKET, SO_RCVBUF, &kBuffer, sizeof(kBuffer));
    sctp_paddrparams path{};
    path.spp_address.ss_family = AF_CONN;
    path.spp_flags = SPP_PMTUD_DISABLE;
    path.spp_pathmtu = 1500 - 28 - 12;  // without the headers of IP, UDP and SCTP
    check(usrsctp_setsockopt(s, IPPROTO_SCTP, SCTP_PEER_ADDR_PARAMS, &path, sizeof(path)) == 0, "path MTU");
    sctp_initmsg streams{};
    streams.sinit_num_ostreams = 17;
    streams.sinit_max_instreams = 17;
    usrsctp_setsockopt(s, IPPROTO_SCTP, SCTP_INITMSG, &streams, sizeof(streams));
    sockaddr_conn here = address();
    check(usrsctp_bind(s, reinterpret_cast<sockaddr*>(&here), sizeof(here)) == 0, "usrsctp_bind");
    return s;
  }
  sockaddr_conn address() {
    sockaddr_conn a{};
    a.sconn_family = AF_CONN;
    a.sconn_port = htons(kSctpPort);
    a.sconn_addr = this;
    return a;
  }

  // Sends what is to be sent, waits for packets and gives them to the library.
  void turn() {
    flush();
    pollfd fd{udp_, POLLIN, 0};
    ::poll(&fd, 1, 10);
    run_timers();
    for (mmsghdr& header : in_.headers) header.msg_hdr.msg_iov->iov_len = kRoom;
    const int count = ::recvmmsg(udp_, in_.headers.data(), kPackets, 0, nullptr);
    for (std::size_t i = 0; count > 0 && i < static_cast<std::size_t>(count); ++i) {
      const OctetView packet(in_.octets[i].data(), in_.headers[i].msg_len);
      std::uint32_t sum = 0;
      std::memcpy(&sum, packet.data() + 8, sizeof sum);
      if (ntohl(sum) == sctp_checksum(packet)) usrsctp_conninput(this, packet.data(), packet.size(), 0);
    }
  }

 private:
  static int output(void* loop, void* packet, std::size_t size, std::uint8_t, std::uint8_t) {
    static_cast<Loop*>(loop)->put({static_cast<const std::uint8_t*>(packet), size});
    return 0;
  }
  void put(OctetView packet) {
    if (packet.size() > kRoom) return;
    if (out_.count == kPackets) flush();
    std::uint8_t* place = out_.octets[out_.count].data();
    std::memcpy(place, packet.data(), packet.size());
    const std::uint32_t sum = htonl(sctp_checksum(packet));
    std::memcpy(place + 8, &sum, sizeof sum);
    out_.pieces[out_.count++].iov_len = packet.size();
  }
  void flush() {
    if (out_.count != 0) ::sendmmsg(udp_, out_.headers.data(), static_cast<unsigned>(out_.count), 0);
    out_.count = 0;
  }
  void run_timers() {
    const auto passed = static_cast<std::uint32_t>((wall_clock() - timers_) * 1e3);
    if (passed == 0) return;
    timers_ += passed / 1e3;
    usrsctp_handle_timers(passed);
  }

  int udp_;
  double timers_ = wall_clock();
  Packets in_;
  Packets out_;
};

void serve() {
  static Loop loop(kCalledUdp, kCallerUdp);
  struct socket* listener = loop.open();
  check(usrsctp_listen(listener, 1) == 0, "usrsctp_listen");
  struct socket* s = nullptr;
  while (s == nullptr) {
    loop.turn();
    s = usrsctp_accept(listener, nullptr, nullptr);
  }
  usrsctp_set_non_blocking(s, 1);
  for (;;) {
    while (receive(s)) send(s, kAnswerOctets);
    loop.turn();
  }
}

PairRate call(const Load& load) {
  static Loop loop(kCallerUdp, kCalledUdp);
  struct socket* s = loop.open();
  sockaddr_conn server = loop.address();
  ::usleep(100'000);  // for the server to listen
  const int begun = usrsctp_connect(s, reinterpret_cast<sockaddr*>(&server), sizeof(server));
  check(begun == 0 || errno == EINPROGRESS, "usrsctp_connect");
  for (const double end = wall_clock() + 10; (usrsctp_get_events(s) & SCTP_EVENT_WRITE) == 0;) {
    check(wall_clock() < end, "no association");
    loop.turn();
  }
  for (std::size_t i = 0; i < load.outstanding; ++i) send(s, kRequestOctets);
  PairRate rate;
  const double start = wall_clock();
  for (double now = start; now < start + load.seconds; now = wall_clock()) {
    loop.turn();
    for (; receive(s); ++rate.pairs) send(s, kRequestOctets);
  }
  rate.seconds = wall_clock() - start;
  return rate;
}

}  // namespace

PairRate run_bare_loop(const Load& load) {
  return run_pair(serve, [&] { return call(load); });
}

}  // namespace mapsim::bench
