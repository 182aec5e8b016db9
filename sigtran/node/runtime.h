// The nodes of this process and their clock, whichever transport is below: virtual time in one process, or
// real time and sockets.
#pragma once

#include <cstddef>
#include <optional>

#include "sigtran/core/time.h"
#include "sigtran/node/event.h"
#include "sigtran/node/node.h"

namespace mapsim::node {

struct NodeEvent {
  std::size_t node = 0;
  const Event* event = nullptr;  // valid until the next event is asked for
};

class Runtime {
 public:
  virtual ~Runtime() = default;
  virtual Instant now() const = 0;
  // The clock itself, for who measures: later than now() where what happened since has taken real time.
  virtual Instant clock() const { return now(); }
  virtual std::size_t size() const = 0;
  virtual Node& node(std::size_t index) = 0;
  // The next event of any node, at `limit` at the latest: time passes until there is one. nullopt: none came,
  // and now it is `limit`. With virtual time and limit == Instant::never(): nothing will ever happen.
  virtual std::optional<NodeEvent> next(Instant limit) = 0;
  // Whoever runs this was asked to stop: next() returned without an event for that reason.
  virtual bool stopping() const { return false; }
};

}  // namespace mapsim::node
