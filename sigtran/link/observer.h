// Who watches a link as a tap on the wire would (the capture does). The in-process link, which has no
// packets, tells chunks at the instant at which they leave the sender; links with packets of their own tell
// those. Times never decrease.
#pragma once

#include <cstdint>
#include <string_view>

#include "sigtran/core/bytes.h"
#include "sigtran/core/time.h"
#include "sigtran/link/ip_address.h"
#include "sigtran/link/transport.h"

namespace mapsim::link {

// One direction of one association of the link.
struct Flow {
  EndpointAddress from;
  EndpointAddress to;
  std::uint32_t association = 0;  // the same for both directions, unique in a run
};

enum class ChunkKind : std::uint8_t {
  init,
  init_ack,
  cookie_echo,
  cookie_ack,
  data,
  sack,
  heartbeat,
  heartbeat_ack,
  shutdown,
  shutdown_ack,
  shutdown_complete,
  abort,
};

struct Chunk {
  ChunkKind kind = ChunkKind::data;
  // data:
  std::uint16_t stream = 0;
  std::uint16_t stream_sequence = 0;
  bool unordered = false;
  std::uint32_t payload_protocol = 0;
  OctetView payload = {};
  // A message above the path MTU travels in several chunks with successive TSNs (RFC 9260 6.9).
  bool first_fragment = true;
  bool last_fragment = true;
  // data: its TSN; sack and shutdown: the cumulative TSN ack; init, init_ack: the sender's first TSN.
  // Absolute values as on the wire. heartbeat, heartbeat_ack: `payload` is the sender's information.
  std::uint32_t tsn = 0;
  // init, init_ack: the sender's verification tag, and the streams that it offers.
  std::uint32_t initiate_tag = 0;
  std::uint16_t streams_out = 0;
  std::uint16_t streams_in = 0;
  std::uint32_t verification_tag = 0;  // in the common header of the packet
  std::uint64_t tag = 0;               // OutBuffer::tag of a data chunk
  bool lost = false;                   // a fault: it left the sender but will not arrive
  // abort: the verification tag is the one that the peer sent with, not the one it expects (the T bit).
  bool reflected_tag = false;
  // The next chunk that is told travels in the same packet (same flow, same instant).
  bool bundled_with_next = false;
};

// One SCTP packet (RFC 9260 3) as it was on the wire, checksum and all.
struct WirePacket {
  IpAddress from;
  IpAddress to;
  // Of the UDP datagram around it (RFC 6951); 0: SCTP stands directly over IP.
  std::uint16_t udp_from = 0;
  std::uint16_t udp_to = 0;
  bool outgoing = false;
  OctetView octets = {};  // from the common header
  OctetView frame = {};   // with everything before it, where it was captured so
  bool sound = false;  // who tells it has found its length and its checksum right; false: nobody has looked
};

// One direction between two endpoints, as its packets show it.
struct WireFlow {
  IpAddress from;
  IpAddress to;
  std::uint16_t udp_from = 0;  // as in WirePacket
  std::uint16_t udp_to = 0;
  std::uint16_t from_port = 0;  // SCTP's
  std::uint16_t to_port = 0;
  friend auto operator<=>(const WireFlow&, const WireFlow&) = default;
};

// A user message of a link that has packets.
struct WireMessage {
  WireFlow flow;
  bool outgoing = false;
  std::uint16_t stream = 0;
  bool unordered = false;
  std::uint64_t tag = 0;  // outgoing: OutBuffer::tag
  std::uint32_t tsn = 0;  // incoming: of the chunk that it begins with
  std::size_t size = 0;   // octets
};

class Observer {
 public:
  virtual ~Observer() = default;
  virtual void on_chunk(Instant at, const Flow& flow, const Chunk& chunk) = 0;
  // From links that have packets, at the instant at which one is handed to the network or comes from it.
  virtual void on_packet(Instant /*at*/, const WirePacket& /*packet*/) {}
  // From the same links, so that a watcher knows which message a DATA chunk carries. Outgoing: SCTP has taken
  // it, which is told in the order of each stream, within the turn in which its first packet may have been
  // told already. Incoming: the user gets it now, and it was the last before what the user does next.
  virtual void on_message(Instant /*at*/, const WireMessage& /*message*/) {}
};

}  // namespace mapsim::link
