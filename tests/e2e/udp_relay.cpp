#include "tests/e2e/udp_relay.h"

#include <arpa/inet.h>
#include <array>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sigtran/core/crc32c.h"

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

void put(std::uint32_t value, std::size_t size, std::vector<std::uint8_t>& to) {
  while (size-- > 0) to.push_back(static_cast<std::uint8_t>(value >> (8 * size)));
}

std::vector<std::uint8_t> abort_packet(std::uint16_t from, std::uint16_t to, std::uint32_t tag) {
  std::vector<std::uint8_t> packet;
  put(from, 2, packet);
  put(to, 2, packet);
  put(tag, 4, packet);
  put(0, 4, packet);
  put(0x06000004, 4, packet);
  const std::uint32_t checksum = crc32c(packet);
  for (std::size_t i = 0; i < 4; ++i) packet[8 + i] = static_cast<std::uint8_t>(checksum >> (8 * i));
  return packet;
}

void send(int fd, OctetView packet, const sockaddr_in& to) {
  (void)::sendto(fd, packet.data(), packet.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

}  // namespace

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

void UdpRelay::mend(std::uint16_t caller_port) {
  const std::scoped_lock lock(mutex_);
  associations_[caller_port].cut = false;
}

bool UdpRelay::abort(std::uint16_t caller_port) {
  const std::scoped_lock lock(mutex_);
  const Association& a = associations_[caller_port];
  if (a.of_caller == 0 || a.of_called == 0) return false;
  send(back_, abort_packet(caller_port, a.called_port, a.of_called), called_);
  send(front_, abort_packet(a.called_port, caller_port, a.of_caller), caller_);
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
  if (const std::uint32_t tag = read32(packet, 4); tag != 0) (by_caller ? a.of_called : a.of_caller) = tag;
  return !a.cut;
}

}  // namespace mapsim::e2e
