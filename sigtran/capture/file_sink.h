// A file that is written in large pieces, and says how many of its records are in it for sure.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "sigtran/capture/recorder.h"
#include "sigtran/core/bytes.h"
#include "sigtran/core/result.h"

namespace mapsim::capture {

class FileSink {
 public:
  // Creates or replaces the file. Error: the path and why it cannot be written.
  static Result<FileSink> open(const std::filesystem::path& path);
  FileSink(FileSink&& other) noexcept;
  FileSink(const FileSink&) = delete;
  FileSink& operator=(const FileSink&) = delete;
  FileSink& operator=(FileSink&&) = delete;
  ~FileSink();  // writes what is buffered; errors are then lost

  // One record. Error: the file cannot take what was buffered (disk full); told once, whatever follows is
  // thrown away. The file is cut behind its last whole record.
  Result<void> write(OctetView octets);
  // Room for a record of `size` octets, to be filled before anything else is called; empty where it is thrown
  // away. Error: as write().
  Result<std::span<std::uint8_t>> record(std::size_t size);
  Result<void> close();

  struct Counters {
    std::uint64_t written = 0;  // records that the system took
    std::uint64_t waiting = 0;  // in the buffer
    std::uint64_t lost = 0;
    std::uint64_t octets = 0;  // of all records so far, lost or not
  };
  Counters counters() const;

 private:
  FileSink(std::filesystem::path path, int fd);
  Result<void> flush();
  void on_failure(std::size_t done);

  // The system takes one large piece for much less than several smaller ones (docs/performance.md).
  static constexpr std::size_t kBuffer = 1024 * 1024;
  std::filesystem::path path_;
  int fd_ = -1;
  bool failed_ = false;
  std::unique_ptr<std::uint8_t[]> buffer_;  // not cleared, so that a short capture touches little of it
  std::size_t size_ = kBuffer;              // grows for a record that is longer
  std::size_t used_ = 0;
  std::vector<std::size_t> ends_;  // of the records in the buffer
  std::uint64_t in_file_ = 0;      // octets
  Counters counters_;
};

// Those of a writer whose file begins with so many records that are no frames.
Recorder::Counters frame_counters(const FileSink& sink, std::uint64_t headers);

}  // namespace mapsim::capture
