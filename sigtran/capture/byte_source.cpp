#include "sigtran/capture/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mapsim::capture {

namespace {

Error read_error(const std::filesystem::path& path, int error) {
  return Error{.layer = "capture",
               .field = path.string(),
               .text = std::string("cannot be read: ") + std::strerror(error)};
}

class FileSource final : public ByteSource {
 public:
  FileSource(std::filesystem::path path, int fd) : path_(std::move(path)), fd_(fd) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (fd_ != STDIN_FILENO) ::close(fd_);
  }

  Result<std::size_t> read(std::span<std::uint8_t> into) override {
    for (;;) {
      const ssize_t n = ::read(fd_, into.data(), into.size());
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) return fail(read_error(path_, errno));
    }
  }

 private:
  std::filesystem::path path_;
  int fd_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(Octets octets) : octets_(std::move(octets)) {}
  Result<std::size_t> read(std::span<std::uint8_t> into) override {
    const std::size_t count = std::min(into.size(), octets_.size() - at_);
    std::copy_n(octets_.begin() + static_cast<std::ptrdiff_t>(at_), count, into.begin());
    at_ += count;
    return count;
  }

 private:
  Octets octets_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::filesystem::path& path) {
  if (path == "-") return std::make_unique<FileSource>("standard input", STDIN_FILENO);
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail(read_error(path, errno));
  auto source = std::make_unique<FileSource>(path, fd);
  struct stat status {};
  if (::fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) return fail(read_error(path, EISDIR));
  return source;
}

std::unique_ptr<ByteSource> memory_source(Octets octets) {
  return std::make_unique<MemorySource>(std::move(octets));
}

Result<OctetView> Window::peek_further(std::size_t count) {
  while (end_ - begin_ < count && !ended_) {
    if (begin_ != 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    // Grows in steps, so that a length that lies costs no more than the file has.
    const std::size_t wanted = std::min(std::max(count, kChunk), end_ + kChunk);
    if (buffer_.size() < wanted) buffer_.resize(wanted);
    const auto n = source_->read(std::span(buffer_).subspan(end_));
    if (!n) return fail(n.error());
    ended_ = *n == 0;
    end_ += *n;
  }
  return OctetView(buffer_).subspan(begin_, std::min(count, end_ - begin_));
}

Result<std::uint64_t> Window::skip(std::uint64_t count) {
  std::uint64_t done = 0;
  while (done < count) {
    const auto part = peek(static_cast<std::size_t>(std::min<std::uint64_t>(count - done, kChunk)));
    if (!part) return fail(part.error());
    if (part->empty()) break;
    done += part->size();
    consume(part->size());
  }
  return done;
}

}  // namespace mapsim::capture
