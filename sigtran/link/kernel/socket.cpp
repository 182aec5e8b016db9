#include "sigtran/link/kernel/socket.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <netinet/sctp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mapsim::link {

namespace {

constexpr const char* kNoSctp =
    "this host's kernel has no SCTP; load it with `modprobe sctp` as root, or use --transport usrsctp";

std::uint32_t milliseconds(Duration d) {
  return static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(d).count());
}

int limited(std::size_t octets) {
  return static_cast<int>(std::min<std::size_t>(octets, 0x3FFFFFFF));
}

// Sets options one after the other and keeps the first failure.
class Options {
 public:
  explicit Options(int fd) : fd_(fd) {}

  template <class T>
  void set(int level, int option, const char* name, const T& value, std::size_t size = sizeof(T)) {
    if (!result_) return;
    if (::setsockopt(fd_, level, option, &value, static_cast<socklen_t>(size)) != 0) {
      result_ = fail(system_error(std::string("socket option ") + name, errno));
    }
  }
  Result<void> result() const { return result_; }

 private:
  int fd_;
  Result<void> result_;
};

sctp_paddrparams path_parameters(const SctpOptions& options) {
  sctp_paddrparams p{};
  p.spp_pathmaxrxt = options.path_max_retransmissions;
  if (options.heartbeat_interval > Duration::zero()) {
    p.spp_flags |= SPP_HB_ENABLE;
    p.spp_hbinterval = milliseconds(options.heartbeat_interval);
  } else {
    p.spp_flags |= SPP_HB_DISABLE;
  }
  if (options.sack_delay > Duration::zero()) {
    p.spp_flags |= SPP_SACKDELAY_ENABLE;
    p.spp_sackdelay = milliseconds(options.sack_delay);
  } else {
    p.spp_flags |= SPP_SACKDELAY_DISABLE;
  }
  if (options.path_mtu) {
    p.spp_flags |= SPP_PMTUD_DISABLE;
    p.spp_pathmtu = *options.path_mtu;
  }
  if (options.dscp) {
    p.spp_flags |= SPP_DSCP;
    p.spp_dscp = static_cast<std::uint8_t>(*options.dscp << 2U);  // the upper six bits (RFC 2474 3)
  }
  return p;
}

sctp_event_subscribe events() {
  sctp_event_subscribe e{};
  e.sctp_association_event = 1;
  e.sctp_address_event = 1;
  e.sctp_send_failure_event = 1;
  e.sctp_peer_error_event = 1;
  e.sctp_shutdown_event = 1;
  e.sctp_partial_delivery_event = 1;
  return e;
}

}  // namespace

Error system_error(const std::string& what, int code) {
  return Error{.layer = "sctp", .text = what + ": " + std::strerror(code)};
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Result<SctpSocket> SctpSocket::open(bool v6, const SctpOptions& options) {
  const int fd = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_SCTP);
  if (fd < 0) {
    if (errno == EPROTONOSUPPORT || errno == ESOCKTNOSUPPORT) {
      return fail(Error{.layer = "sctp", .text = kNoSctp});
    }
    if (errno == EAFNOSUPPORT && v6) {
      return fail(Error{.layer = "sctp", .text = "this host's kernel has no IPv6"});
    }
    return fail(system_error("socket", errno));
  }
  SctpSocket socket{Descriptor(fd)};
  if (auto done = socket.configure(options); !done) return fail(done.error());
  if (v6) {
    const int off = 0;  // IPv4 addresses are told as such, not mapped into IPv6 (RFC 6458 8.1.15)
    ::setsockopt(fd, IPPROTO_SCTP, SCTP_I_WANT_MAPPED_V4_ADDR, &off, sizeof off);
  }
  return socket;
}

Result<void> SctpSocket::configure(const SctpOptions& options) {
  Options o(fd());
  const int on = 1;
  o.set(SOL_SOCKET, SO_REUSEADDR, "SO_REUSEADDR", on);
  // The kernel takes no more than net.core.wmem_max and rmem_max: our own queue holds the rest.
  o.set(SOL_SOCKET, SO_SNDBUF, "SO_SNDBUF", limited(options.send_queue_octets));
  o.set(SOL_SOCKET, SO_RCVBUF, "SO_RCVBUF", limited(options.receive_buffer));
  if (options.nodelay) o.set(IPPROTO_SCTP, SCTP_NODELAY, "SCTP_NODELAY", on);
  o.set(IPPROTO_SCTP, SCTP_RECVRCVINFO, "SCTP_RECVRCVINFO", on);
  // Older kernels know fewer kinds and refuse a longer list.
  o.set(IPPROTO_SCTP, SCTP_EVENTS, "SCTP_EVENTS", events(),
        offsetof(sctp_event_subscribe, sctp_adaptation_layer_event));

  sctp_initmsg init{};
  init.sinit_num_ostreams = options.streams_out;
  init.sinit_max_instreams = options.streams_in;
  init.sinit_max_attempts = std::max<std::uint16_t>(options.init_retries, 1);  // 0 would leave it as it is
  init.sinit_max_init_timeo =
      static_cast<std::uint16_t>(std::min<std::uint32_t>(milliseconds(options.init_timeout_max), 0xFFFF));
  o.set(IPPROTO_SCTP, SCTP_INITMSG, "SCTP_INITMSG", init);

  sctp_rtoinfo rto{};
  rto.srto_initial = milliseconds(options.rto_initial);
  rto.srto_min = milliseconds(options.rto_min);
  rto.srto_max = milliseconds(options.rto_max);
  o.set(IPPROTO_SCTP, SCTP_RTOINFO, "SCTP_RTOINFO (rto-min <= rto-initial <= rto-max)", rto);

  sctp_assocparams association{};
  association.sasoc_asocmaxrxt = options.association_max_retransmissions;
  o.set(IPPROTO_SCTP, SCTP_ASSOCINFO, "SCTP_ASSOCINFO", association);
  o.set(IPPROTO_SCTP, SCTP_PEER_ADDR_PARAMS, "SCTP_PEER_ADDR_PARAMS (heartbeat, path MTU, DSCP)",
        path_parameters(options));
  return o.result();
}

