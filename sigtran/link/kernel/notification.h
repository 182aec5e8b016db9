// What the kernel tells on an SCTP socket besides messages (RFC 6458 6.1), read into values. Octets in the
// order of this host, as recvmsg(2) with MSG_NOTIFICATION gives them.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "sigtran/core/bytes.h"

namespace mapsim::link::notification {

enum class AssociationState : std::uint8_t { up, lost, restarted, shutdown_complete, cannot_start };

struct AssociationChange {  // RFC 6458 6.1.1
  AssociationState state = AssociationState::lost;
  std::uint16_t error = 0;  // of an ABORT that carried one: its cause code (RFC 9260 3.3.10)
  std::uint16_t streams_in = 0;
  std::uint16_t streams_out = 0;
};

enum class PathState : std::uint8_t { available, unreachable, confirmed, other };

struct PeerAddressChange {  // RFC 6458 6.1.2
  PathState state = PathState::other;
  std::string address;
};

struct RemoteError {  // RFC 6458 6.1.3: the peer sent an ERROR chunk
  std::uint16_t cause = 0;
};

// RFC 6458 6.1.4, one for each DATA chunk: a message above the path MTU is told in parts that have the same
// context.
struct SendFailure {
  std::uint32_t context = 0;  // what the message was sent with
  std::uint32_t error = 0;
  bool first_part = true;
  bool last_part = true;
  OctetView data;  // of the octets that were read
};

struct ShutdownByPeer {};  // RFC 6458 6.1.5

struct PartialDeliveryAborted {};  // RFC 6458 6.1.7: the rest of the message that is being read will not come

struct Other {  // a kind that this program did not ask for
  std::uint16_t type = 0;
};

using Notification = std::variant<AssociationChange, PeerAddressChange, RemoteError, SendFailure,
                                  ShutdownByPeer, PartialDeliveryAborted, Other>;

// Error: fewer octets than the kind has.
Result<Notification> read(OctetView octets);

}  // namespace mapsim::link::notification
