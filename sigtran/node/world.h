// All endpoints of a run in one process, over the in-process link: time is virtual and jumps to what is due
// next.
#pragma once

#include <memory>
#include <memory_resource>
#include <vector>

#include "sigtran/link/in_process.h"
#include "sigtran/node/runtime.h"

namespace mapsim::node {

struct WorldConfig {
  std::uint64_t seed = 1;
  link::InProcessConfig link;  // its seed is drawn from this one
};

class World final : public Runtime {
 public:
  explicit World(WorldConfig config);

  // The nodes' indices are in the order of adding.
  std::size_t add(Config config);
  // The node that comes first connects, the other listens. `peer`: the other's row in the first one's
  // Config::peers.
  Result<void> link(std::size_t first, std::size_t second, std::size_t peer);
  // Lets time run until every association that was asked for carries traffic. Error: it did not come up by
  // `limit`; the text says how far it came.
  Result<void> bring_up(Duration limit = std::chrono::seconds(30));
  // Takes every association down in order and lets that happen.
  void close();

  link::InProcessNetwork& network() { return network_; }

  Instant now() const override { return now_; }
  std::size_t size() const override { return nodes_.size(); }
  Node& node(std::size_t index) override { return *nodes_[index]; }
  std::optional<NodeEvent> next(Instant limit) override;
  // When something happens by itself next.
  Instant next_deadline() const;

  Result<void> arm_fault(std::size_t node, std::uint64_t tag, const link::Fault& fault) override;
  void disarm_faults(std::size_t node) override;
  Result<void> change_link(std::size_t first, std::size_t second, LinkChange change) override;

 private:

  // Of the messages under way, from the node that makes one to the one that reads it.
  std::pmr::unsynchronized_pool_resource memory_;
  Random random_;
  link::InProcessNetwork network_;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::vector<Config> configs_;
  struct Link {
    std::size_t first = 0;
    std::size_t second = 0;
    std::size_t peer = 0;  // the second one's row in the first one's Config::peers
  };
  std::vector<Link> links_;
  std::size_t turn_ = 0;  // whose turn it is to be polled first
  Instant now_;
};

}  // namespace mapsim::node
