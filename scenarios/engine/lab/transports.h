// The transports of this build, and whether this machine has what they need.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/lab/site.h"
#include "sigtran/capture/message_tap.h"
#include "sigtran/link/observer.h"
#include "sigtran/link/transport.h"

namespace mapsim::scenario::lab {

std::string_view to_text(TransportKind kind);

// What a node needs of its transport.
struct TransportNeeds {
  std::vector<std::string> accepted;   // addresses of peers; empty: all
  link::Observer* observer = nullptr;  // told of every packet, where the transport has packets
};

// What a transport counts: packets; of the kernel, who keeps its packets to itself, messages but those that
// were told as not delivered.
struct Traffic {
  std::uint64_t in = 0;
  std::uint64_t out = 0;
};

struct MadeTransport {
  std::unique_ptr<link::Transport> transport;
  std::function<Traffic()> traffic;  // so far; while the transport lives
  capture::WireFacts facts = {};     // of a transport that keeps its packets to itself
  std::function<std::uint64_t()> retransmissions =
      {};  // as below, of one that counts its own; while it lives
};

// Error: not part of this build, or the machine cannot do it; and what to do then.
Result<MadeTransport> make_transport(TransportKind kind, const Site& site, const TransportNeeds& needs);

// DATA chunks that the transports of this process have sent again; nullopt: each counts its own.
std::optional<std::uint64_t> retransmissions(TransportKind kind);

// The address of ours from which the system would send to `remote`. Error: there is no way to it.
Result<std::string> local_address_towards(const std::string& remote);

}  // namespace mapsim::scenario::lab
