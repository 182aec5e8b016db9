// The ends of an association: graceful shutdown (RFC 9260 9.2), abort (9.1), restart (5.2), and loss.
#include <algorithm>

#include "sigtran/link/in_process.h"

namespace mapsim::link {

using detail::SideState;

void InProcessNetwork::shutdown(AssociationId id, Instant now) {
  const auto [a, side] = find(id);
  if (a == nullptr) return;
  Side& self = a->sides[side];
  if (self.state < SideState::established) return abort(id, now);  // nothing is queued yet
  self.asked_shutdown = true;
  if (self.state != SideState::established) return;
  self.state = SideState::shutdown_pending;
  if (!a->directions[side].reordered.empty()) release_reordered(*a, side, now);
  if (a->directions[side].undelivered == 0) drained(*a, side, now);
}

// All that `side` sent is acknowledged.
void InProcessNetwork::on_acknowledged(Association& a, int side, Instant now) {
  Side& self = a.sides[side];
  if (a.directions[side].undelivered != 0) return;
  if (self.state == SideState::shutdown_pending) {
    self.state = SideState::shutdown_sent;
    a.directions[1 - side].unacknowledged = 0;  // SHUTDOWN acknowledges too
    timers_.cancel(a.directions[1 - side].sack_timer);
    send_control(a, side, PacketKind::shutdown, now);
  } else if (self.state == SideState::shutdown_received) {
    self.state = SideState::shutdown_ack_sent;
    send_control(a, side, PacketKind::shutdown_ack, now);
  }
}

void InProcessNetwork::on_shutdown(Association& a, int to, std::uint32_t acknowledged_tsn, Instant now) {
  Side& self = a.sides[to];
  switch (self.state) {
    case SideState::established:
    case SideState::shutdown_pending:
    case SideState::shutdown_received:
      self.state = SideState::shutdown_received;
      a.directions[to].unacknowledged = 0;  // SHUTDOWN carries the cumulative TSN ack
      timers_.cancel(a.directions[to].sack_timer);
      if (!a.directions[to].reordered.empty()) release_reordered(a, to, now);
      // Where it does not cover all that this end sent, the peer sends another (RFC 9260 9.2).
      if (acknowledged_tsn == a.directions[to].next_tsn - 1) on_acknowledged(a, to, now);
      return;
    case SideState::shutdown_sent:  // both at once
      self.state = SideState::shutdown_ack_sent;
      return send_control(a, to, PacketKind::shutdown_ack, now);
    case SideState::closed:
      return abort_reflected(a, to, now);
    default:
      return;
  }
}

void InProcessNetwork::on_shutdown_ack(Association& a, int to, Instant now) {
  const SideState state = a.sides[to].state;
  if (state != SideState::shutdown_sent && state != SideState::shutdown_ack_sent) return;
  send_control(a, to, PacketKind::shutdown_complete, now);
  lose(a, to, a.sides[to].asked_shutdown ? LossReason::shutdown_complete : LossReason::shutdown_by_peer);
}

void InProcessNetwork::abort(AssociationId id, Instant now) {
  const auto [a, side] = find(id);
  if (a == nullptr) return;
  // In COOKIE-WAIT the peer has no state and there is no tag to send with.
  if (a->sides[side].state != SideState::cookie_wait) {
    send_control(*a, side, PacketKind::abort, now);
    a->sides[side].sent_abort = true;
  }
  lose(*a, side, LossReason::aborted_locally);
}

void InProcessNetwork::on_abort(Association& a, int to, bool refused, Instant) {
  const SideState state = a.sides[to].state;
  if (state == SideState::closed) return;
  const bool setting_up = state == SideState::cookie_wait || state == SideState::cookie_echoed;
  if (refused && !setting_up) return;
  lose(a, to, setting_up ? LossReason::refused : LossReason::aborted_by_peer);
}

// Something came for an association that this end does not have: ABORT with the T bit (RFC 9260 8.4).
void InProcessNetwork::abort_reflected(Association& a, int closed_side, Instant now) {
  Side& self = a.sides[closed_side];
  if (self.state != SideState::closed || self.sent_abort) return;
  self.sent_abort = true;
  if (observer_ != nullptr) {
    Chunk chunk;
    chunk.kind = ChunkKind::abort;
    chunk.verification_tag = a.sides[1 - closed_side].peer_tag;
    chunk.reflected_tag = true;
    tell(now, a, closed_side, chunk);
  }
  Packet packet;
  packet.kind = PacketKind::abort;
  packet.from = static_cast<std::uint8_t>(closed_side);
  launch(a, std::move(packet), now);
}

Result<void> InProcessNetwork::restart(AssociationId end, Instant now) {
  const auto [a, side] = find(end);
  if (a == nullptr || a->sides[side].state != SideState::established) {
    return fail(Error{.layer = "sctp", .field = "restart", .text = "the association is not established"});
  }
  fail_undelivered(*a, side, false);
  a->sides[side].restarting = true;
  begin_setup(*a, side, now);
  return {};
}

// Reports what `from` sent and what will not arrive: held by a fault, waiting for its path, or under way
// (unless what is under way will still arrive, ahead of the ABORT or INIT that follows it).
void InProcessNetwork::fail_undelivered(Association& a, int from, bool under_way_too) {
  Direction& d = a.directions[from];
  const auto failed = [&](const detail::Outgoing& message) {
    const OctetView octets = message.message.view();
    d.failed.push_back({a.sides[from].id, message.message.tag, Octets(octets.begin(), octets.end())});
    ++counters_.send_failures;
  };
  packets_.for_each([&](Packet& packet) {
    if (packet.slot != a.slot || packet.number != a.number || packet.from != from || !packet.data) return;
    if (packet.kind == PacketKind::data && !under_way_too) return;
    failed(*packet.data);
    packet.kind = PacketKind::none;
    packet.data.reset();
  });
  for (const Packet& packet : a.waiting) {
    if (packet.from == from && packet.data) failed(*packet.data);
  }
  std::erase_if(a.waiting, [&](const Packet& packet) { return packet.from == from && packet.data; });
  for (const detail::Outgoing& message : d.reordered) failed(message);
  d.reordered.clear();
  d.undelivered = 0;
  InProcessTransport* user = a.sides[from].transport;
  for (SendFailed& event : d.failed) {
    if (user == nullptr) break;
    detail::InboxItem item;
    item.association = event.association;
    item.event = std::move(event);
    user->inbox_.push(std::move(item));
  }
  d.failed.clear();
}

void InProcessNetwork::lose(Association& a, int side, LossReason reason) {
  Side& self = a.sides[side];
  const bool peer_takes_more = reason == LossReason::aborted_locally && takes_data(a.sides[1 - side].state);
  fail_undelivered(a, side, !peer_takes_more);
  timers_.cancel(self.init_timer);
  timers_.cancel(a.directions[1 - side].sack_timer);
  a.directions[1 - side].unacknowledged = 0;
  self.state = SideState::closed;
  self.restarting = false;
  detail::InboxItem item;
  item.association = self.id;
  item.event = Lost{self.id, reason};
  self.transport->inbox_.push(std::move(item));
  release_id(self.id);
  free_if_closed(a);
}

}  // namespace mapsim::link
