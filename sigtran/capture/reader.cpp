#include "sigtran/capture/reader.h"

#include "sigtran/capture/gzip_source.h"

namespace mapsim::capture {

Error damaged(std::uint64_t offset, std::string text) {
  return Error{.layer = "capture", .offset = static_cast<std::size_t>(offset), .text = std::move(text)};
}

Result<Reader> Reader::open(const std::filesystem::path& path) {
  auto source = open_file(path);
  if (!source) return fail(source.error());
  auto reader = from(std::move(*source));
  if (!reader) {
    Error error = reader.error();
    error.field = path.string();
    return fail(std::move(error));
  }
  return reader;
}

Result<Reader> Reader::from(std::unique_ptr<ByteSource> source) {
  Reader reader;
  reader.window_ = std::make_unique<Window>(std::move(source));
  auto start = reader.window_->peek(4);
  if (start && is_gzip(*start)) {
    reader.compressed_ = true;
    reader.window_ = std::make_unique<Window>(gunzip(std::move(reader.window_)));
    start = reader.window_->peek(4);
  }
  if (!start) return fail(start.error());
  Result<std::unique_ptr<FormatReader>> format = fail(Error{});
  if (is_pcap_magic(*start)) {
    format = read_pcap(*reader.window_);
  } else if (to_hex(*start) == "0a0d0d0a") {
    reader.format_ = FileFormat::pcapng;
    format = read_pcapng(*reader.window_, *reader.names_);
  } else {
    const std::string what = reader.compressed_ ? "uncompressed it " : "";
    return fail(damaged(0, start->empty()
                               ? what + "is empty; pcap and pcapng files are read"
                               : what + "is neither pcap nor pcapng: it begins with " + to_hex(*start)));
  }
  if (!format) return fail(format.error());
  reader.reader_ = std::move(*format);
  return reader;
}

Result<std::optional<Packet>> Reader::next() {
  if (ended_) return std::nullopt;
  auto packet = reader_->next();
  ended_ = !packet || !*packet;
  if (!ended_) (*packet)->number = ++count_;
  return packet;
}

}  // namespace mapsim::capture
