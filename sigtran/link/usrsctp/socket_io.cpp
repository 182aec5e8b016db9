#include "sigtran/link/usrsctp/socket_io.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace mapsim::link {

namespace {

constexpr std::size_t kBatch = 64;
constexpr std::size_t kLargest = 65'536;  // octets of a datagram

void to_sockaddr(const PacketAddress& address, bool raw, sockaddr_storage& out, socklen_t& size) {
  std::memset(&out, 0, sizeof(sockaddr_in6));
  // A raw socket has no port: the kernel wants 0 for IPv6.
  const std::uint16_t port = raw ? std::uint16_t{0} : htons(address.udp_port);
  if (address.host.is_v6) {
    auto& sin6 = reinterpret_cast<sockaddr_in6&>(out);
    sin6.sin6_family = AF_INET6;
    sin6.sin6_port = port;
    std::memcpy(&sin6.sin6_addr, address.host.octets.data(), 16);
    size = sizeof(sockaddr_in6);
  } else {
    auto& sin = reinterpret_cast<sockaddr_in&>(out);
    sin.sin_family = AF_INET;
    sin.sin_port = port;
    std::memcpy(&sin.sin_addr, address.host.octets.data(), 4);
    size = sizeof(sockaddr_in);
  }
}

PacketAddress from_sockaddr(const sockaddr_storage& in, bool raw) {
  PacketAddress address;
  if (in.ss_family == AF_INET6) {
    const auto& sin6 = reinterpret_cast<const sockaddr_in6&>(in);
    address.host.is_v6 = true;
    std::memcpy(address.host.octets.data(), &sin6.sin6_addr, 16);
    if (!raw) address.udp_port = ntohs(sin6.sin6_port);
  } else {
    const auto& sin = reinterpret_cast<const sockaddr_in&>(in);
    std::memcpy(address.host.octets.data(), &sin.sin_addr, 4);
    if (!raw) address.udp_port = ntohs(sin.sin_port);
  }
  return address;
}

}  // namespace

struct SocketIo::Vectors {
  struct Direction {
    std::array<mmsghdr, kBatch> headers{};
    std::array<iovec, kBatch> parts{};
    std::array<sockaddr_storage, kBatch> addresses{};
  };
  Direction in;
  Direction out;
  std::unique_ptr<std::uint8_t[]> buffers{
      new std::uint8_t[kBatch * kLargest]};  // touched only as far as used
};

SocketIo::SocketIo(SocketIoConfig config) : config_(config), vectors_(std::make_unique<Vectors>()) {
  for (std::size_t i = 0; i < kBatch; ++i) {
    auto& in = vectors_->in;
    in.parts[i] = {vectors_->buffers.get() + i * kLargest, kLargest};
    in.headers[i].msg_hdr.msg_name = &in.addresses[i];
    in.headers[i].msg_hdr.msg_iov = &in.parts[i];
    in.headers[i].msg_hdr.msg_iovlen = 1;
    auto& out = vectors_->out;
    out.headers[i].msg_hdr.msg_name = &out.addresses[i];
    out.headers[i].msg_hdr.msg_iov = &out.parts[i];
    out.headers[i].msg_hdr.msg_iovlen = 1;
  }
}

SocketIo::~SocketIo() {
  if (fd_ >= 0) ::close(fd_);
}

Result<void> SocketIo::failed(const char* what) {
  const int error = errno;
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  std::string text = std::string(what) + " on " + link::to_text(local_) + ": " + std::strerror(error);
  if (error == EPERM) text += "; SCTP directly over IP needs CAP_NET_RAW, UDP encapsulation needs no right";
  if (error == EADDRINUSE) text += "; another program, or another endpoint of this one, has this UDP port";
  return fail(Error{.layer = "sctp", .field = "address", .clause = "RFC 6951 5.1", .text = text});
}

Result<void> SocketIo::open(const IpAddress& local) {
  local_ = {local, encapsulated() ? config_.local_port : std::uint16_t{0}};
  const int family = local.is_v6 ? AF_INET6 : AF_INET;
  const int type = (encapsulated() ? SOCK_DGRAM : SOCK_RAW) | SOCK_NONBLOCK | SOCK_CLOEXEC;
  fd_ = ::socket(family, type, encapsulated() ? IPPROTO_UDP : IPPROTO_SCTP);
  if (fd_ < 0) return failed("no socket");
  set_options();
  sockaddr_storage address{};
  socklen_t size = 0;
  to_sockaddr(local_, !encapsulated(), address, size);
  if (::bind(fd_, reinterpret_cast<sockaddr*>(&address), size) != 0) return failed("cannot bind");
  size = sizeof(address);
  if (::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
    local_ = from_sockaddr(address, !encapsulated());
  }
  return {};
}

