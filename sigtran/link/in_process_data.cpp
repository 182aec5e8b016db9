// User messages: send, transmission, arrival, acknowledgement (RFC 9260 6).
#include <algorithm>

#include "sigtran/link/in_process.h"

namespace mapsim::link {

using detail::SideState;

namespace {

std::uint32_t fragments_of(std::size_t size, std::size_t fragment_size) {
  return size <= fragment_size ? 1 : static_cast<std::uint32_t>((size + fragment_size - 1) / fragment_size);
}

Error send_error(std::string text) {
  return Error{.layer = "sctp", .field = "send", .text = std::move(text)};
}

}  // namespace

Result<void> InProcessNetwork::send(InProcessTransport& transport, AssociationId id, OutBuffer message,
                                    const SendOptions& options, Instant now) {
  const auto [a, from] = find(id);
  if (a == nullptr || a->sides[from].transport != &transport) return fail(send_error("no such association"));
  if (a->sides[from].state != SideState::established) {
    return fail(send_error(a->sides[from].state < SideState::established
                               ? "the association is not established yet"
                               : "the association is shutting down"));
  }
  // RFC 9260 3.3.1: a DATA chunk without user data is an error.
  if (message.size() == 0) return fail(send_error("the message is empty"));
  if (message.size() > config_.max_message) {
    return fail(send_error("a message of " + std::to_string(message.size()) + " octets; at most " +
                           std::to_string(config_.max_message) + " are allowed"));
  }
  Direction& d = a->directions[from];
  if (d.unpolled >= config_.queue_limit) {
    return fail(send_error("queue full: the peer has not taken " + std::to_string(d.unpolled) + " messages"));
  }
  ++d.unpolled;
  ++d.undelivered;
  ++counters_.messages_sent;
  detail::Outgoing outgoing{std::move(message),
                            static_cast<std::uint16_t>(options.stream % d.stream_sequences.size()),
                            options.payload_protocol, options.unordered, false};
  if ((!faults_.empty() || d.rates.any()) && apply_faults(*a, from, outgoing, now)) return {};
  transmit(*a, from, std::move(outgoing), now);
  return {};
}

void InProcessNetwork::transmit(Association& a, int from, detail::Outgoing message, Instant now) {
  if (a.sides[from].state < SideState::established) return;  // a fault held it for too long
  Direction& d = a.directions[from];
  const std::uint32_t fragments = fragments_of(message.message.size(), a.fragment_size);
  Packet packet;
  packet.kind = PacketKind::data;
  packet.from = static_cast<std::uint8_t>(from);
  packet.last_tsn = d.next_tsn + fragments - 1;
  d.next_tsn += fragments;
  if (!message.unordered) packet.stream_sequence = d.stream_sequences[message.stream]++;
  // What the peer sent is acknowledged in the same packet.
  if (a.directions[1 - from].unacknowledged != 0) acknowledge(a, from, now, true);
  packet.data = std::move(message);
  if (observer_ != nullptr) tell_data(a, packet, now);
  launch(a, std::move(packet), now);
  if (!d.reordered.empty()) release_reordered(a, from, now);
}

void InProcessNetwork::tell_data(const Association& a, const Packet& packet, Instant now) {
  const detail::Outgoing& message = *packet.data;
  const OctetView whole = message.message.view();
  const std::uint32_t fragments = fragments_of(whole.size(), a.fragment_size);
  Chunk chunk;
  chunk.stream = message.stream;
  chunk.stream_sequence = packet.stream_sequence;
  chunk.unordered = message.unordered;
  chunk.payload_protocol = message.payload_protocol;
  chunk.verification_tag = a.sides[packet.from].peer_tag;
  chunk.tag = message.message.tag;
  for (std::uint32_t i = 0; i < fragments; ++i) {
    const std::size_t start = i * a.fragment_size;
    chunk.payload = whole.subspan(start, std::min(a.fragment_size, whole.size() - start));
    chunk.tsn = packet.last_tsn - (fragments - 1) + i;
    chunk.first_fragment = i == 0;
    chunk.last_fragment = i + 1 == fragments;
    chunk.lost = message.lost;
    tell(now, a, packet.from, chunk);
  }
}

void InProcessNetwork::on_data(Association& a, Packet& packet, Instant now) {
  const int from = packet.from;
  const int to = 1 - from;
  Direction& d = a.directions[from];
  Side& receiver = a.sides[to];
  if (d.undelivered > 0) --d.undelivered;
  if (!takes_data(receiver.state)) {
    ++counters_.send_failures;
    const OctetView octets = packet.data->message.view();
    d.failed.push_back({a.sides[from].id, packet.data->message.tag, Octets(octets.begin(), octets.end())});
    return abort_reflected(a, to, now);
  }
  d.arrived_tsn = packet.last_tsn;
  if (packet.data->lost) {
    if (d.unpolled > 0) --d.unpolled;
  } else {
    ++counters_.messages_delivered;
    detail::InboxItem item;
    item.association = receiver.id;
    item.stream = packet.data->stream;
    item.payload_protocol = packet.data->payload_protocol;
    item.message = std::move(packet.data->message);
    receiver.transport->inbox_.push(std::move(item));
  }
  // RFC 9260 6.2: a SACK for every second packet, or after sack_delay; at once while the sender shuts down.
  ++d.unacknowledged;
  if (receiver.state == SideState::shutdown_sent) {
    acknowledge(a, to, now, true);
    send_control(a, to, PacketKind::shutdown, now);  // RFC 9260 9.2
  } else if (d.unacknowledged >= 2) {
    acknowledge(a, to, now, false);
  } else {
    d.sack_due = now + config_.sack_delay;
    if (observer_ != nullptr) d.sack_timer = arm(a, to, TimerKind::sack, config_.sack_delay, now);
  }
  if (d.undelivered == 0 && a.sides[from].state == SideState::shutdown_pending) drained(a, from, now);
}

// SACK of everything that `receiver` got.
void InProcessNetwork::acknowledge(Association& a, int receiver, Instant now, bool bundled) {
  Direction& d = a.directions[1 - receiver];
  d.unacknowledged = 0;
  timers_.cancel(d.sack_timer);
  if (observer_ == nullptr || !takes_data(a.sides[receiver].state)) return;
  Chunk chunk;
  chunk.kind = ChunkKind::sack;
  chunk.tsn = d.arrived_tsn;
  chunk.verification_tag = a.sides[receiver].peer_tag;
  chunk.bundled_with_next = bundled;
  tell(now, a, receiver, chunk);
}

// Everything that `from` sent has arrived and it shuts down: it may go on as soon as it knows.
void InProcessNetwork::drained(Association& a, int from, Instant now) {
  Direction& d = a.directions[from];
  if (d.unacknowledged == 0 || now >= d.sack_due) return on_acknowledged(a, from, now);
  acknowledge(a, 1 - from, now, false);
  send_control(a, 1 - from, PacketKind::acknowledged, now);
}

void InProcessNetwork::polled(AssociationId receiver) {
  const auto [a, to] = find(receiver);
  if (a != nullptr && a->directions[1 - to].unpolled > 0) --a->directions[1 - to].unpolled;
}

}  // namespace mapsim::link
