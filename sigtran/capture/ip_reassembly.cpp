#include "sigtran/capture/ip_reassembly.h"

#include <algorithm>

namespace mapsim::capture {

namespace {

std::string both(const link::IpAddress& from, const link::IpAddress& to) {
  std::string out;
  for (const link::IpAddress* address : {&from, &to}) {
    for (const std::uint8_t octet : address->view()) out += static_cast<char>(octet);
  }
  return out;
}

// Whether octets at an offset say the same as the parts where they overlap.
bool agrees(const std::map<std::size_t, Octets>& parts, std::size_t at, OctetView octets) {
  for (const auto& [start, part] : parts) {
    const std::size_t from = std::max(start, at);
    const std::size_t to = std::min(start + part.size(), at + octets.size());
    for (std::size_t i = from; i < to; ++i) {
      if (part[i - start] != octets[i - at]) return false;
    }
  }
  return true;
}

}  // namespace

void IpReassembly::forget(std::map<Key, Datagram>::iterator datagram) {
  octets_ -= datagram->second.octets;
  datagrams_.erase(datagram);
}

// True when another datagram was given up for it.
bool IpReassembly::make_room(const Key& keep) {
  auto oldest = datagrams_.end();
  for (auto it = datagrams_.begin(); it != datagrams_.end(); ++it) {
    if (it->first != keep && (oldest == datagrams_.end() || it->second.begun < oldest->second.begun))
      oldest = it;
  }
  if (oldest == datagrams_.end()) return false;
  forget(oldest);
  return true;
}

IpReassembly::Outcome IpReassembly::add(const IpPacket& packet, OctetView payload) {
  Outcome out;
  if (!packet.whole) return {.payload = {}, .fault = "a fragment of a datagram was cut by the capture"};
  const std::size_t end = packet.fragment_offset + payload.size();
  if (payload.empty() || end > kMaxDatagramOctets || (packet.more_fragments && payload.size() % 8 != 0)) {
    return {.payload = {},
            .fault = "a fragment of " + std::to_string(payload.size()) + " octets at " +
                     std::to_string(packet.fragment_offset) + " fits no datagram"};
  }
  const Key key{both(packet.from, packet.to), packet.identification, packet.protocol};
  const auto [it, is_new] = datagrams_.try_emplace(key);
  Datagram& datagram = it->second;
  if (is_new) datagram.begun = ++clock_;
  const bool other_end = !packet.more_fragments && datagram.total && *datagram.total != end;
  const bool beyond = datagram.total && end > *datagram.total;
  if (other_end || beyond || !agrees(datagram.parts, packet.fragment_offset, payload)) {
    forget(it);
    out.fault = "fragments of a datagram contradict each other; it is given up";
    return out;
  }
  if (!packet.more_fragments) datagram.total = end;
  // What is new of it: the gaps between the parts that it covers.
  std::size_t at = packet.fragment_offset;
  while (at < end) {
    auto next = datagram.parts.upper_bound(at);
    if (next != datagram.parts.begin()) {
      const auto& before = *std::prev(next);
      if (before.first + before.second.size() > at) {
        at = before.first + before.second.size();
        continue;
      }
    }
    const std::size_t until = next == datagram.parts.end() ? end : std::min(end, next->first);
    const OctetView part = payload.subspan(at - packet.fragment_offset, until - at);
    datagram.parts.emplace(at, Octets(part.begin(), part.end()));
    datagram.octets += part.size();
    octets_ += part.size();
    at = until;
  }
  if (datagram.total && datagram.octets == *datagram.total) {
    Octets whole;
    whole.reserve(datagram.octets);
    for (const auto& [start, part] : datagram.parts) whole.insert(whole.end(), part.begin(), part.end());
    forget(it);
    out.payload = std::move(whole);
    return out;
  }
  if (datagram.parts.size() > kMaxDatagramFragments ||
      (datagram.total && datagram.octets > *datagram.total)) {
    forget(it);
    ++out.given_up;
    return out;
  }
  while ((datagrams_.size() > kMaxDatagrams || octets_ > kMaxWaitingDatagramOctets) && make_room(key))
    ++out.given_up;
  return out;
}

}  // namespace mapsim::capture
