#include "sigtran/capture/gzip_source.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <zlib.h>

#include "sigtran/capture/reader.h"

namespace mapsim::capture {

namespace {

constexpr std::size_t kInput = 64 * 1024;  // compressed octets that zlib is shown at a time
constexpr int kGzipOnly = 16;              // added to the window bits: neither zlib's own nor raw streams

class GzipSource final : public ByteSource {
 public:
  explicit GzipSource(std::unique_ptr<Window> compressed) : compressed_(std::move(compressed)) {
    const int status = ::inflateInit2(&stream_, kGzipOnly + MAX_WBITS);
    if (status == Z_MEM_ERROR) throw std::bad_alloc();
    assert(status == Z_OK);
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override { ::inflateEnd(&stream_); }

  Result<std::size_t> read(std::span<std::uint8_t> into) override {
    if (failure_) return fail(*failure_);
    std::size_t done = 0;
    while (done == 0 && !ended_ && !into.empty()) {
      const auto n = inflate_once(into);
      if (!n) {
        failure_ = n.error();
        return fail(n.error());
      }
      done = *n;
    }
    return done;
  }

 private:
  Result<std::size_t> inflate_once(std::span<std::uint8_t> into) {
    const auto input = compressed_->peek(kInput);
    if (!input) return fail(input.error());
    if (between_members_ && after_members(*input)) return std::size_t{0};
    const auto room = static_cast<uInt>(std::min<std::size_t>(into.size(), std::numeric_limits<uInt>::max()));
    stream_.next_in = const_cast<Bytef*>(input->data());  // zlib does not write there
    stream_.avail_in = static_cast<uInt>(input->size());
    stream_.next_out = into.data();
    stream_.avail_out = room;
    const int status = ::inflate(&stream_, Z_NO_FLUSH);
    const std::size_t taken = input->size() - stream_.avail_in;
    const std::size_t made = room - stream_.avail_out;
    compressed_->consume(taken);
    if (status == Z_STREAM_END) {
      ::inflateReset(&stream_);
      between_members_ = true;
      return made;
    }
    between_members_ = false;
    if (status == Z_OK && (taken != 0 || made != 0)) return made;
    if (status == Z_BUF_ERROR || status == Z_OK) {
      return fail(damaged(compressed_->offset(), "the gzip file ends inside its compressed data"));
    }
    return fail(damaged(compressed_->offset(), std::string("damaged gzip data: ") +
                                                   (stream_.msg != nullptr ? stream_.msg : "not readable")));
  }

  // True when nothing but padding follows; what begins neither a member nor padding is zlib's to refuse.
  bool after_members(OctetView input) {
    const auto octet = std::find_if(input.begin(), input.end(), [](std::uint8_t o) { return o != 0; });
    compressed_->consume(static_cast<std::size_t>(octet - input.begin()));
    ended_ = input.empty();
    return ended_ || octet != input.begin();
  }

  std::unique_ptr<Window> compressed_;
  z_stream stream_{};
  std::optional<Error> failure_;
  bool between_members_ = false;
  bool ended_ = false;
};

}  // namespace

bool is_gzip(OctetView start) {
  return start.size() >= 2 && start[0] == 0x1F && start[1] == 0x8B;
}

std::unique_ptr<ByteSource> gunzip(std::unique_ptr<Window> compressed) {
  return std::make_unique<GzipSource>(std::move(compressed));
}

}  // namespace mapsim::capture
