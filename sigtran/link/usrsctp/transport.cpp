#include "sigtran/link/usrsctp/transport.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <usrsctp.h>

namespace mapsim::link {

namespace {

constexpr std::size_t kDiagnosticsWaiting = 64;

Error address_error(const char* which, std::string text) {
  return Error{.layer = "sctp", .field = which, .text = std::move(text)};
}

Result<IpAddress> first_host(const EndpointAddress& endpoint, const char* which) {
  if (endpoint.hosts.empty()) return fail(address_error(which, "needs a host"));
  const auto host = parse_ip(endpoint.hosts.front());
  if (!host) return fail(address_error(which, "'" + endpoint.hosts.front() + "' is not an IP address"));
  return *host;
}

}  // namespace

UsrsctpTransport::UsrsctpTransport(std::unique_ptr<PacketIo> io, UsrsctpConfig config)
    : config_(std::move(config)), io_(std::move(io)), stack_(SctpStack::acquire()) {
  assert(config_.tick >= std::chrono::milliseconds(1));
  // The longest message, or the notification that it was not sent.
  buffer_.resize(config_.sctp.max_message + 1024);
}

UsrsctpTransport::~UsrsctpTransport() {
  std::vector<AssociationId> left;
  associations_.for_each([&](SlabHandle, Association& a) { left.push_back(a.id); });
  for (const AssociationId id : left) abort_now(*find(id));
  for (const Listener& l : listeners_) {
    usrsctp_close(l.socket);
    stack_->release_port(l.library_port);
  }
  flush();
  for (const auto& [peer, path] : path_by_peer_) stack_->remove_path(paths_[path].address);
}

Result<void> UsrsctpTransport::open(const EndpointAddress& local) {
  const auto host = first_host(local, "local address");
  if (!host) return tl::unexpected(host.error());
  if (local_) {
    if (*local_ == *host) return {};
    return fail(address_error("local address", "this endpoint uses " + to_text(*local_) +
                                                   " already; userland SCTP has one address an endpoint"));
  }
  for (const std::string& peer : config_.sctp.accepted_peers) {
    const auto address = parse_ip(peer);
    if (!address) return fail(address_error("accepted peers", "'" + peer + "' is not an IP address"));
    accepted_.insert(*address);
  }
  if (auto opened = io_->open(*host); !opened) return opened;
  local_ = *host;
  return {};
}

Result<void> UsrsctpTransport::listen(const EndpointAddress& local, Instant now) {
  now_ = now;
  if (local.port == 0) return fail(address_error("local address", "needs a port"));
  if (auto opened = open(local); !opened) return opened;
  if (std::any_of(listeners_.begin(), listeners_.end(),
                  [&](const auto& l) { return l.port == local.port; })) {
    return fail(address_error("local address", "port " + std::to_string(local.port) + " listens already"));
  }
  const std::uint16_t port = stack_->allocate_port(local.port);
  if (port == 0) return fail(address_error("local address", "all 65 534 ports of the library are in use"));
  auto socket = open_socket(port);
  if (!socket || usrsctp_listen(*socket, 64) != 0) {
    stack_->release_port(port);
    if (!socket) return tl::unexpected(socket.error());
    usrsctp_close(*socket);
    return fail(address_error("local address", std::string("cannot listen: ") + std::strerror(errno)));
  }
  listeners_.push_back({local.port, port, *socket});
  return {};
}

// The sockets stay for the associations that they have accepted, whose port in the library they share.
void UsrsctpTransport::stop_listening(Instant now) {
  now_ = now;
  listening_ = false;
}

Result<AssociationId> UsrsctpTransport::connect(const EndpointAddress& local, const EndpointAddress& peer,
                                                Instant now) {
  now_ = now;
  const auto host = first_host(peer, "peer address");
  if (!host) return tl::unexpected(host.error());
  if (peer.port == 0) return fail(address_error("peer address", "needs a port"));
  if (auto opened = open(local); !opened) return tl::unexpected(opened.error());
  if (host->is_v6 != local_->is_v6) {
    return fail(address_error("peer address", "is not of the local address's family"));
  }
  if (associations_.size() >= std::min<std::size_t>(config_.sctp.max_associations, 0xFFFF)) {
    return fail(address_error(
        "peer address",
        "no more than " + std::to_string(config_.sctp.max_associations) + " associations are allowed"));
  }
  const std::uint32_t path = path_to(io_->remote(*host));
  const std::uint16_t local_port = local.port != 0 ? local.port : free_port();
  for (const Flow& f : paths_[path].flows) {
    if (f.local_port == local_port && f.remote_port == peer.port) {
      return fail(address_error("peer address", "there is an association between these endpoints"));
    }
  }
  const std::uint16_t port = stack_->allocate_port(local_port);
  if (port == 0) return fail(address_error("local address", "all 65 534 ports of the library are in use"));
  auto socket = open_socket(port);
  if (!socket) {
    stack_->release_port(port);
    return tl::unexpected(socket.error());
  }
  stack_->on_time(now);  // the timers that are started now count from here
  Association& a = create(path, {local_port, peer.port, port});
  a.socket = *socket;
  a.own_port = port;
  a.peer = peer;
  usrsctp_set_upcall(a.socket, &UsrsctpTransport::on_upcall, &a);
  sockaddr_conn to{};
  to.sconn_family = AF_CONN;
  to.sconn_port = htons(peer.port);
  to.sconn_addr = SctpStack::to_pointer(paths_[path].address);
  const AssociationId id = a.id;
  if (usrsctp_connect(a.socket, reinterpret_cast<sockaddr*>(&to), sizeof(to)) != 0 && errno != EINPROGRESS) {
    end(a, LossReason::unreachable);
  }
  return id;
}

void UsrsctpTransport::shutdown(AssociationId association, Instant now) {
  now_ = now;
  Association* a = find(association);
  if (a == nullptr || a->aborting || a->shutdown_asked) return;
  if (!a->established) return abort_now(*a);  // nothing is queued yet
  if (!a->shutdown_by_peer) a->shutdown_asked = true;
  mark_dirty(*a);
}

void UsrsctpTransport::abort(AssociationId association, Instant now) {
  now_ = now;
  Association* a = find(association);
  if (a == nullptr || a->aborting) return;
  if (!a->established || a->ended) return abort_now(*a);
  sctp_sndinfo info{};
  info.snd_flags = SCTP_ABORT;
  a->aborting = true;
  if (usrsctp_sendv(a->socket, "", 0, nullptr, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0) < 0) {
    return abort_now(*a);
  }
  mark_ready(*a);  // what was not delivered is told there, then the end
}

// Without the library's word on what was not delivered.
void UsrsctpTransport::abort_now(Association& a) {
  const linger at_once{1, 0};
  usrsctp_setsockopt(a.socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  end(a, LossReason::aborted_locally);
}

void UsrsctpTransport::on_time(Instant now) {
  now_ = now;
  stack_->on_time(now);
  if (now >= next_tick_) next_tick_ = now + config_.tick;
  // Not in two turns one after the other where something waits to be sent: it has just been done.
  const bool receives = !flush_deferred_ && !(flush_wanted_ && std::exchange(received_last_, false));
  if (receives) receive_packets(now);
  received_last_ = receives;
  push_messages();
  // What the user answers to the messages that have come goes with the acknowledgements; but only once, and
  // not if there is much already.
  constexpr std::size_t kMuch = 64 << 10;
  if (!ready_.empty() && !flush_deferred_ && batch_.octets() < kMuch) {
    flush_deferred_ = !batch_.empty();
    return;
  }
  flush_deferred_ = false;
  flush();
}

Instant UsrsctpTransport::next_deadline() const {
  if (flush_wanted_ || (!batch_.empty() && !network_full_)) return now_;
  const bool ticking = associations_.size() != 0 || !batch_.empty();
  return std::min(std::max(io_->next_deadline(), now_),
                  ticking ? std::max(next_tick_, now_) : Instant::never());
}

UsrsctpTransport::Association* UsrsctpTransport::find(AssociationId id) {
  const auto handle = associations_.occupant(id.value & 0xFFFFU);
  if (!handle || (handle->generation & 0xFFFFU) != id.value >> 16U) return nullptr;
  return associations_.find(*handle);
}

UsrsctpTransport::Association& UsrsctpTransport::create(std::uint32_t path, const Flow& flow) {
  const SlabHandle handle = associations_.emplace();
  Association& a = *associations_.find(handle);
  a.transport = this;
  a.id = {(handle.generation & 0xFFFFU) << 16U | handle.slot};
  a.path = path;
  a.incoming_message = Reassembly(config_.sctp.max_message);
  a.local_port = flow.local_port;
  a.remote_port = flow.remote_port;
  a.peer = {{to_text(paths_[path].peer.host)}, flow.remote_port};
  paths_[path].flows.push_back(flow);
  return a;
}

WireFlow UsrsctpTransport::wire_flow(const Association& a, bool outgoing) const {
  const PacketAddress here = io_->local();
  const PacketAddress& there = paths_[a.path].peer;
  if (!outgoing) return {there.host, here.host, there.udp_port, here.udp_port, a.remote_port, a.local_port};
  return {here.host, there.host, here.udp_port, there.udp_port, a.local_port, a.remote_port};
}

std::uint16_t UsrsctpTransport::free_port() {
  const auto in_use = [&](std::uint16_t port) {
    return std::any_of(listeners_.begin(), listeners_.end(), [&](const auto& l) { return l.port == port; }) ||
           std::any_of(paths_.begin(), paths_.end(), [&](const Path& path) {
             return std::any_of(path.flows.begin(), path.flows.end(),
                                [&](const Flow& f) { return f.local_port == port; });
           });
  };
  constexpr std::uint16_t kFirst = 49'152;  // RFC 6335 6: dynamic ports
  std::uint16_t port = next_port_;
  for (int tries = 0; tries < 65'536 - kFirst && in_use(port); ++tries) {
    port = port == 65'535 ? kFirst : static_cast<std::uint16_t>(port + 1);
  }
  next_port_ = port == 65'535 ? kFirst : static_cast<std::uint16_t>(port + 1);
  return port;
}

void UsrsctpTransport::diagnose(Error error) {
  if (diagnostics_waiting_ >= kDiagnosticsWaiting) return;
  ++diagnostics_waiting_;
  events_.push(Diagnostic{Severity::warning, std::move(error)});
}

}  // namespace mapsim::link
