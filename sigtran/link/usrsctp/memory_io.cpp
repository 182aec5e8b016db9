#include "sigtran/link/usrsctp/memory_io.h"

#include <algorithm>

namespace mapsim::link {

namespace {

constexpr auto kLater = [](const auto& a, const auto& b) {
  return a.at != b.at ? a.at > b.at : a.sequence > b.sequence;
};

}  // namespace

void MemoryNetwork::launch(const PacketAddress& from, const PacketAddress& to, Octets octets, Instant at) {
  const auto io = std::find_if(endpoints_.begin(), endpoints_.end(),
                               [&](const MemoryIo* endpoint) { return endpoint->local_ == to; });
  if (io == endpoints_.end() || (*io)->under_way_.size() >= config.limit) {
    ++counters.lost;
    return;
  }
  auto& heap = (*io)->under_way_;
  heap.push_back({at, next_sequence_++, from, std::move(octets)});
  std::push_heap(heap.begin(), heap.end(), kLater);
}

void MemoryNetwork::inject(const PacketAddress& from, const PacketAddress& to, OctetView octets,
                           Instant now) {
  launch(from, to, Octets(octets.begin(), octets.end()), now);
}

void MemoryNetwork::carry(const PacketAddress& from, const PacketAddress& to, OctetView octets, Instant now) {
  ++counters.sent;
  // Drawn whether used or not, so that one kind of fault does not change when the others strike.
  const bool lost = random_.chance(config.loss);
  const bool twice = random_.chance(config.duplication);
  const bool late = random_.chance(config.reordering);
  const bool corrupt = random_.chance(config.corruption);
  const std::uint64_t where = random_.next();
  if (cut || lost) {
    ++counters.lost;
    return;
  }
  Octets copy(octets.begin(), octets.end());
  if (corrupt) {
    ++counters.corrupted;
    copy[where % copy.size()] ^= static_cast<std::uint8_t>(1U << (where >> 32U) % 8);
  }
  Instant at = now + config.delay;
  if (late) {
    ++counters.reordered;
    at = at + config.delay * static_cast<std::int64_t>(1 + where % 9);
  }
  if (twice) {
    ++counters.duplicated;
    launch(from, to, copy, at + config.delay);
  }
  launch(from, to, std::move(copy), at);
}

MemoryIo::~MemoryIo() {
  std::erase(network_.endpoints_, this);
}

Result<void> MemoryIo::open(const IpAddress& local) {
  local_ = {local, 0};
  for (const MemoryIo* other : network_.endpoints_) {
    if (other->local_ == local_) {
      return fail(Error{.layer = "sctp", .field = "address", .text = to_text(local) + " is in use"});
    }
  }
  network_.endpoints_.push_back(this);
  return {};
}

std::size_t MemoryIo::send(std::span<const OutPacket> packets, Instant now) {
  for (const OutPacket& packet : packets) network_.carry(local_, packet.to, packet.octets, now);
  return packets.size();
}

std::optional<InPacket> MemoryIo::receive(Instant now) {
  if (under_way_.empty() || under_way_.front().at > now) return std::nullopt;
  std::pop_heap(under_way_.begin(), under_way_.end(), kLater);
  Packet packet = std::move(under_way_.back());
  under_way_.pop_back();
  current_ = std::move(packet.octets);
  return InPacket{packet.from, current_};
}

Instant MemoryIo::next_deadline() const {
  return under_way_.empty() ? Instant::never() : under_way_.front().at;
}

}  // namespace mapsim::link
