#include "scenarios/engine/lab/transports.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sigtran/link/ip_address.h"
#ifdef MAPSIM_HAS_USRSCTP
#include "sigtran/link/usrsctp/faulty_io.h"
#include "sigtran/link/usrsctp/socket_io.h"
#include "sigtran/link/usrsctp/stack.h"
#include "sigtran/link/usrsctp/transport.h"
#endif
#ifdef MAPSIM_HAS_KERNEL_SCTP
#include "sigtran/link/kernel/transport.h"
#endif

namespace mapsim::scenario::lab {

namespace {

[[maybe_unused]] Error not_built(const char* name, const char* package) {
  return Error{.layer = "sctp",
               .text = std::string("this build of mapsim has no --transport ") + name +
                       ": build it where the package " + package + " is installed"};
}

Result<MadeTransport> make_usrsctp([[maybe_unused]] const Site& site,
                                   [[maybe_unused]] const link::SctpOptions& options,
                                   [[maybe_unused]] link::Observer* observer) {
#ifdef MAPSIM_HAS_USRSCTP
  link::SocketIoConfig io;
  io.encapsulation =
      site.over_udp ? link::SocketIoConfig::Encapsulation::udp : link::SocketIoConfig::Encapsulation::none;
  io.local_port = site.udp_local;
  io.remote_port = site.udp_remote;
  io.dscp = options.dscp;
  std::unique_ptr<link::PacketIo> packets = std::make_unique<link::SocketIo>(io);
  if (site.faults) {
    constexpr double kPercent = 100;
    link::FaultyIoConfig faults;
    faults.seed = site.faults->seed;
    faults.loss = site.faults->loss / kPercent;
    faults.duplication = site.faults->duplicate / kPercent;
    faults.reordering = site.faults->reorder / kPercent;
    faults.delaying = site.faults->delayed / kPercent;
    faults.delay = site.faults->delay;
    packets = std::make_unique<link::FaultyIo>(std::move(packets), faults);
  }
  auto transport =
      std::make_unique<link::UsrsctpTransport>(std::move(packets), link::UsrsctpConfig{.sctp = options});
  transport->set_observer(observer);
  const auto traffic = [made = transport.get()] {
    return Traffic{made->counters().packets_in, made->counters().packets_out};
  };
  return MadeTransport{std::move(transport), traffic};
#else
  return fail(not_built("usrsctp", "libusrsctp-dev"));
#endif
}

Result<MadeTransport> make_kernel([[maybe_unused]] const link::SctpOptions& options) {
#ifdef MAPSIM_HAS_KERNEL_SCTP
  if (auto can = link::KernelTransport::supported(); !can) return fail(can.error());
  auto transport = std::make_unique<link::KernelTransport>(options);
  const auto traffic = [made = transport.get()] {
    const auto& counters = made->counters();
    return Traffic{counters.messages_received,
                   counters.messages_sent - std::min(counters.messages_sent, counters.send_failures)};
  };
  capture::WireFacts facts;
  facts.received_tsn = [made = transport.get()] { return made->received_tsn(); };
  facts.local_port = [made = transport.get()](link::AssociationId id) { return made->local_port(id); };
  const auto retransmissions = [made = transport.get()] { return made->retransmissions(); };
  return MadeTransport{std::move(transport), traffic, std::move(facts), retransmissions};
#else
  return fail(not_built("kernel", "libsctp-dev"));
#endif
}

}  // namespace

std::string_view to_text(TransportKind kind) {
  return kind == TransportKind::usrsctp ? "usrsctp" : "kernel";
}

Result<MadeTransport> make_transport(TransportKind kind, const Site& site, const TransportNeeds& needs) {
  link::SctpOptions options = site.sctp;
  options.accepted_peers = needs.accepted;
  return kind == TransportKind::usrsctp ? make_usrsctp(site, options, needs.observer) : make_kernel(options);
}

Result<std::string> local_address_towards(const std::string& remote) {
  const auto failed = [&](int code) {
    return fail(
        Error{.layer = "sctp", .text = "no way to " + remote + " from this host: " + std::strerror(code)});
  };
  const auto address = link::parse_ip(remote);
  if (!address) return failed(EINVAL);
  sockaddr_storage to{};
  socklen_t size = 0;
  constexpr std::uint16_t kAnyPort = 9;  // nothing is sent
  if (address->is_v6) {
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&to);
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(kAnyPort);
    std::memcpy(&v6->sin6_addr, address->octets.data(), 16);
    size = sizeof(sockaddr_in6);
  } else {
    auto* v4 = reinterpret_cast<sockaddr_in*>(&to);
    v4->sin_family = AF_INET;
    v4->sin_port = htons(kAnyPort);
    std::memcpy(&v4->sin_addr, address->octets.data(), 4);
    size = sizeof(sockaddr_in);
  }
  const int fd = ::socket(to.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return failed(errno);
  sockaddr_storage own{};
  socklen_t own_size = sizeof own;
  const bool done = ::connect(fd, reinterpret_cast<sockaddr*>(&to), size) == 0 &&
                    ::getsockname(fd, reinterpret_cast<sockaddr*>(&own), &own_size) == 0;
  const int code = errno;
  ::close(fd);
  if (!done) return failed(code);
  const auto* v4 = reinterpret_cast<const sockaddr_in*>(&own);
  const auto* v6 = reinterpret_cast<const sockaddr_in6*>(&own);
  const auto octets = own.ss_family == AF_INET6
                          ? OctetView(reinterpret_cast<const std::uint8_t*>(&v6->sin6_addr), 16)
                          : OctetView(reinterpret_cast<const std::uint8_t*>(&v4->sin_addr), 4);
  return link::to_text(link::ip_from_octets(octets));
}

std::optional<std::uint64_t> retransmissions([[maybe_unused]] TransportKind kind) {
#ifdef MAPSIM_HAS_USRSCTP
  if (kind == TransportKind::usrsctp) return link::SctpStack::retransmissions();
#endif
  return std::nullopt;
}

}  // namespace mapsim::scenario::lab
