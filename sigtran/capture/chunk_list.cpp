#include "sigtran/capture/chunk_list.h"

#include "sigtran/core/reader.h"

namespace mapsim::capture {

std::optional<DataChunk> read_data(const PacketChunk& chunk) {
  mapsim::Reader in(chunk.octets);
  in.u32();
  DataChunk data;
  data.tsn = in.u32();
  data.stream = in.u16();
  data.stream_sequence = in.u16();
  data.payload_protocol = in.u32();
  if (!in.ok()) return std::nullopt;
  data.payload = in.rest();
  data.unordered = (chunk.flags & 4U) != 0;
  data.first = (chunk.flags & 2U) != 0;
  data.last = (chunk.flags & 1U) != 0;
  return data;
}

}  // namespace mapsim::capture