void SocketIo::set_options() {
  // None of these is needed for packets to pass, so that a refusal is not an error.
  const int buffer = config_.socket_buffer;
  // Beyond the system's own limit where CAP_NET_ADMIN allows it.
  if (::setsockopt(fd_, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof(buffer)) != 0)
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof(buffer));
  if (::setsockopt(fd_, SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof(buffer)) != 0)
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof(buffer));
  // A path narrower than the configured MTU fragments; with DF set its packets would never arrive.
  const int fragment = IP_PMTUDISC_DONT;
  const int tos = config_.dscp ? *config_.dscp << 2 : 0;
  if (local_.host.is_v6) {
    const int only = 1;
    ::setsockopt(fd_, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof(only));
    ::setsockopt(fd_, IPPROTO_IPV6, IPV6_MTU_DISCOVER, &fragment, sizeof(fragment));
    if (config_.dscp) ::setsockopt(fd_, IPPROTO_IPV6, IPV6_TCLASS, &tos, sizeof(tos));
  } else {
    ::setsockopt(fd_, IPPROTO_IP, IP_MTU_DISCOVER, &fragment, sizeof(fragment));
    if (config_.dscp) ::setsockopt(fd_, IPPROTO_IP, IP_TOS, &tos, sizeof(tos));
  }
}

PacketAddress SocketIo::remote(const IpAddress& host) const {
  return {host, encapsulated() ? config_.remote_port : std::uint16_t{0}};
}

std::size_t SocketIo::overhead() const {
  return (local_.host.is_v6 ? 40U : 20U) + (encapsulated() ? 8U : 0U);
}

std::size_t SocketIo::send(std::span<const OutPacket> packets, Instant) {
  auto& out = vectors_->out;
  std::size_t taken = 0;
  while (taken < packets.size()) {
    const std::size_t count = std::min(kBatch, packets.size() - taken);
    for (std::size_t i = 0; i < count; ++i) {
      const OutPacket& packet = packets[taken + i];
      to_sockaddr(packet.to, !encapsulated(), out.addresses[i], out.headers[i].msg_hdr.msg_namelen);
      out.parts[i] = {const_cast<std::uint8_t*>(packet.octets.data()), packet.octets.size()};
    }
    const int sent = ::sendmmsg(fd_, out.headers.data(), static_cast<unsigned>(count), 0);
    if (sent > 0) {
      taken += static_cast<std::size_t>(sent);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS) {
      break;
    } else if (errno != EINTR) {
      on_refused(packets[taken].to, errno);
      ++taken;  // this one does not go
    }
  }
  return taken;
}

// No route, a firewall of this host, too long: SCTP only sees that no answer comes.
void SocketIo::on_refused(const PacketAddress& to, int error) {
  const std::pair refused{to, error};
  if (refused_.size() >= kMaxRefused ||
      std::find(refused_.begin(), refused_.end(), refused) != refused_.end())
    return;
  refused_.push_back(refused);
  problem_ =
      Error{.layer = "sctp",
            .field = "peer address",
            .text = "this host does not send packets to " + link::to_text(to) + ": " + std::strerror(error)};
}

bool SocketIo::refill() {
  auto& in = vectors_->in;
  for (auto& header : in.headers) header.msg_hdr.msg_namelen = sizeof(sockaddr_storage);
  int count = -1;
  do {
    count = ::recvmmsg(fd_, in.headers.data(), kBatch, MSG_DONTWAIT, nullptr);
  } while (count < 0 && (errno == EINTR || errno == ECONNREFUSED));
  next_ = 0;
  received_ = count > 0 ? static_cast<std::size_t>(count) : 0;
  drained_ = received_ != kBatch;
  return received_ != 0;
}

std::optional<InPacket> SocketIo::receive(Instant) {
  if (fd_ < 0) return std::nullopt;
  if (next_ == received_) {
    // Less than a batch came last: there was no more. What has come since makes the descriptor readable.
    if (std::exchange(drained_, false) || !refill()) return std::nullopt;
  }
  const std::size_t i = next_++;
  std::span<std::uint8_t> octets(vectors_->buffers.get() + i * kLargest, vectors_->in.headers[i].msg_len);
  if (!encapsulated() && !local_.host.is_v6 && !octets.empty()) {
    // A raw socket of IPv4, and only of IPv4, gives the IP header too (raw(7)).
    octets = octets.subspan(std::min(octets.size(), std::size_t{4} * (octets[0] & 0x0FU)));
  }
  return InPacket{from_sockaddr(vectors_->in.addresses[i], !encapsulated()), octets};
}

}  // namespace mapsim::link
