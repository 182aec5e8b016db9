// The pcapng format (draft-ietf-opsawg-pcapng), always little-endian and with nanoseconds.
#pragma once

#include "sigtran/capture/file_sink.h"
#include "sigtran/capture/recorder.h"

namespace mapsim::capture {

class PcapngWriter final : public Recorder {
 public:
  // Writes the section header, the interface and the names at once, so that a full disk shows early.
  static Result<std::unique_ptr<Recorder>> open(const std::filesystem::path& path,
                                                const RecorderOptions& options);

  // An enhanced packet block, with the comment as its opt_comment (cut at 65 535 octets).
  Result<void> write(const Frame& frame) override;
  Result<void> close() override { return sink_.close(); }
  Counters counters() const override { return frame_counters(sink_, headers_); }

 private:
  PcapngWriter(FileSink sink, const RecorderOptions& options)
      : sink_(std::move(sink)), snap_length_(options.snap_length), epoch_(options.epoch) {}

  FileSink sink_;
  std::uint64_t headers_ = 0;  // records that are no frames
  std::uint32_t snap_length_;
  std::chrono::nanoseconds epoch_;
};

}  // namespace mapsim::capture
