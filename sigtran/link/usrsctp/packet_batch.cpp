#include "sigtran/link/usrsctp/packet_batch.h"

namespace mapsim::link {

std::string to_text(const PacketAddress& address) {
  std::string text = to_text(address.host);
  if (address.udp_port != 0) text += " (UDP port " + std::to_string(address.udp_port) + ")";
  return text;
}

std::span<std::uint8_t> PacketBatch::add(const PacketAddress& to, OctetView packet) {
  if (octets_.size() + packet.size() > kLimit) return {};
  const std::size_t begin = octets_.size();
  octets_.insert(octets_.end(), packet.begin(), packet.end());
  entries_.push_back({to, begin, packet.size()});
  return std::span(octets_).subspan(begin);
}

void PacketBatch::flush(PacketIo& io, Instant now) {
  if (entries_.empty()) return;
  packets_.clear();
  for (const Entry& e : entries_) packets_.push_back({e.to, OctetView(octets_).subspan(e.begin, e.size)});
  const std::size_t taken = io.send(packets_, now);
  if (taken >= entries_.size()) {
    entries_.clear();
    octets_.clear();
    return;
  }
  const std::size_t gone = entries_[taken].begin;
  octets_.erase(octets_.begin(), octets_.begin() + static_cast<std::ptrdiff_t>(gone));
  entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(taken));
  for (Entry& e : entries_) e.begin -= gone;
}

}  // namespace mapsim::link
