// Listening, accepting and setting up (RFC 9260 5.1; RFC 6458 4.1), and who is let in.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "sigtran/link/kernel/transport.h"

namespace mapsim::link {

using detail::AssociationPhase;

namespace {

constexpr int kAcceptsPerTurn = 64;
constexpr Duration kAcceptPause = std::chrono::milliseconds(100);

std::string describe(const EndpointAddress& address) {
  return address.hosts.front() + " port " + std::to_string(address.port);
}

Error too_many(std::size_t limit) {
  return Error{.layer = "sctp", .text = "no more than " + std::to_string(limit) + " associations"};
}

}  // namespace

Result<void> KernelTransport::listen(const EndpointAddress& local, Instant) {
  auto addresses = PackedAddresses::of(local, "local address");
  if (!addresses) return fail(addresses.error());
  for (const auto& other : listeners_) {
    if (same_endpoint(other->address, local)) {
      return fail(
          Error{.layer = "sctp", .field = "local address", .text = describe(local) + " listens already"});
    }
  }
  auto socket = SctpSocket::open(addresses->has_v6(), options_);
  if (!socket) return fail(socket.error());
  if (auto done = socket->bind(*addresses, false); !done) return done;
  if (auto done = socket->listen(SOMAXCONN); !done) return done;
  listeners_.push_back(std::make_unique<Listener>(Listener{std::move(*socket), local}));
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = std::uint64_t{listeners_.size()} << 32U;
  if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, listeners_.back()->socket.fd(), &event) != 0) {
    const int code = errno;
    listeners_.pop_back();
    return fail(system_error("epoll", code));
  }
  return {};
}

Result<void> KernelTransport::check_new(const EndpointAddress& local, const EndpointAddress& peer) const {
  const auto wrong = [](std::string text) {
    return fail(Error{.layer = "sctp", .field = "peer address", .text = std::move(text)});
  };
  if (peer.port == 0) return wrong("needs a port");
  if (same_endpoint(local, peer)) return wrong("is the local address");
  if (open_ >= options_.max_associations) return fail(too_many(options_.max_associations));
  for (const Slot& slot : slots_) {
    const Association* a = slot.association.get();
    if (a == nullptr || local.port == 0 || a->local_port != local.port || !same_endpoint(a->peer, peer)) {
      continue;
    }
    return wrong("an association between " + describe(local) + " and " + describe(peer) + " exists");
  }
  return {};
}

void KernelTransport::stop_listening(Instant) {
  // Descriptors that are closed leave the epoll set by themselves.
  listeners_.clear();
}

Result<AssociationId> KernelTransport::connect(const EndpointAddress& local, const EndpointAddress& peer,
                                               Instant) {
  auto from = PackedAddresses::of(local, "local address");
  if (!from) return fail(from.error());
  auto to = PackedAddresses::of(peer, "peer address");
  if (!to) return fail(to.error());
  if (auto ok = check_new(local, peer); !ok) return fail(ok.error());
  auto socket = SctpSocket::open(from->has_v6() || to->has_v6(), options_);
  if (!socket) return fail(socket.error());
  if (auto done = socket->bind(*from, true); !done) return fail(done.error());
  const auto code = socket->connect(*to);
  if (!code) return fail(code.error());
  auto id = add(std::move(*socket), peer);
  if (!id || *code == 0) return id;
  Association& a = *find(*id);
  a.error = *code;
  a.reason = *code == ECONNREFUSED ? LossReason::refused : LossReason::unreachable;
  tell_lost(a);
  return id;
}

Result<AssociationId> KernelTransport::add(SctpSocket socket, EndpointAddress peer) {
  std::uint32_t index = 0;
  if (free_slots_.empty()) {
    index = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    index = free_slots_.back();
    free_slots_.pop_back();
  }
  Slot& slot = slots_[index];
  slot.association = std::make_unique<Association>(std::move(socket), options_);
  Association& a = *slot.association;
  a.id = AssociationId{slot.generation << 16U | index};
  a.peer = std::move(peer);
  a.local_port = a.socket.local_port();
  ++open_;
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = a.id.value;
  if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, a.socket.fd(), &event) != 0) {
    const int code = errno;
    release(a);
    return fail(system_error("epoll", code));
  }
  return a.id;
}

void KernelTransport::accept_waiting(Listener& listener, Instant now) {
  for (int i = 0; i < kAcceptsPerTurn; ++i) {
    const int fd = ::accept4(listener.socket.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
      take_in(SctpSocket(Descriptor(fd)));
      continue;
    }
    if (errno == EINTR || errno == ECONNABORTED) continue;
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      diagnose(Severity::error, system_error("an association waits to be accepted", errno));
      pause_listeners(now);
    }
    return;
  }
}

void KernelTransport::take_in(SctpSocket socket) {
  const auto status = socket.status();
  auto peer = socket.peer();
  if (!status || !peer) return;  // it ended while it waited; nothing was told of it
  if (!accepts(*status)) {
    return refuse(std::move(socket), status->primary + " port " + std::to_string(peer->port),
                  "is not among the accepted peers");
  }
  if (open_ >= options_.max_associations) {
    return refuse(std::move(socket), describe(*peer), too_many(options_.max_associations).text);
  }
  const auto id = add(std::move(socket), std::move(*peer));
  if (!id) return diagnose(Severity::error, id.error());
  established(*find(*id), true);
}

bool KernelTransport::accepts(const AssociationStatus& status) const {
  // The primary path is the one over which the cookie came back: that address is the peer's own.
  const auto& allowed = options_.accepted_peers;
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), status.primary) != allowed.end();
}

void KernelTransport::refuse(SctpSocket socket, const std::string& peer, const std::string& why) {
  socket.abort();
  ++counters_.refused;
  diagnose(Severity::warning, Error{.layer = "sctp",
                                    .field = "peer address",
                                    .text = "an association of " + peer + " was aborted: " + why});
}

// Without a free descriptor the listening socket stays readable: the loop must not spin on it.
void KernelTransport::pause_listeners(Instant now) {
  paused_until_ = now + kAcceptPause;
  for (std::size_t i = 0; i < listeners_.size(); ++i) {
    epoll_event none{};
    none.data.u64 = (i + 1) << 32U;
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, listeners_[i]->socket.fd(), &none);
  }
}

void KernelTransport::resume_listeners() {
  paused_until_.reset();
  for (std::size_t i = 0; i < listeners_.size(); ++i) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = (i + 1) << 32U;
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, listeners_[i]->socket.fd(), &event);
  }
}

void KernelTransport::established(Association& a, bool incoming) {
  const auto status = a.socket.status();
  if (!status) return;  // it ended meanwhile: that is told next
  if (auto peer = a.socket.peer()) a.peer = std::move(*peer);
  a.phase = AssociationPhase::up;
  a.streams_out = std::max<std::uint16_t>(status->streams_out, 1);
  events_.push(Established{a.id, a.peer, status->streams_in, a.streams_out, incoming});
}

}  // namespace mapsim::link
