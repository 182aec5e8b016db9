// A file that is written in large pieces.
#pragma once

#include <filesystem>
#include <optional>

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

  // Error: the file cannot take it (disk full); told once, whatever follows is thrown away.
  Result<void> write(OctetView octets);
  Result<void> close();

 private:
  FileSink(std::filesystem::path path, int fd);
  Result<void> flush();

  static constexpr std::size_t kBuffer = 256 * 1024;
  std::filesystem::path path_;
  int fd_ = -1;
  bool failed_ = false;
  Octets buffer_;
};

}  // namespace mapsim::capture