Result<void> SctpSocket::bind(PackedAddresses& local, bool connecting) {
  const int on = 1;
  if (connecting) ::setsockopt(fd(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (::sctp_bindx(fd(), local.data(), local.count(), SCTP_BINDX_ADD_ADDR) == 0) return {};
  const int code = errno;
  Error error = system_error("bind", code);
  error.field = "local address";
  if (code == EADDRNOTAVAIL) error.text += " (no interface of this host has one of the addresses)";
  if (code == EADDRINUSE) error.text += " (another program has this port)";
  return fail(std::move(error));
}

Result<void> SctpSocket::listen(int backlog) {
  if (::listen(fd(), backlog) != 0) {
    Error error = system_error("listen", errno);
    error.field = "local address";
    if (errno == ENOSYS) error.text += "; SCTP's cookie needs the kernel modules hmac and sha1 or md5";
    return fail(std::move(error));
  }
  // For sockets that connect from this port. Not before bind(2) and listen(2): a second program that wants to
  // listen here shall still be refused.
  const int on = 1;
  ::setsockopt(fd(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  return {};
}

Result<int> SctpSocket::connect(PackedAddresses& peer) {
  if (::sctp_connectx(fd(), peer.data(), peer.count(), nullptr) == 0) return 0;
  switch (errno) {
    case EINPROGRESS:
      return 0;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case ECONNREFUSED:
    case ETIMEDOUT:
      return errno;
    default: {
      Error error = system_error("connect", errno);
      error.field = "peer address";
      return fail(std::move(error));
    }
  }
}

std::optional<AssociationStatus> SctpSocket::status() const {
  sctp_status s{};
  socklen_t size = sizeof s;
  if (::getsockopt(fd(), IPPROTO_SCTP, SCTP_STATUS, &s, &size) != 0) return std::nullopt;
  const sockaddr_storage address = s.sstat_primary.spinfo_address;
  const auto primary = read_address({reinterpret_cast<const std::uint8_t*>(&address), sizeof address});
  return AssociationStatus{s.sstat_instrms, s.sstat_outstrms,
                           static_cast<std::uint32_t>(s.sstat_unackdata) + s.sstat_penddata,
                           primary ? primary->host : std::string()};
}

std::optional<std::uint64_t> SctpSocket::retransmissions() const {
  sctp_assoc_stats stats{};
  socklen_t size = sizeof stats;
  if (::getsockopt(fd(), IPPROTO_SCTP, SCTP_GET_ASSOC_STATS, &stats, &size) != 0) return std::nullopt;
  return stats.sas_rtxchunks;
}

std::optional<EndpointAddress> SctpSocket::peer() const {
  sockaddr* list = nullptr;
  const int count = ::sctp_getpaddrs(fd(), 0, &list);
  if (count <= 0) return std::nullopt;
  EndpointAddress out;
  const auto* at = reinterpret_cast<const std::uint8_t*>(list);
  for (int i = 0; i < count; ++i) {
    const std::size_t size = packed_size({at, sizeof(sa_family_t)});
    const auto address = read_address({at, size});
    if (!address) break;
    out.hosts.push_back(address->host);
    out.port = address->port;
    at += size;
  }
  ::sctp_freepaddrs(list);
  if (out.hosts.empty()) return std::nullopt;
  return out;
}

std::uint16_t SctpSocket::local_port() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(fd(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  const auto read = read_address({reinterpret_cast<const std::uint8_t*>(&address), size});
  return read ? read->port : std::uint16_t{0};
}

std::size_t SctpSocket::send_buffer() const {
  int octets = 0;
  socklen_t size = sizeof octets;
  if (::getsockopt(fd(), SOL_SOCKET, SO_SNDBUF, &octets, &size) != 0 || octets < 0) return 0;
  return static_cast<std::size_t>(octets);
}

int SctpSocket::take_error() const {
  int code = 0;
  socklen_t size = sizeof code;
  return ::getsockopt(fd(), SOL_SOCKET, SO_ERROR, &code, &size) == 0 ? code : errno;
}

void SctpSocket::shutdown() {
  ::shutdown(fd(), SHUT_WR);
}

void SctpSocket::abort() {
  // RFC 6458 4.1.8: close(2) with a linger time of 0 sends ABORT.
  const linger none{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(fd(), SOL_SOCKET, SO_LINGER, &none, sizeof none);
  descriptor_ = Descriptor();
}

}  // namespace mapsim::link
