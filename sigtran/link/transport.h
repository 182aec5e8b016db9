// What M3UA needs of SCTP (RFC 4666 1.6.3, RFC 6458), whoever provides it: the in-process link with virtual
// time, userland SCTP or the kernel's. One value an event, no callbacks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sigtran/core/bytes.h"
#include "sigtran/core/diagnostic.h"
#include "sigtran/core/out_buffer.h"
#include "sigtran/core/time.h"

namespace mapsim::link {

// Local name of an association, valid until Lost was delivered for it.
struct AssociationId {
  std::uint32_t value = 0;
  friend auto operator<=>(AssociationId, AssociationId) = default;
};

inline constexpr std::uint16_t kM3uaPort = 2905;
inline constexpr std::uint32_t kM3uaPayloadProtocol = 3;  // RFC 4666 7.1

// An SCTP endpoint's transport addresses: one port, one or more IPv4 or IPv6 addresses as text.
struct EndpointAddress {
  std::vector<std::string> hosts;
  std::uint16_t port = kM3uaPort;
  friend bool operator==(const EndpointAddress&, const EndpointAddress&) = default;
};

// One port, and at least one host in common.
bool same_endpoint(const EndpointAddress& a, const EndpointAddress& b);
// "192.0.2.1:2905", "[2001:db8::1]:2905", "192.0.2.1,192.0.2.2:2905".
std::string to_text(const EndpointAddress& address);

struct SendOptions {
  std::uint16_t stream = 0;  // taken modulo the association's outbound streams
  std::uint32_t payload_protocol = kM3uaPayloadProtocol;
  bool unordered = false;
};

enum class LossReason : std::uint8_t {
  shutdown_by_peer,
  shutdown_complete,  // our own graceful shutdown ended
  aborted_by_peer,
  aborted_locally,
  unreachable,  // set-up or retransmission limit
  refused,      // set-up answered by ABORT
};

// "aborted by the peer", "no answer": for people.
std::string_view to_text(LossReason reason);

// Events -----------------------------------------------------------------------------------------
struct Established {  // COMMUNICATION UP
  AssociationId association;
  EndpointAddress peer;
  std::uint16_t streams_in = 0;
  std::uint16_t streams_out = 0;
  bool incoming = false;  // the peer connected to our listening endpoint
};
struct Restarted {  // the peer lost its state and set the association up again; streams are as new
  AssociationId association;
};
struct Lost {  // COMMUNICATION LOST, SHUTDOWN COMPLETE or a set-up that failed
  AssociationId association;
  LossReason reason = LossReason::aborted_by_peer;
};
struct Received {
  AssociationId association;
  std::uint16_t stream = 0;
  std::uint32_t payload_protocol = 0;
  OctetView data;  // one whole message; valid until the next call on the transport
};
struct SendFailed {  // the association ended before the peer acknowledged this message
  AssociationId association;
  std::uint64_t tag = 0;
  Octets data;
};
struct PeerAddressChanged {
  AssociationId association;
  std::string address;
  bool reachable = false;
};
using Event =
    std::variant<Established, Restarted, Lost, Received, SendFailed, PeerAddressChanged, Diagnostic>;

class Transport {
 public:
  virtual ~Transport() = default;

  // Starts to accept associations. Error: the address cannot be used.
  virtual Result<void> listen(const EndpointAddress& local, Instant now) = 0;
  // Accepts no more associations: a set-up that comes is refused, as is one that has begun.
  virtual void stop_listening(Instant now) = 0;
  // Starts to set an association up; Established or Lost tells the outcome.
  virtual Result<AssociationId> connect(const EndpointAddress& local, const EndpointAddress& peer,
                                        Instant now) = 0;
  // Queues one message. Error: no such association, or its queue is full (the caller may try again later).
  virtual Result<void> send(AssociationId association, OutBuffer message, SendOptions options,
                            Instant now) = 0;
  // Whether the peers have acknowledged every message that was sent. On streams of their own, messages that
  // follow may overtake others until then.
  virtual bool is_drained() = 0;
  // Whether the send queue of an association that is up is at least half full: its peer, or the way to it,
  // takes less than is sent. Whoever goes on will find it full.
  virtual bool is_behind() { return false; }
  // Graceful: what is queued is delivered first. Lost follows.
  virtual void shutdown(AssociationId association, Instant now) = 0;
  virtual void abort(AssociationId association, Instant now) = 0;

  virtual void on_time(Instant now) = 0;
  virtual Instant next_deadline() const = 0;
  virtual std::optional<Event> poll() = 0;
};

}  // namespace mapsim::link
