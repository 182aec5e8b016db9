// What a node tells whoever sits above it or watches it.
#pragma once

#include <cstdint>
#include <variant>

#include "sigtran/core/diagnostic.h"
#include "sigtran/link/transport.h"
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
  bool up = false;
  link::LossReason reason = link::LossReason::shutdown_complete;  // when not up
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
using Event =
    std::variant<map::MessageIndication, map::TimeoutIndication, map::NoticeIndication, map::SentIndication,
                 TcapAnswered, RouteChanged, AssociationChanged, LayerDiagnostic>;

}  // namespace mapsim::node
