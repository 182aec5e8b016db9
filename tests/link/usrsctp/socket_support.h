// Two userland transports of one process over real sockets of this host, in real time.
#pragma once

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <gtest/gtest.h>
#include <ifaddrs.h>
#include <memory>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sigtran/link/usrsctp/faulty_io.h"
#include "sigtran/link/usrsctp/socket_io.h"
#include "sigtran/link/usrsctp/transport.h"
#include "tests/link/transport_contract.h"

namespace mapsim::link::test {

inline Instant real_time() {
  timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return Instant::from_start(std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec));
}

// A UDP port of the address that nobody has now; 0: the address cannot be used.
inline std::uint16_t free_udp_port(const std::string& host) {
  const auto address = parse_ip(host);
  sockaddr_storage storage{};
  storage.ss_family = address->is_v6 ? AF_INET6 : AF_INET;
  if (address->is_v6) {
    std::memcpy(&reinterpret_cast<sockaddr_in6&>(storage).sin6_addr, address->octets.data(), 16);
  } else {
    std::memcpy(&reinterpret_cast<sockaddr_in&>(storage).sin_addr, address->octets.data(), 4);
  }
  socklen_t size = address->is_v6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  const int fd = ::socket(storage.ss_family, SOCK_DGRAM, 0);
  std::uint16_t port = 0;
  if (fd >= 0 && ::bind(fd, reinterpret_cast<sockaddr*>(&storage), size) == 0 &&
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&storage), &size) == 0) {
    port = ntohs(reinterpret_cast<sockaddr_in&>(storage).sin_port);  // at one place in both families
  }
  if (fd >= 0) ::close(fd);
  return port;
}

// "::1" and an IPv6 address of an interface; packets between them pass the loopback.
inline std::vector<std::string> local_ipv6() {
  std::vector<std::string> found;
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return found;
  for (const ifaddrs* i = list; i != nullptr; i = i->ifa_next) {
    if (i->ifa_addr == nullptr || i->ifa_addr->sa_family != AF_INET6) continue;
    const auto& address = reinterpret_cast<const sockaddr_in6*>(i->ifa_addr)->sin6_addr;
    if (IN6_IS_ADDR_LINKLOCAL(&address)) continue;  // needs a zone
    const std::string text = to_text(ip_from_octets({address.s6_addr, 16}));
    if (free_udp_port(text) != 0) found.push_back(text);
  }
  ::freeifaddrs(list);
  return found;
}

inline std::string why_no_raw(int family) {
  const int fd = ::socket(family, SOCK_RAW, IPPROTO_SCTP);
  if (fd >= 0) ::close(fd);
  if (fd < 0) return std::string("no raw socket: ") + std::strerror(errno) + " (CAP_NET_RAW)";
  const int sctp = ::socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP);
  if (sctp < 0) return {};
  ::close(sctp);
  return "this host's kernel speaks SCTP and would answer with ABORT";
}

struct SocketHosts {
  std::string client;
  std::string server;
  SocketIoConfig::Encapsulation encapsulation = SocketIoConfig::Encapsulation::udp;
  std::string skip;
};

struct Udp4 {
  static SocketHosts hosts() { return {"127.0.0.1", "127.0.0.2", SocketIoConfig::Encapsulation::udp, {}}; }
};
struct Udp6 {
  static SocketHosts hosts() {
    const bool there = free_udp_port("::1") != 0;
    return {"::1", "::1", SocketIoConfig::Encapsulation::udp, there ? "" : "this host has no ::1"};
  }
};
struct Raw4 {
  static SocketHosts hosts() {
    return {"127.0.0.1", "127.0.0.2", SocketIoConfig::Encapsulation::none, why_no_raw(AF_INET)};
  }
};
struct Raw6 {
  static SocketHosts hosts() {
    const auto addresses = local_ipv6();
    if (addresses.size() < 2) return {"", "", {}, "this host has not two IPv6 addresses"};
    return {addresses[0], addresses[1], SocketIoConfig::Encapsulation::none, why_no_raw(AF_INET6)};
  }
};

inline UsrsctpConfig quick() {
  UsrsctpConfig config;
  config.sctp.rto_initial = std::chrono::milliseconds(100);
  config.sctp.rto_min = std::chrono::milliseconds(50);
  config.sctp.rto_max = std::chrono::milliseconds(500);
  return config;
}

// The sockets of both ends, each behind a network that may be bad.
class SocketPair {
 public:
  explicit SocketPair(SocketHosts hosts, UsrsctpConfig config = quick(), FaultyIoConfig faults = {})
      : hosts_(std::move(hosts)) {
    if (!skip_reason().empty()) return;
    SocketIoConfig client_io;
    SocketIoConfig server_io;
    client_io.encapsulation = server_io.encapsulation = hosts_.encapsulation;
    if (hosts_.encapsulation == SocketIoConfig::Encapsulation::udp) {
      server_io.local_port = client_io.remote_port = free_udp_port(hosts_.server);
      client_io.local_port = 0;
    }
    client_ = make(client_io, config, faults, client_faults);
    ++faults.seed;
    server_ = make(server_io, config, faults, server_faults);
  }
  const std::string& skip_reason() const { return hosts_.skip; }
  UsrsctpTransport& client() { return *client_; }
  UsrsctpTransport& server() { return *server_; }
  EndpointAddress client_address() { return {{hosts_.client}, 2905}; }
  EndpointAddress server_address() { return {{hosts_.server}, 2905}; }
  Instant now() const { return at_; }
  // Waits for packets or the next timer. False when the test has waited for too long.
  bool step() {
    const Instant next = std::min(client_->next_deadline(), server_->next_deadline());
    std::array<pollfd, 2> fds{{{client_->fd(), POLLIN, 0}, {server_->fd(), POLLIN, 0}}};
    const Duration wait = std::clamp<Duration>(next - real_time(), Duration::zero(), until_ - at_);
    const timespec t{std::chrono::duration_cast<std::chrono::seconds>(wait).count(),
                     (wait % std::chrono::seconds(1)).count()};
    ::ppoll(fds.data(), fds.size(), &t, nullptr);
    at_ = real_time();
    client_->on_time(at_);
    server_->on_time(at_);
    return at_ < until_;
  }

  FaultyIo* client_faults = nullptr;
  FaultyIo* server_faults = nullptr;

 private:
  static std::unique_ptr<UsrsctpTransport> make(const SocketIoConfig& io, const UsrsctpConfig& config,
                                                const FaultyIoConfig& faults, FaultyIo*& kept) {
    auto faulty = std::make_unique<FaultyIo>(std::make_unique<SocketIo>(io), faults);
    kept = faulty.get();
    return std::make_unique<UsrsctpTransport>(std::move(faulty), config);
  }

  SocketHosts hosts_;
  std::unique_ptr<UsrsctpTransport> client_;
  std::unique_ptr<UsrsctpTransport> server_;
  Instant at_ = real_time();
  Instant until_ = at_ + std::chrono::seconds(20);
};

}  // namespace mapsim::link::test
