#include "sigtran/link/usrsctp/packet_batch.h"

namespace mapsim::link {

std::string to_text(const PacketAddress& address) {
  std::string text = to_text(address.host);
  if (address.udp_port != 0) text += " (UDP port " + std::to_string(address.udp_port) + ")";
  return text;
}

bool PacketBatch::add(const PacketAddress& to, OctetView packet) {
  if (octets_.size() + packet.size() > kLimit) return false;
  entries_.push_back({to, octets_.size(), packet.size()});
  octets_.insert(octets_.end(), packet.begin(), packet.end());
  return true;
}

std::span<std::uint8_t> PacketBatch::packet(std::size_t number) {
  const Entry& e = entries_[number];
  return std::span(octets_).subspan(e.begin, e.size);
}

// Their octets stay until all go.
void PacketBatch::remove_dropped() {
  std::erase_if(entries_, [](const Entry& e) { return e.size == 0; });
}

void PacketBatch::hand_over(PacketIo& io, Instant now) {
  packets_.clear();
  for (const Entry& e : entries_) packets_.push_back({e.to, OctetView(octets_).subspan(e.begin, e.size)});
  const std::size_t taken = packets_.empty() ? 0 : io.send(packets_, now);
  if (taken >= entries_.size()) {
    entries_.clear();
    octets_.clear();
    finished_ = 0;
    return;
  }
  finished_ -= taken;
  const std::size_t gone = entries_[taken].begin;
  octets_.erase(octets_.begin(), octets_.begin() + static_cast<std::ptrdiff_t>(gone));
  entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(taken));
  for (Entry& e : entries_) e.begin -= gone;
}

}  // namespace mapsim::link
