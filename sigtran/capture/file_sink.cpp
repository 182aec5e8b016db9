#include "sigtran/capture/file_sink.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace mapsim::capture {

namespace {
Error file_error(const std::filesystem::path& path, std::string_view what, int error) {
  return Error{
      .layer = "capture", .field = path.string(), .text = std::string(what) + ": " + std::strerror(error)};
}
}  // namespace

FileSink::FileSink(std::filesystem::path path, int fd)
    : path_(std::move(path)), fd_(fd), buffer_(std::make_unique_for_overwrite<std::uint8_t[]>(kBuffer)) {}

FileSink::FileSink(FileSink&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      failed_(other.failed_),
      buffer_(std::move(other.buffer_)),
      size_(other.size_),
      used_(std::exchange(other.used_, 0)),
      ends_(std::move(other.ends_)),
      in_file_(other.in_file_),
      counters_(other.counters_) {}

FileSink::~FileSink() {
  static_cast<void>(close());
}

Result<FileSink> FileSink::open(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return fail(file_error(path, "cannot be written", errno));
  return FileSink(path, fd);
}

Result<void> FileSink::write(OctetView octets) {
  auto room = record(octets.size());
  if (!room) return fail(room.error());
  if (!room->empty()) std::memcpy(room->data(), octets.data(), octets.size());
  return {};
}

Result<std::span<std::uint8_t>> FileSink::record(std::size_t size) {
  counters_.octets += size;
  Result<void> flushed;
  if (used_ + size > size_) flushed = flush();
  if (failed_) {
    ++counters_.lost;
    if (!flushed) return fail(flushed.error());
    return std::span<std::uint8_t>{};
  }
  if (size > size_) {
    buffer_ = std::make_unique_for_overwrite<std::uint8_t[]>(size);
    size_ = size;
  }
  const std::size_t begin = std::exchange(used_, used_ + size);
  ends_.push_back(used_);
  return std::span(buffer_.get() + begin, size);
}

FileSink::Counters FileSink::counters() const {
  Counters counters = counters_;
  counters.waiting = ends_.size();
  return counters;
}

// What was begun would make the file look damaged.
void FileSink::on_failure(std::size_t done) {
  failed_ = true;
  const auto whole = std::upper_bound(ends_.begin(), ends_.end(), done);
  const std::size_t end = whole == ends_.begin() ? 0 : *(whole - 1);
  counters_.written += static_cast<std::uint64_t>(whole - ends_.begin());
  counters_.lost += static_cast<std::uint64_t>(ends_.end() - whole);
  if (::ftruncate(fd_, static_cast<off_t>(in_file_ + end)) != 0) return;  // a pipe or device: let it be
}

Result<void> FileSink::flush() {
  std::size_t done = 0;
  Result<void> result;
  while (!failed_ && done < used_) {
    const ssize_t n = ::write(fd_, buffer_.get() + done, used_ - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      result = fail(file_error(path_, "cannot be written to", errno));
      on_failure(done);
      break;
    }
    done += static_cast<std::size_t>(n);
  }
  if (!failed_) {
    counters_.written += ends_.size();
    in_file_ += done;
  }
  used_ = 0;
  ends_.clear();
  return result;
}

Result<void> FileSink::close() {
  if (fd_ < 0) return {};
  auto flushed = flush();
  const int closed = ::close(std::exchange(fd_, -1));
  if (flushed && !failed_ && closed != 0) return fail(file_error(path_, "cannot be closed", errno));
  return flushed;
}

// Headers come first, so they are the first that are written, and the last that are lost.
Recorder::Counters frame_counters(const FileSink& sink, std::uint64_t headers) {
  const FileSink::Counters records = sink.counters();
  Recorder::Counters frames{records.written, records.waiting, records.lost, records.octets};
  for (std::uint64_t* part : {&frames.written, &frames.waiting, &frames.lost}) {
    const std::uint64_t of_headers = std::min(*part, headers);
    *part -= of_headers;
    headers -= of_headers;
  }
  return frames;
}

}  // namespace mapsim::capture
