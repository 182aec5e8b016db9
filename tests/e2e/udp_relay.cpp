#include "tests/e2e/udp_relay.h"

#include <arpa/inet.h>
#include <array>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sigtran/link/usrsctp/socket_io.h"
#include "sigtran/link/usrsctp/transport.h"
#include "tests/e2e/peer_transport.h"
#include "tests/e2e/sctp_abort.h"

namespace mapsim::e2e {

namespace {

constexpr std::uint16_t kUdpPort = 9899;
constexpr std::size_t kCommonHeader = 12;

sockaddr_in address(const std::string& host, std::uint16_t port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(port);
  ::inet_pton(AF_INET, host.c_str(), &out.sin_addr);
  return out;
}

int open_at(sockaddr_in at) {
  const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  EXPECT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&at), sizeof at), 0);
  return fd;
}

std::uint16_t read16(OctetView octets, std::size_t at) {
  return static_cast<std::uint16_t>(octets[at] << 8U | octets[at + 1]);
}

std::uint32_t read32(OctetView octets, std::size_t at) {
  return static_cast<std::uint32_t>(read16(octets, at)) << 16U | read16(octets, at + 2);
}

void send(int fd, OctetView packet, const sockaddr_in& to) {
  (void)::sendto(fd, packet.data(), packet.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

}  // namespace

PairTransport pair_transport() {
  return {"usrsctp", "usrsctp over UDP"};
}

PeerTransport peer_transport() {
  auto transport =
      std::make_unique<link::UsrsctpTransport>(std::make_unique<link::SocketIo>(link::SocketIoConfig{}));
  const auto* pollable = transport.get();
  return {std::move(transport), pollable};
}

std::unique_ptr<AssociationBreaker> association_breaker(const LoopbackNetwork& network) {
  return std::make_unique<UdpRelay>(network);
}

UdpRelay::UdpRelay(const LoopbackNetwork& network)
    : caller_(address(network.host(1), kUdpPort)),
      called_(address(network.host(2), kUdpPort)),
      front_(open_at(address(network.host(2), kPort))),
      back_(open_at(address(network.host(1), kPort))),
      thread_([this] { work(); }) {}

UdpRelay::~UdpRelay() {
  stop_ = true;
  thread_.join();
  ::close(front_);
  ::close(back_);
}

void UdpRelay::cut(std::uint16_t caller_port) {
  const std::scoped_lock lock(mutex_);
  associations_[caller_port].cut = true;
}

bool UdpRelay::abort(std::uint16_t caller_port) {
  const std::scoped_lock lock(mutex_);
  const Association& a = associations_[caller_port];
  if (a.tag == 0) return false;
  send(front_, abort_packet(a.called_port, caller_port, a.tag), caller_);
  return true;
}

void UdpRelay::work() {
  while (!stop_) {
    std::array<pollfd, 2> fds = {{{front_, POLLIN, 0}, {back_, POLLIN, 0}}};
    constexpr int kLookForTheEnd = 50;  // ms
    ::poll(fds.data(), fds.size(), kLookForTheEnd);
    relay(front_, back_, called_, true);
    relay(back_, front_, caller_, false);
  }
}

void UdpRelay::relay(int from, int to, const sockaddr_in& destination, bool by_caller) {
  std::array<std::uint8_t, 65536> buffer{};
  for (;;) {
    const ssize_t size = ::recv(from, buffer.data(), buffer.size(), 0);
    if (size < 0) return;
    const OctetView packet(buffer.data(), static_cast<std::size_t>(size));
    if (packet.size() >= kCommonHeader && passes(packet, by_caller)) send(to, packet, destination);
  }
}

bool UdpRelay::passes(OctetView packet, bool by_caller) {
  const std::scoped_lock lock(mutex_);
  Association& a = associations_[read16(packet, by_caller ? 0 : 2)];
  a.called_port = read16(packet, by_caller ? 2 : 0);
  // INIT has none (RFC 9260 8.5.1).
  if (const std::uint32_t tag = read32(packet, 4); tag != 0 && !by_caller) a.tag = tag;
  return !a.cut;
}

}  // namespace mapsim::e2e
