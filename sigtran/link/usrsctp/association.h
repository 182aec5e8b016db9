// One association of the userland transport and what waits in it.
#pragma once

#include <string>
#include <vector>

#include "sigtran/link/reassembly.h"
#include "sigtran/link/ring.h"
#include "sigtran/link/transport.h"

struct socket;

namespace mapsim::link {

class UsrsctpTransport;

namespace detail {

struct UsrsctpMessage {
  OutBuffer octets;
  SendOptions options;
};

struct UsrsctpAssociation {
  UsrsctpTransport* transport = nullptr;  // the library's upcall names the association only
  AssociationId id;
  struct socket* socket = nullptr;
  std::uint32_t path = 0;
  std::uint16_t local_port = 0;   // on the wire
  std::uint16_t remote_port = 0;  // on the wire
  std::uint16_t own_port = 0;     // in the library; 0: the listener's
  EndpointAddress peer;
  std::uint16_t streams_out = 0;

  bool incoming = false;
  bool established = false;
  bool shutdown_asked = false;
  bool shutdown_started = false;
  bool shutdown_by_peer = false;
  bool aborting = false;
  bool ended = false;       // the library told its end, the reason is read next
  std::uint16_t cause = 0;  // of the ABORT that ended it (RFC 9260 3.3.10); 0: none was given
  bool in_ready = false;    // in UsrsctpTransport::ready_
  bool in_dirty = false;    // in UsrsctpTransport::dirty_

  Ring<UsrsctpMessage> queue;  // not yet given to the library
  std::size_t queued_octets = 0;
  std::uint32_t next_context = 0;   // numbers messages towards the library
  std::vector<std::uint64_t> tags;  // OutBuffer::tag by context, of those that the library can hold
  struct Failed {
    std::uint32_t context = 0;
    Octets data;
  };
  std::vector<Failed> failed;

  Reassembly incoming_message;
};

}  // namespace detail
}  // namespace mapsim::link
