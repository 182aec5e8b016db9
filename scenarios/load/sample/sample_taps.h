// Where a sampled capture gets its messages from: links of one process, which tell chunks, and transports of
// a network, whose messages are told by capture::MessageTap. SCTP frames may carry several messages; here
// each has a frame of its own, whose tags and TSNs are made up.
#pragma once

#include <memory>
#include <vector>

#include "scenarios/load/sample/sampled_capture.h"
#include "sigtran/link/observer.h"

namespace mapsim::load {

// Of an in-process network.
class InProcessTap final : public link::Observer {
 public:
  explicit InProcessTap(SampledCapture& to) : to_(to) {}
  // In the order of the runtime's nodes.
  void add_node(const link::EndpointAddress& local) { nodes_.push_back(local); }
  void on_chunk(Instant at, const link::Flow& flow, const link::Chunk& chunk) override;

 private:
  // One direction of an association.
  struct Path {
    link::EndpointAddress sender;
    std::optional<std::size_t> from;
    std::optional<std::size_t> to;
    std::optional<link::IpAddress> from_host;
    std::optional<link::IpAddress> to_host;
    Octets message;  // of fragments
  };
  Path& path_of(const link::Flow& flow);
  std::optional<std::size_t> node_at(const link::EndpointAddress& address) const;

  SampledCapture& to_;
  std::vector<link::EndpointAddress> nodes_;
  std::vector<std::vector<Path>> paths_;  // by association number, then at most two
  Octets packet_;                         // reused
};

// Of the nodes of a network.
class NetworkTaps {
 public:
  explicit NetworkTaps(SampledCapture& to);
  ~NetworkTaps();
  NetworkTaps(const NetworkTaps&) = delete;
  NetworkTaps& operator=(const NetworkTaps&) = delete;
  // Of the node with this index; lives as long as this.
  link::Observer* tap(std::size_t node);

 private:
  class Tap;
  SampledCapture& to_;
  std::vector<std::unique_ptr<Tap>> taps_;  // addresses stay
  // Where nodes of this process send from: what comes from there was seen when it left.
  std::vector<std::pair<link::IpAddress, std::uint16_t>> here_;
};

}  // namespace mapsim::load
