#include "sigtran/link/usrsctp/faulty_io.h"

#include <algorithm>

namespace mapsim::link {

FaultyIo::FaultyIo(std::unique_ptr<PacketIo> io, FaultyIoConfig with)
    : config(with), io_(std::move(io)), random_(with.seed) {}

FaultyIo::~FaultyIo() = default;

FaultyIo::Fate FaultyIo::decide(const PacketAddress& peer, OctetView octets, Waiting& waiting, Instant now) {
  ++counters.packets;
  // Drawn whether used or not, so that one kind of fault does not change when the others strike.
  const bool lose = random_.chance(config.loss);
  const bool twice = random_.chance(config.duplication);
  const bool overtake = random_.chance(config.reordering);
  const bool late = random_.chance(config.delaying);
  if (cut || lose || ((overtake || late) && waiting.size() >= config.limit)) {
    ++counters.lost;
    return Fate::lost;
  }
  if (overtake || late) {
    ++(overtake ? counters.reordered : counters.delayed);
    waiting.push_back({peer, Octets(octets.begin(), octets.end()), now + config.delay,
                       overtake ? config.overtaken_by : 0, overtake});
    return Fate::waits;
  }
  if (!twice) return Fate::passes;
  ++counters.duplicated;
  return Fate::twice;
}

std::optional<FaultyIo::Packet> FaultyIo::take_due(Waiting& waiting, Instant now) {
  const auto due = std::find_if(waiting.begin(), waiting.end(), [&](const Packet& packet) {
    return packet.at <= now || (packet.overtaken && packet.to_pass == 0);
  });
  if (due == waiting.end()) return std::nullopt;
  Packet packet = std::move(*due);
  waiting.erase(due);
  return packet;
}

void FaultyIo::one_passed(Waiting& waiting) {
  for (Packet& packet : waiting) packet.to_pass -= packet.to_pass != 0 ? 1 : 0;
}

void FaultyIo::send_one(const PacketAddress& to, OctetView octets, Instant now) {
  const OutPacket packet{to, octets};
  static_cast<void>(io_->send({&packet, 1}, now));  // what the network does not take is lost
}

void FaultyIo::send_due(Instant now) {
  while (const auto due = take_due(out_, now)) send_one(due->peer, due->octets, now);
}

std::size_t FaultyIo::send(std::span<const OutPacket> packets, Instant now) {
  for (std::size_t i = 0; i < packets.size(); ++i) {
    const OutPacket& packet = packets[i];
    const Fate fate = decide(packet.to, packet.octets, out_, now);
    if (fate == Fate::passes || fate == Fate::twice) {
      if (io_->send({&packet, 1}, now) == 0) return i;
      if (fate == Fate::twice) send_one(packet.to, packet.octets, now);
      one_passed(out_);
    }
    send_due(now);
  }
  return packets.size();
}

std::optional<InPacket> FaultyIo::receive(Instant now) {
  send_due(now);
  if (std::exchange(again_, false)) {
    // The first may have been written to.
    current_ = second_;
    return InPacket{current_from_, current_};
  }
  for (;;) {
    if (auto due = take_due(in_, now)) {
      current_ = std::move(due->octets);
      return InPacket{due->peer, current_};
    }
    const auto packet = io_->receive(now);
    if (!packet) return std::nullopt;
    const Fate fate = decide(packet->from, packet->octets, in_, now);
    if (fate != Fate::passes && fate != Fate::twice) continue;
    one_passed(in_);
    if (fate == Fate::twice) {
      second_.assign(packet->octets.begin(), packet->octets.end());
      current_from_ = packet->from;
      again_ = true;
    }
    return packet;
  }
}

Instant FaultyIo::next_deadline() const {
  if (again_) return Instant();
  Instant next = io_->next_deadline();
  for (const Waiting* waiting : {&out_, &in_}) {
    for (const Packet& packet : *waiting) next = std::min(next, packet.at);
  }
  return next;
}

}  // namespace mapsim::link
