// Writes packets that were read from a capture: with their times, sizes, link types and interfaces, and
// nothing else that the capture said of itself.
#pragma once

#include <map>

#include "sigtran/capture/file_sink.h"
#include "sigtran/capture/reader.h"

namespace mapsim::capture {

class PacketWriter {
 public:
  // Creates or replaces the file; pcap with nanoseconds, or pcapng, both little-endian. Error: as FileSink.
  static Result<PacketWriter> open(const std::filesystem::path& path, FileFormat format);

  // `number`, `file_offset` and `comment` do not count. A pcap file has the link type of its first packet, as
  // what is read from one has. Error: as FileSink.
  Result<void> write(const Packet& packet);
  Result<void> close();
  // Octets of the file.
  std::uint64_t octets() const { return sink_.counters().octets; }

 private:
  PacketWriter(FileSink sink, FileFormat format) : sink_(std::move(sink)), format_(format) {}
  Result<void> pcap_header(LinkType type);
  Result<void> write_pcap(const Packet& packet);
  Result<void> write_pcapng(const Packet& packet);

  FileSink sink_;
  FileFormat format_;
  bool begun_ = false;
  // What a section calls interface 1 another one may call 0.
  std::map<std::pair<std::uint32_t, LinkType>, std::uint32_t> interfaces_;
  Octets block_;  // reused
};

}  // namespace mapsim::capture
