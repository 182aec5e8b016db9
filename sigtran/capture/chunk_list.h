// The chunks of one SCTP packet that is known to be sound: a link of our own has taken or made it.
#pragma once

#include <optional>

#include "sigtran/capture/sctp_chunk_writer.h"
#include "sigtran/capture/sctp_reassembly.h"

namespace mapsim::capture {

struct PacketChunk {
  std::uint8_t type = 0;
  std::uint8_t flags = 0;
  OctetView octets;  // from the type, without padding
};

class ChunkList {
 public:
  // `packet` begins with the common header (RFC 9260 3.1).
  explicit ChunkList(OctetView packet) : packet_(packet) {}

  // nullopt at the end, and where a length does not fit (RFC 9260 3.2).
  std::optional<PacketChunk> next() {
    if (at_ + 4 > packet_.size()) return std::nullopt;
    const std::size_t size = static_cast<std::size_t>(packet_[at_ + 2] << 8U | packet_[at_ + 3]);
    if (size < 4 || packet_.size() - at_ < size) return std::nullopt;
    const PacketChunk chunk{packet_[at_], packet_[at_ + 1], packet_.subspan(at_, size)};
    at_ += (size + 3) / 4 * 4;
    return chunk;
  }

 private:
  OctetView packet_;
  std::size_t at_ = 12;
};

// RFC 9260 3.3.1; nullopt for what is too short.
std::optional<DataChunk> read_data(const PacketChunk& chunk);

}  // namespace mapsim::capture
