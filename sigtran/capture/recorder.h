// Where frames go. Writers of pcapng and pcap implement it; a null sink costs nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/bytes.h"
#include "sigtran/core/result.h"
#include "sigtran/core/time.h"

namespace mapsim::capture {

// LINKTYPE_ values of the pcap registry.
enum class LinkType : std::uint16_t {
  null = 0,
  ethernet = 1,
  raw_ip_or_loop = 12,  // raw IP where most systems write it; OpenBSD's loopback (108) where that one does
  raw_ip = 101,
  loop = 108,
  linux_sll = 113,
  mtp2_with_phdr = 139,
  mtp2 = 140,
  mtp3 = 141,
  sccp = 142,
  sctp = 248,
  exported_pdu = 252,
  linux_sll2 = 276,
};

struct Frame {
  Instant at;                     // since the start of the run; the writer adds its epoch
  OctetView octets;               // from the link type's first octet
  std::string_view comment = {};  // UTF-8; formats without comments drop it
};

class Recorder {
 public:
  virtual ~Recorder() = default;
  virtual Result<void> write(const Frame& frame) = 0;
  // Writes what is buffered; a recorder whose file could not be written says so here, once.
  virtual Result<void> close() = 0;

  // Every frame that write() was given is in one of the first three.
  struct Counters {
    std::uint64_t written = 0;  // the system has taken it
    std::uint64_t waiting = 0;  // in a buffer; none after close()
    std::uint64_t lost = 0;     // could not be written
    std::uint64_t octets = 0;   // of the file, with its headers
  };
  virtual Counters counters() const { return {}; }
};

// Takes everything and keeps nothing.
class NullRecorder final : public Recorder {
 public:
  Result<void> write(const Frame&) override { return {}; }
  Result<void> close() override { return {}; }
};

// A name that a reader of the file shows for an IP address.
struct NamedAddress {
  std::string address;
  std::string name;
};

// 2024-01-01T00:00:00Z: virtual time has no date, and a fixed one makes two runs the same, octet for octet.
inline constexpr std::chrono::nanoseconds kDefaultEpoch = std::chrono::seconds(1'704'067'200);

// What a file says about itself besides its frames. The classic pcap format keeps link type and snap length
// only.
struct RecorderOptions {
  LinkType link_type = LinkType::ethernet;
  std::uint32_t snap_length = 262'144;             // octets of a frame that are kept
  std::chrono::nanoseconds epoch = kDefaultEpoch;  // since 1970, of Instant 0
  std::string application = {};                    // empty: "mapsim <version>"
  std::string hardware = {};                       // empty: left out
  std::string operating_system = {};               // empty: left out
  std::string comment = {};                        // on the whole file; empty: left out
  std::string interface_name = "mapsim";
  std::string interface_description = "simulated link";
  std::vector<NamedAddress> names = {};
};

// Opens a file for writing; its extension says the format: .pcapng, or .pcap (nanoseconds). An existing file
// is replaced. Error: another extension, or the path and why it cannot be written.
Result<std::unique_ptr<Recorder>> open_recorder(const std::filesystem::path& path,
                                                const RecorderOptions& options);

// "ethernet", "raw", "linux-sll2", "null", "loop", "sctp", "mtp3", "sccp", …: what --link-type takes.
// Error: what is allowed, and the nearest name.
Result<LinkType> link_type_from_name(std::string_view name);
// The same, or "link type 276" for one without a name here.
std::string link_type_name(LinkType type);

}  // namespace mapsim::capture
