#include "sigtran/capture/file_sink.h"

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

FileSink::FileSink(std::filesystem::path path, int fd) : path_(std::move(path)), fd_(fd) {
  buffer_.reserve(kBuffer);
}

FileSink::FileSink(FileSink&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      failed_(other.failed_),
      buffer_(std::move(other.buffer_)) {}

FileSink::~FileSink() {
  static_cast<void>(close());
}

Result<FileSink> FileSink::open(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return fail(file_error(path, "cannot be written", errno));
  return FileSink(path, fd);
}

Result<void> FileSink::write(OctetView octets) {
  if (buffer_.size() + octets.size() > kBuffer) {
    if (auto ok = flush(); !ok) return ok;
  }
  if (!failed_) buffer_.insert(buffer_.end(), octets.begin(), octets.end());
  return {};
}

Result<void> FileSink::flush() {
  std::size_t done = 0;
  while (!failed_ && done < buffer_.size()) {
    const ssize_t n = ::write(fd_, buffer_.data() + done, buffer_.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      failed_ = true;
      const int error = errno;
      buffer_.clear();
      return fail(file_error(path_, "cannot be written to", error));
    }
    done += static_cast<std::size_t>(n);
  }
  buffer_.clear();
  return {};
}

Result<void> FileSink::close() {
  if (fd_ < 0) return {};
  auto flushed = flush();
  const int closed = ::close(std::exchange(fd_, -1));
  if (flushed && !failed_ && closed != 0) return fail(file_error(path_, "cannot be closed", errno));
  return flushed;
}

}  // namespace mapsim::capture
