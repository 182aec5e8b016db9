// Frames of a capture of which it is not known yet whether they are wanted: those that are chosen are written
// in the order in which they came, once nothing older may still be chosen.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <queue>
#include <vector>

#include "sigtran/capture/frame_header.h"
#include "sigtran/capture/sctp_framer.h"
#include "sigtran/core/slab.h"

namespace mapsim::load {

// One SCTP packet that carries one message.
struct MessageFrame {
  Instant at;
  link::IpAddress from;
  link::IpAddress to;
  OctetView packet;       // from SCTP's common header
  std::uint64_t tag = 0;  // CommentSource
};

class HeldFrames {
 public:
  // Frames come in the order of these.
  using Order = std::uint64_t;
  static constexpr Order kAll = ~Order{0};

  // Both outlive this; `out` was opened for Ethernet. `comments` may be nullptr.
  HeldFrames(capture::Recorder& out, capture::CommentSource* comments) : out_(out), comments_(comments) {}

  SlabHandle add(const MessageFrame& frame);
  Order last() const { return next_ - 1; }
  void set_tag(SlabHandle frame, std::uint64_t tag);
  void drop(SlabHandle frame);
  void choose(SlabHandle frame);
  // Writes what was chosen and came before.
  void write_before(Order order);

  // Of everything that is held, with what keeping it takes.
  std::size_t octets() const { return octets_; }
  std::uint64_t written() const { return written_; }
  // The first that went wrong.
  const std::optional<Error>& error() const { return error_; }

 private:
  struct Held {
    Order order = 0;
    Instant at;
    link::IpAddress from;
    link::IpAddress to;
    Octets packet;
    std::uint64_t tag = 0;
  };
  struct Later {
    bool operator()(const std::pair<Order, SlabHandle>& a, const std::pair<Order, SlabHandle>& b) const {
      return a.first > b.first;
    }
  };
  static std::size_t size_of(const Held& held) { return held.packet.capacity() + sizeof(Held); }
  void write(const Held& held);

  capture::Recorder& out_;
  capture::CommentSource* comments_;
  Slab<Held> held_;
  std::priority_queue<std::pair<Order, SlabHandle>, std::vector<std::pair<Order, SlabHandle>>, Later> chosen_;
  std::map<std::pair<link::IpAddress, link::IpAddress>, capture::FrameHeader> headers_;
  Order next_ = 1;
  std::size_t octets_ = 0;
  std::uint64_t written_ = 0;
  std::optional<Error> error_;
  Octets frame_;  // reused
};

}  // namespace mapsim::load
