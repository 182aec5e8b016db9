// Reassembly of segmented messages (Q.714 4.1.1.3).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

#include "sigtran/core/slab.h"
#include "sigtran/core/timer_queue.h"
#include "sigtran/sccp/message.h"

namespace mapsim::sccp {

struct ReassemblyLimits {
  Duration timer = std::chrono::seconds(15);  // T(reass), 10 s to 20 s (Q.714 annex C)
  std::size_t max_messages = 4096;            // under reassembly at the same time
  std::size_t max_octets = 8U << 20U;         // that all of them together may become
};

class Reassembly {
 public:
  explicit Reassembly(ReassemblyLimits limits) : limits_(limits) {}

  // A message that will not be completed, as it is to be returned: header and data of its first segment (of
  // the segment itself where there was no first).
  struct Failure {
    ReturnCause cause = ReturnCause::error_in_message_transport;
    std::string text;
    bool may_return = true;  // false: the message may still arrive, in another copy
    Header header;
    mtp::RoutingLabel label;
    Octets data;
  };
  struct Complete {
    Octets data;
    std::uint8_t segments = 0;
  };
  // Neither: more segments are awaited. A first segment that comes twice ends the one process (a failure that
  // must not be returned) and starts another.
  struct Outcome {
    std::optional<Failure> failure;
    std::optional<Complete> complete;
  };

  // One segment (its segmentation parameter must be present). A message of a single segment is complete at
  // once.
  Outcome add(const MessageView& segment, OctetView calling, const mtp::RoutingLabel& label, Instant now);

  // One message whose T(reass) has run out.
  std::optional<Failure> on_time(Instant now);
  Instant next_deadline() const { return timers_.next_deadline(); }

  std::size_t messages() const { return processes_.size(); }
  std::size_t octets() const { return octets_; }  // reserved

 private:
  struct Process {
    std::string key;
    Header header;
    mtp::RoutingLabel label;
    Octets data;
    std::size_t first_size = 0;
    std::size_t reserved = 0;
    std::uint8_t remaining = 0;  // segments that are still to come
    std::uint8_t segments = 1;
    TimerId timer;
  };

  Outcome start(std::string key, const MessageView& segment, const mtp::RoutingLabel& label, Instant now);
  Outcome next(SlabHandle handle, const MessageView& segment);
  Failure give_up(SlabHandle handle, std::string text);
  void end(SlabHandle handle);

  ReassemblyLimits limits_;
  Slab<Process> processes_;
  std::unordered_map<std::string, SlabHandle> by_key_;
  TimerQueue<SlabHandle> timers_;
  std::size_t octets_ = 0;
};

}  // namespace mapsim::sccp
