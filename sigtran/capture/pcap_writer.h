// The classic pcap format, little-endian, with nanoseconds (magic number 0xA1B23C4D): times stay exact, and
// both libpcap and Wireshark have read it since 2012.
#pragma once

#include "sigtran/capture/file_sink.h"
#include "sigtran/capture/recorder.h"

namespace mapsim::capture {

class PcapWriter final : public Recorder {
 public:
  static Result<std::unique_ptr<Recorder>> open(const std::filesystem::path& path,
                                                const RecorderOptions& options);

  Result<void> write(const Frame& frame) override;
  Result<void> close() override { return sink_.close(); }
  Counters counters() const override { return frame_counters(sink_, headers_); }

 private:
  PcapWriter(FileSink sink, const RecorderOptions& options)
      : sink_(std::move(sink)), snap_length_(options.snap_length), epoch_(options.epoch) {}

  FileSink sink_;
  std::uint64_t headers_ = 0;  // records that are no frames
  std::uint32_t snap_length_;
  std::chrono::nanoseconds epoch_;
  Octets record_;  // reused
};

}  // namespace mapsim::capture
