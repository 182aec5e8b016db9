// The nodes of this process and their clock, whichever transport is below: virtual time in one process, or
// real time and sockets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "sigtran/core/result.h"
#include "sigtran/core/time.h"
#include "sigtran/link/fault.h"
#include "sigtran/node/event.h"
#include "sigtran/node/node.h"

namespace mapsim::node {

struct NodeEvent {
  std::size_t node = 0;
  const Event* event = nullptr;  // valid until the next event is asked for
};

// A change of the association between two nodes, on purpose.
enum class LinkChange : std::uint8_t {
  down,     // the path between them is cut
  up,       // it is mended; an association that was lost is set up again
  restart,  // the first one loses its state and sets the association up again (RFC 9260 5.2)
  abort,    // the first one aborts it (RFC 9260 9.1)
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
  // Whether a node's peers take less than is sent to them (link::Transport::is_behind()).
  virtual bool is_behind();
  // How long it has looked so far for what did not come yet, where it looks instead of sleeping: time that
  // the processor was taken for and would have been free.
  virtual Duration looked() const { return Duration::zero(); }
  // Something here has opened a dialogue by itself, and waits for what comes of it.
  virtual bool is_busy() const { return false; }

  // Faults on purpose, where the link below can be told. Errors say why not.
  // The next message that this node sends with this OutBuffer::tag is hit, until the faults are taken back.
  virtual Result<void> arm_fault(std::size_t node, std::uint64_t tag, const link::Fault& fault);
  virtual void disarm_faults(std::size_t node);
  // Begins the change; events tell when it has happened.
  virtual Result<void> change_link(std::size_t first, std::size_t second, LinkChange change);
};

}  // namespace mapsim::node
