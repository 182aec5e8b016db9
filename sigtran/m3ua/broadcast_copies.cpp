#include "sigtran/m3ua/broadcast_copies.h"

#include <algorithm>

namespace mapsim::m3ua {

namespace {

// FNV-1a, 64 bits. Who sends two messages with one fingerprint harms nobody else's.
class Fingerprint {
 public:
  void add(std::uint8_t octet) { value_ = (value_ ^ octet) * 0x100000001B3; }
  void add(std::uint32_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8) add(static_cast<std::uint8_t>(number >> shift));
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xCBF29CE484222325;
};

std::uint64_t fingerprint_of(const mtp::TransferIndication& message) {
  Fingerprint out;
  out.add(message.label.opc);
  out.add(message.label.dpc);
  for (const std::uint8_t field : {message.label.si, message.label.ni, message.label.mp, message.label.sls})
    out.add(field);
  for (const std::uint8_t octet : message.data) out.add(octet);
  return out.value();
}

}  // namespace

bool BroadcastCopies::is_copy(std::size_t peer, const mtp::TransferIndication& message, Instant now) {
  while (!seen_.empty() && seen_.front().at + kMemory <= now) seen_.pop_front();
  const std::uint64_t fingerprint = fingerprint_of(message);
  const auto copy = std::find_if(seen_.begin(), seen_.end(), [&](const Seen& s) {
    return s.fingerprint == fingerprint && std::find(s.peers.begin(), s.peers.end(), peer) == s.peers.end();
  });
  if (copy != seen_.end()) {
    copy->peers.push_back(peer);
    return true;
  }
  if (seen_.size() == kMost) seen_.pop_front();
  seen_.push_back({fingerprint, now, {peer}});
  return false;
}

}  // namespace mapsim::m3ua
