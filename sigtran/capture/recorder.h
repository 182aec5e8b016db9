// Where frames go. Writers of pcapng and pcap implement it; a null sink costs nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sigtran/core/bytes.h"
#include "sigtran/core/result.h"
#include "sigtran/core/time.h"

namespace mapsim::capture {

// LINKTYPE_ values of the pcap registry.
enum class LinkType : std::uint16_t {
  null = 0,
  ethernet = 1,
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
  Instant at;             // since the start of the run; the writer adds its epoch
  OctetView octets;       // from the link type's first octet
  std::string_view comment = {};  // UTF-8; formats without comments drop it
};

class Recorder {
 public:
  virtual ~Recorder() = default;
  virtual Result<void> write(const Frame& frame) = 0;
  // Writes what is buffered; a recorder whose file could not be written says so here, once.
  virtual Result<void> close() = 0;
};

}  // namespace mapsim::capture
