// What may happen to a message or to a path on purpose. A fault acts on the message as a faulty node or
// network beyond SCTP would: what SCTP itself shows to a tap (TSNs, stream sequence numbers, checksums) stays
// right.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include "sigtran/core/bytes.h"
#include "sigtran/core/time.h"

namespace mapsim::link {

struct Fault {
  enum class Kind : std::uint8_t {
    drop,       // it leaves the sender and is acknowledged, but its user never gets it (Chunk::lost)
    duplicate,  // it goes twice, as two messages with TSNs of their own
    delay,      // it leaves the sender later by `delay`; what is sent meanwhile overtakes it
    reorder,    // it leaves the sender right after the next message of this direction
                // (InProcessConfig::reorder_wait)
    corrupt,    // one octet is changed: XOR with `mask`
    truncate,   // only the first `octet` octets go
  };
  Kind kind = Kind::drop;
  Duration delay{};
  std::size_t octet =
      0;  // counted from the part that `locate` finds; beyond the end: the message goes unchanged
  std::uint8_t mask = 0xFF;
  // Finds where a part of the message begins (a layer, say); null means the start of the message. nullopt
  // means that the message has no such part: it goes unchanged and the fault stays armed.
  std::optional<std::size_t> (*locate)(OctetView message) = nullptr;
};

// Chances for each message of one direction, 0.0 to 1.0, drawn from the network's seed in the order of the
// members; several may hit one message.
struct FaultRates {
  double drop = 0;
  double duplicate = 0;
  double corrupt = 0;  // one random bit
  double extra_delay = 0;
  Duration extra_delay_up_to{};  // uniform in 0 to this
  bool any() const { return drop > 0 || duplicate > 0 || corrupt > 0 || extra_delay > 0; }
};

}  // namespace mapsim::link
