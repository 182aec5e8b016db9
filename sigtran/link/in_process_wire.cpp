// What leaves an end: telling the observer, and the way to the other end.
#include <algorithm>

#include "sigtran/link/in_process.h"

namespace mapsim::link {

Duration InProcessNetwork::transit() {
  if (config_.jitter.count() <= 0) return config_.delay;
  const auto bound = static_cast<std::uint64_t>(config_.jitter.count()) + 1;
  return config_.delay + Duration(static_cast<std::int64_t>(jitter_random_.below(bound)));
}

void InProcessNetwork::tell(Instant now, const Association& a, int from, Chunk& chunk) {
  told_ = std::max(told_, now);
  chunk.lost = chunk.lost || a.cut;
  observer_->on_chunk(told_, a.flows[from], chunk);
}

void InProcessNetwork::launch(Association& a, Packet packet, Instant now) {
  packet.slot = a.slot;
  packet.number = a.number;
  if (a.cut) {
    a.waiting.push_back(std::move(packet));
    return;
  }
  Instant& last = a.directions[packet.from].last_arrival;
  packet.at = last = std::max(last, now + transit());
  packets_.push(std::move(packet));
}

namespace {

struct ControlKind {
  detail::PacketKind packet;
  ChunkKind chunk;
};
constexpr ControlKind kControlKinds[] = {
    {detail::PacketKind::init, ChunkKind::init},
    {detail::PacketKind::init_ack, ChunkKind::init_ack},
    {detail::PacketKind::cookie_echo, ChunkKind::cookie_echo},
    {detail::PacketKind::cookie_ack, ChunkKind::cookie_ack},
    {detail::PacketKind::shutdown, ChunkKind::shutdown},
    {detail::PacketKind::shutdown_ack, ChunkKind::shutdown_ack},
    {detail::PacketKind::shutdown_complete, ChunkKind::shutdown_complete},
    {detail::PacketKind::abort, ChunkKind::abort},
    {detail::PacketKind::refusal, ChunkKind::abort},
};

// What `from` would send now; the streams of INIT and INIT ACK are the caller's.
Chunk control_chunk(const detail::Association& a, int from, detail::PacketKind kind) {
  const detail::Side& self = a.sides[from];
  Chunk chunk;
  for (const ControlKind& row : kControlKinds) {
    if (row.packet == kind) chunk.kind = row.chunk;
  }
  chunk.verification_tag = self.peer_tag;
  switch (kind) {
    case detail::PacketKind::init:
      chunk.verification_tag = 0;  // RFC 9260 8.5.1
      chunk.initiate_tag = self.tag;
      chunk.tsn = self.first_tsn;
      break;
    case detail::PacketKind::init_ack:
      chunk.verification_tag = self.answered_tag;
      chunk.initiate_tag = self.offered_tag;
      chunk.tsn = self.offered_tsn;
      break;
    case detail::PacketKind::shutdown:
      chunk.tsn = a.directions[1 - from].arrived_tsn;
      break;
    case detail::PacketKind::refusal:
      chunk.verification_tag = a.sides[1 - from].tag;  // RFC 9260 8.4, rule 3
      break;
    default:
      break;
  }
  return chunk;
}

}  // namespace

void InProcessNetwork::send_control(Association& a, int from, PacketKind kind, Instant now) {
  if (observer_ != nullptr && kind != PacketKind::acknowledged) {
    Chunk chunk = control_chunk(a, from, kind);
    if (kind == PacketKind::init || kind == PacketKind::init_ack) {
      const InProcessTransport* user = a.sides[from].transport;
      chunk.streams_out = user->streams_.out;
      chunk.streams_in = user->streams_.in;
    }
    tell(now, a, from, chunk);
  }
  if (kind == PacketKind::init && a.cut) return;  // T1-init sends it again
  Packet packet;
  packet.kind = kind;
  packet.from = static_cast<std::uint8_t>(from);
  packet.last_tsn = a.directions[1 - from].arrived_tsn;
  launch(a, std::move(packet), now);
}

}  // namespace mapsim::link
