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

  // The copy, to be completed by the caller before the next call; empty: the batch is full.
  std::span<std::uint8_t> add(const PacketAddress& to, OctetView packet);
  // Hands everything to the network. What it does not take stays.
  void flush(PacketIo& io, Instant now);

 private:
  struct Entry {
    PacketAddress to;
    std::size_t begin = 0;
    std::size_t size = 0;
  };
  Octets octets_;
  std::vector<Entry> entries_;
  std::vector<OutPacket> packets_;  // reused
};

}  // namespace mapsim::link
