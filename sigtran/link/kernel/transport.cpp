#include "sigtran/link/kernel/transport.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <sys/epoll.h>

namespace mapsim::link {

using detail::AssociationPhase;

namespace {

constexpr std::size_t kMaxSlots = 0xFFFF;  // an AssociationId has 16 bits for the slot

}  // namespace

Result<void> KernelTransport::supported() {
  const auto socket = SctpSocket::open(false, SctpOptions{});
  return socket ? Result<void>() : fail(socket.error());
}

KernelTransport::KernelTransport(SctpOptions options)
    : options_(std::move(options)), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  options_.max_associations = std::min(options_.max_associations, kMaxSlots);
  for (std::string& host : options_.accepted_peers) host = canonical_host(host);
}

KernelTransport::~KernelTransport() = default;

KernelTransport::Association* KernelTransport::find(AssociationId id) {
  const std::size_t slot = id.value & 0xFFFFU;
  if (slot >= slots_.size() || slots_[slot].generation != id.value >> 16U) return nullptr;
  return slots_[slot].association.get();
}

std::uint16_t KernelTransport::local_port(AssociationId id) const {
  const std::size_t slot = id.value & 0xFFFFU;
  if (slot >= slots_.size() || slots_[slot].generation != id.value >> 16U) return 0;
  return slots_[slot].association->local_port;
}

void KernelTransport::shutdown(AssociationId association, Instant now) {
  Association* a = find(association);
  if (a == nullptr || a->phase == AssociationPhase::ended) return;
  if (a->phase == AssociationPhase::connecting) return abort(association, now);  // nothing is queued yet
  a->asked_shutdown = true;
  a->phase = AssociationPhase::closing;
  flush(*a);
}

void KernelTransport::abort(AssociationId association, Instant) {
  Association* a = find(association);
  if (a == nullptr || a->phase == AssociationPhase::ended) return;
  const auto status = a->socket.status();
  if (status && status->unacknowledged != 0 && a->phase != AssociationPhase::connecting) {
    diagnose(Severity::warning, Error{.layer = "sctp",
                                      .clause = "RFC 9260 9.1",
                                      .text = std::to_string(status->unacknowledged) +
                                              " DATA chunks had not been acknowledged when the association "
                                              "was aborted"});
  }
  look_at_retransmissions(*a);
  a->socket.abort();
  a->reason = LossReason::aborted_locally;
  tell_lost(*a);
}

void KernelTransport::on_time(Instant now) {
  if (paused_until_ && *paused_until_ <= now) resume_listeners();
  if (!ready_.empty()) return;  // the last turn has not ended
  std::array<epoll_event, 64> events{};
  const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), 0);
  for (int i = 0; i < count; ++i) {
    const epoll_event& e = events[static_cast<std::size_t>(i)];
    const std::uint64_t listener = e.data.u64 >> 32U;
    if (listener != 0) {
      if (listener > listeners_.size()) continue;
      accept_waiting(*listeners_[listener - 1], now);
      continue;
    }
    const AssociationId id{static_cast<std::uint32_t>(e.data.u64)};
    Association* a = find(id);
    if (a == nullptr) continue;
    if ((e.events & EPOLLOUT) != 0 && !a->dirty) {
      a->dirty = true;
      dirty_.push_back(id);
    }
    if ((e.events & ~std::uint32_t{EPOLLOUT}) != 0) ready_.push_back(id);
  }
}

Instant KernelTransport::next_deadline() const {
  if (!events_.empty() || !ready_.empty() || !dirty_.empty()) return Instant();
  return paused_until_.value_or(Instant::never());
}

std::optional<Event> KernelTransport::poll() {
  for (;;) {
    if (!events_.empty()) return events_.pop();
    if (auto event = take_part()) return event;
    if (!events_.empty()) continue;
    if (!ready_.empty()) {
      const AssociationId id = ready_.back();
      ready_.pop_back();
      if (Association* a = find(id)) read(*a);
      continue;
    }
    flush_dirty();
    if (events_.empty() && ready_.empty()) return std::nullopt;
  }
}

void KernelTransport::diagnose(Severity severity, Error error) {
  events_.push(Diagnostic{severity, std::move(error)});
}

// The kernel has no association any more; Lost follows when everything that it still says was read.
void KernelTransport::end(Association& a, LossReason reason) {
  if (a.phase == AssociationPhase::ended) return;
  a.phase = AssociationPhase::ended;
  a.reason = reason;
  ready_.push_back(a.id);
}

void KernelTransport::fail_queued(Association& a) {
  while (!a.queue.empty()) {
    const Outgoing out = a.queue.pop();
    const OctetView octets = out.message.view();
    events_.push(SendFailed{a.id, out.message.tag, Octets(octets.begin(), octets.end())});
    ++counters_.send_failures;
  }
  a.queued_octets = 0;
}

void KernelTransport::tell_lost(Association& a) {
  assert(a.reason);
  tell_cause(a);
  fail_queued(a);
  events_.push(Lost{a.id, *a.reason});
  release(a);
}

void KernelTransport::look_at_retransmissions(Association& a) {
  a.retransmissions = std::max(a.retransmissions, a.socket.retransmissions().value_or(0));
}

std::uint64_t KernelTransport::retransmissions() {
  std::uint64_t sum = past_retransmissions_;
  for (const Slot& slot : slots_) {
    if (slot.association == nullptr) continue;
    look_at_retransmissions(*slot.association);
    sum += slot.association->retransmissions;
  }
  return sum;
}

void KernelTransport::release(Association& a) {
  look_at_retransmissions(a);
  past_retransmissions_ += a.retransmissions;
  const std::uint32_t index = a.id.value & 0xFFFFU;
  Slot& slot = slots_[index];
  slot.association.reset();  // closes the socket
  slot.generation = slot.generation == 0xFFFF ? 1 : slot.generation + 1;
  free_slots_.push_back(index);
  --open_;
}

}  // namespace mapsim::link
