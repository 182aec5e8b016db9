#include <algorithm>

#include "sigtran/link/in_process_state.h"

namespace mapsim::link::detail {

namespace {
bool later(const Packet& a, const Packet& b) {
  return a.at != b.at ? a.at > b.at : a.sequence > b.sequence;
}
}  // namespace

void PacketQueue::push(Packet packet) {
  packet.sequence = next_sequence_++;
  if (in_order_.empty() || in_order_.back().at <= packet.at) {
    in_order_.push(std::move(packet));
    return;
  }
  heap_.push_back(std::move(packet));
  std::push_heap(heap_.begin(), heap_.end(), later);
}

bool PacketQueue::heap_first() const {
  return !heap_.empty() && (in_order_.empty() || later(in_order_.front(), heap_.front()));
}

Instant PacketQueue::next() const {
  if (heap_first()) return heap_.front().at;
  return in_order_.empty() ? Instant::never() : in_order_.front().at;
}

Packet PacketQueue::pop() {
  if (!heap_first()) return in_order_.pop();
  std::pop_heap(heap_.begin(), heap_.end(), later);
  Packet packet = std::move(heap_.back());
  heap_.pop_back();
  return packet;
}

}  // namespace mapsim::link::detail
