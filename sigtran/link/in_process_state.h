// What the in-process network keeps: associations with both their ends, and packets on their way.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sigtran/core/out_buffer.h"
#include "sigtran/core/time.h"
#include "sigtran/core/timer_queue.h"
#include "sigtran/link/fault.h"
#include "sigtran/link/observer.h"
#include "sigtran/link/ring.h"
#include "sigtran/link/transport.h"

namespace mapsim::link {
class InProcessTransport;
}

namespace mapsim::link::detail {

// RFC 9260 4, seen from one end. A listening end is `closed` until COOKIE ECHO.
enum class SideState : std::uint8_t {
  closed,
  cookie_wait,
  cookie_echoed,
  established,
  shutdown_pending,
  shutdown_sent,
  shutdown_received,
  shutdown_ack_sent,
};

constexpr bool takes_data(SideState s) {
  return s == SideState::established || s == SideState::shutdown_pending || s == SideState::shutdown_sent;
}

struct Side {
  InProcessTransport* transport = nullptr;  // nullptr: none yet, or destroyed
  AssociationId id;
  SideState state = SideState::closed;
  std::uint32_t tag = 0;       // the verification tag that it expects
  std::uint32_t peer_tag = 0;  // the one that it sends with
  std::uint32_t first_tsn = 0;
  // Offered in an INIT ACK and taken over with the COOKIE ECHO; answered_tag is the INIT's.
  std::uint32_t offered_tag = 0;
  std::uint32_t offered_tsn = 0;
  std::uint32_t answered_tag = 0;
  int init_attempts = 0;
  TimerId init_timer;
  bool restarting = false;  // tell Restarted, not Established
  bool asked_shutdown = false;
  bool sent_abort = false;
};

// A message between send() and its departure.
struct Outgoing {
  OutBuffer message;
  std::uint16_t stream = 0;
  std::uint32_t payload_protocol = 0;
  bool unordered = false;
  bool lost = false;
};

// What one end has sent to the other.
struct Direction {
  std::uint32_t next_tsn = 0;
  std::vector<std::uint16_t> stream_sequences;  // by stream; its size is the number of streams
  std::size_t unpolled = 0;                     // accepted by send(), not yet polled by the peer's user
  std::size_t undelivered = 0;                  // accepted by send(), not yet arrived
  std::uint32_t arrived_tsn = 0;                // highest TSN that has arrived
  int unacknowledged = 0;                       // DATA packets that arrived since the last SACK
  Instant sack_due;                             // with unacknowledged > 0
  TimerId sack_timer;
  Instant last_arrival;  // packets of one direction never overtake one another
  FaultRates rates;
  std::vector<Outgoing> reordered;  // wait for the next message
  std::vector<SendFailed> failed;   // told when the association ends
};

enum class PacketKind : std::uint8_t {
  none,  // taken away
  init,
  init_ack,
  cookie_echo,
  cookie_ack,
  data,
  acknowledged,  // the SACK that a shutdown waits for
  shutdown,
  shutdown_ack,
  shutdown_complete,
  abort,
  refusal,            // ABORT that answers INIT
  delayed_departure,  // not under way yet: a fault holds it
  reorder_timeout,
};

struct Packet {
  Instant at;
  std::uint64_t sequence = 0;
  std::uint32_t slot = 0;
  std::uint32_t number = 0;    // of the association, since slots are reused
  std::uint32_t last_tsn = 0;  // data: of its last chunk; shutdown: the cumulative TSN ack
  std::uint16_t stream_sequence = 0;
  std::uint8_t from = 0;
  PacketKind kind = PacketKind::none;
  std::optional<Outgoing> data;
};

// By time, then in the order of push. Packets mostly come in that order: they go through a ring, the others
// through a heap.
class PacketQueue {
 public:
  void push(Packet packet);
  Instant next() const;
  Packet pop();
  template <class F>
  void for_each(F&& f) {
    for (std::size_t i = 0; i < in_order_.size(); ++i) f(in_order_[i]);
    for (Packet& p : heap_) f(p);
  }

 private:
  bool heap_first() const;
  Ring<Packet> in_order_;
  std::vector<Packet> heap_;
  std::uint64_t next_sequence_ = 0;
};

struct Association {
  std::uint32_t slot = 0;
  std::uint32_t number = 0;
  Flow flows[2];  // flows[i].from is the address of side i
  Side sides[2];
  Direction directions[2];               // directions[i] is what side i sends
  std::uint32_t ready_tags[2] = {0, 0};  // those for which the directions were set up
  bool cut = false;
  TimerId path_timer;
  std::vector<Packet> waiting;    // sent into a cut path
  std::size_t fragment_size = 0;  // octets of a message in one DATA chunk
};

// What waits for a transport's user.
struct InboxItem {
  std::optional<Event> event;  // absent: a message
  std::optional<OutBuffer> message;
  AssociationId association;
  std::uint16_t stream = 0;
  std::uint32_t payload_protocol = 0;
};

}  // namespace mapsim::link::detail
