// Where the octets of a capture come from, and a window that slides over them: memory stays bounded however
// large the file is.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "sigtran/core/bytes.h"
#include "sigtran/core/result.h"

namespace mapsim::capture {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Reads at most into.size() octets; 0 at the end. Error: what the system says.
  virtual Result<std::size_t> read(std::span<std::uint8_t> into) = 0;
};

// A file, or standard input for "-". Error: the path and why it cannot be read.
Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path);

std::unique_ptr<ByteSource> memory_source(Octets octets);

class Window {
 public:
  explicit Window(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

  // The next `count` octets, fewer where the source ends before; valid until the next call.
  Result<OctetView> peek(std::size_t count) {
    if (end_ - begin_ < count && !ended_) return peek_further(count);
    return OctetView(buffer_).subspan(begin_, std::min(count, end_ - begin_));
  }
  // Goes past octets that were peeked.
  void consume(std::size_t count) {
    assert(count <= end_ - begin_);
    begin_ += count;
    offset_ += count;
  }
  // Goes past octets whether peeked or not; returns how many there were.
  Result<std::uint64_t> skip(std::uint64_t count);
  // Of the next octet, from the start of the source.
  std::uint64_t offset() const { return offset_; }

 private:
  Result<OctetView> peek_further(std::size_t count);

  static constexpr std::size_t kChunk = 256 * 1024;
  std::unique_ptr<ByteSource> source_;
  Octets buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
};

}  // namespace mapsim::capture
