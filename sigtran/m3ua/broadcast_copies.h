// RFC 4666 4.3.4.3: in broadcast mode every active ASP of an application server gets every message. Where
// several of them are this node, its user shall have each message once: the first copy, whichever ASP brings
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "sigtran/core/mtp.h"
#include "sigtran/core/time.h"

namespace mapsim::m3ua {

class BroadcastCopies {
 public:
  // Messages that are remembered, and for how long: beyond, a copy counts as a message of its own.
  static constexpr std::size_t kMost = 1024;
  static constexpr Duration kMemory = std::chrono::seconds(5);

  // Whether this message is a copy of one that another ASP brought, and that `peer` has not brought yet: a
  // message that is sent twice comes twice over each.
  bool is_copy(std::size_t peer, const mtp::TransferIndication& message, Instant now);

 private:
  struct Seen {
    std::uint64_t fingerprint = 0;
    Instant at;
    std::vector<std::size_t> peers;
  };
  std::deque<Seen> seen_;  // oldest first
};

}  // namespace mapsim::m3ua
