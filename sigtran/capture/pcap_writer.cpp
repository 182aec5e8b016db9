#include "sigtran/capture/pcap_writer.h"

#include <algorithm>

#include "sigtran/capture/put.h"

namespace mapsim::capture {

Result<std::unique_ptr<Recorder>> PcapWriter::open(const std::filesystem::path& path,
                                                   const RecorderOptions& options) {
  auto sink = FileSink::open(path);
  if (!sink) return fail(sink.error());
  std::unique_ptr<PcapWriter> writer(new PcapWriter(std::move(*sink), options));
  Octets header;
  put_u32_le(header, 0xA1B23C4D);
  put_u16_le(header, 2);  // version 2.4
  put_u16_le(header, 4);
  put_u32_le(header, 0);
  put_u32_le(header, 0);
  put_u32_le(header, options.snap_length);
  put_u32_le(header, static_cast<std::uint32_t>(options.link_type));
  if (auto ok = writer->sink_.write(header); !ok) return fail(ok.error());
  writer->headers_ = writer->sink_.counters().waiting;
  return writer;
}

Result<void> PcapWriter::write(const Frame& frame) {
  const auto at = static_cast<std::uint64_t>((epoch_ + frame.at.since_start()).count());
  const OctetView kept = frame.octets.first(std::min<std::size_t>(frame.octets.size(), snap_length_));
  record_.clear();
  put_u32_le(record_, static_cast<std::uint32_t>(at / 1'000'000'000));
  put_u32_le(record_, static_cast<std::uint32_t>(at % 1'000'000'000));
  put_u32_le(record_, static_cast<std::uint32_t>(kept.size()));
  put_u32_le(record_, static_cast<std::uint32_t>(frame.octets.size()));
  put(record_, kept);
  return sink_.write(record_);
}

}  // namespace mapsim::capture
