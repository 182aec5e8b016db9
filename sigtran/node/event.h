// What a node tells whoever sits above it or watches it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "sigtran/core/diagnostic.h"
#include "sigtran/link/transport.h"
#include "sigtran/m3ua/events.h"
#include "sigtran/map/primitives.h"
#include "sigtran/tcap/primitives.h"

namespace mapsim::node {

enum class Layer : std::uint8_t { link, m3ua, sccp, tcap, map };

// The way to a point code opened or closed: the first or last association over which it can be reached.
struct RouteChanged {
  mtp::PointCode to = 0;
  bool available = false;
};

struct AssociationChanged {
  link::AssociationId association;
  std::size_t peer = 0;  // row of Config::peers
  bool up = false;
  link::LossReason reason = link::LossReason::shutdown_complete;  // when not up
  bool incoming = false;                                          // the peer set it up
  bool restarted = false;        // up: the peer lost its state and set it up again
  std::uint16_t streams_in = 0;  // when up
  std::uint16_t streams_out = 0;
  link::EndpointAddress address = {};  // of the peer, when up and not restarted
};

// RFC 4666 4.3.1: an ASP went up, down, active or inactive towards a peer; `side` says whose ASP.
struct AspChanged {
  std::size_t peer = 0;
  m3ua::Side side = m3ua::Side::local;
  m3ua::AspState state = m3ua::AspState::down;
};

// The peer answered with ERROR, or not at all, to what M3UA asked for.
struct AspRefused {
  std::size_t peer = 0;
  m3ua::MessageType request{};
  std::optional<m3ua::ErrorCode> error;  // absent: T(ack) expired too often
};

// One address of a peer with several became reachable or unreachable.
struct PathChanged {
  std::size_t peer = 0;
  std::string address;
  bool reachable = false;
};

struct LayerDiagnostic {
  Layer layer = Layer::link;
  Diagnostic diagnostic;
};

// TCAP answered a message by itself that belongs to no dialogue of the user's (an unknown transaction id, a
// damaged transaction portion). Node::last_message() is the message that caused it.
struct TcapAnswered {
  tcap::SentIndication sent;
};

// Views in an event are valid until the next call on the node.
using Event = std::variant<map::MessageIndication, map::TimeoutIndication, map::NoticeIndication,
                           map::SentIndication, TcapAnswered, RouteChanged, AssociationChanged, AspChanged,
                           AspRefused, PathChanged, LayerDiagnostic>;

}  // namespace mapsim::node
