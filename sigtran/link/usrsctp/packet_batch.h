// Packets that wait for the end of a turn of the loop, in one block of memory that is used again.
#pragma once

#include <vector>

#include "sigtran/link/usrsctp/packet_io.h"

namespace mapsim::link {

class PacketBatch {
 public:
  // Beyond this many octets packets are not taken: the network does not follow, and SCTP sends them again.
  static constexpr std::size_t kLimit = 8 << 20;

  bool empty() const { return entries_.empty(); }
  std::size_t octets() const { return octets_.size(); }

  // Packets of the batch are numbered until the next flush.
  std::size_t size() const { return entries_.size(); }
  // False: the batch is full.
  bool add(const PacketAddress& to, OctetView packet);
  std::span<std::uint8_t> packet(std::size_t number);
  // It is not sent.
  void drop(std::size_t number) { entries_[number].size = 0; }

  // Completes each packet once by `finish(to, octets)` and hands everything to the network. What it does not
  // take stays.
  template <class Finish>
  void flush(PacketIo& io, Instant now, Finish finish) {
    remove_dropped();
    for (; finished_ < entries_.size(); ++finished_) finish(entries_[finished_].to, packet(finished_));
    hand_over(io, now);
  }

 private:
  struct Entry {
    PacketAddress to;
    std::size_t begin = 0;
    std::size_t size = 0;  // 0: dropped
  };
  void remove_dropped();
  void hand_over(PacketIo& io, Instant now);

  Octets octets_;
  std::vector<Entry> entries_;
  std::vector<OutPacket> packets_;  // reused
  std::size_t finished_ = 0;
};

}  // namespace mapsim::link
