// Reads captures frame by frame: pcapng and pcap, both byte orders, also compressed by gzip, in bounded
// memory.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

#include "sigtran/capture/byte_source.h"
#include "sigtran/capture/recorder.h"

namespace mapsim::capture {

inline constexpr std::uint32_t kMaxBlock = 16 << 20;  // octets of a block or packet that is kept
inline constexpr std::size_t kMaxInterfaces = 4096;   // of one pcapng section
inline constexpr std::size_t kMaxNames = 65'536;      // of one file

struct Packet {
  std::uint64_t number = 0;                 // from 1, as readers of captures count
  LinkType link_type = LinkType::ethernet;  // may hold a number that has no name here
  std::uint32_t interface = 0;
  std::optional<std::chrono::nanoseconds> at;  // since 1970; simple packet blocks have none
  std::uint32_t original_size = 0;             // on the wire; octets may be fewer
  std::uint64_t file_offset = 0;               // of the record or block
  OctetView octets;                            // valid until the next call
  std::string_view comment;                    // the first, if there are several
};

enum class FileFormat : std::uint8_t { pcap, pcapng };

// Reads the records of one format; used through Reader.
class FormatReader {
 public:
  virtual ~FormatReader() = default;
  virtual Result<std::optional<Packet>> next() = 0;
};

class Reader {
 public:
  // "-" is standard input. Error: the path and the reason; or that the file is no capture, and what it begins
  // with.
  static Result<Reader> open(const std::filesystem::path& path);
  static Result<Reader> from(std::unique_ptr<ByteSource> source);

  // nullopt at the end. Error: a damaged file, with the offset of the fault; everything before it was
  // delivered, and the next call says that the file has ended.
  Result<std::optional<Packet>> next();

  FileFormat format() const { return format_; }
  // By gzip; offsets then count in what it holds.
  bool compressed() const { return compressed_; }
  // Names for addresses that were read so far (pcapng).
  const std::vector<NamedAddress>& names() const { return *names_; }

 private:
  Reader() = default;
  FileFormat format_ = FileFormat::pcap;
  std::unique_ptr<Window> window_;
  std::unique_ptr<std::vector<NamedAddress>> names_ = std::make_unique<std::vector<NamedAddress>>();
  std::unique_ptr<FormatReader> reader_;
  std::uint64_t count_ = 0;
  bool compressed_ = false;
  bool ended_ = false;
};

// The formats; `window` stands at the start of the file and outlives the reader.
Result<std::unique_ptr<FormatReader>> read_pcap(Window& window);
Result<std::unique_ptr<FormatReader>> read_pcapng(Window& window, std::vector<NamedAddress>& names);

// True for the first four octets of a classic pcap file, in either order, with micro- or nanoseconds.
bool is_pcap_magic(OctetView start);

// "capture, octet 24: the file ends inside a packet record …"
Error damaged(std::uint64_t offset, std::string text);

}  // namespace mapsim::capture
