// The nodes of one process over the in-process link in real time: what is due in virtual time happens when
// the clock shows it.
#pragma once

#include <optional>

#include "sigtran/node/stop_signals.h"
#include "sigtran/node/world.h"

namespace mapsim::load {

class RealTime final : public node::Runtime {
 public:
  // Real time begins at the world's. `catch_signals`: SIGINT and SIGTERM ask to stop. Error: the system has no
  // descriptor left.
  static Result<RealTime> create(node::World& world, bool catch_signals = true);

  // Of what happens now: behind the clock when this processor is too slow.
  Instant now() const override { return world_->now(); }
  Instant clock() const override;
  std::size_t size() const override { return world_->size(); }
  node::Node& node(std::size_t index) override { return world_->node(index); }
  std::optional<node::NodeEvent> next(Instant limit) override;
  bool stopping() const override { return stopped_; }

 private:
  RealTime(node::World& world, std::optional<node::StopSignals> signals);
  bool take_signal() { return signals_ && signals_->take(); }
  void wait_until(Instant until);

  node::World* world_;
  std::optional<node::StopSignals> signals_;
  std::int64_t start_;  // of virtual time, on CLOCK_MONOTONIC
  unsigned looks_ = 0;
  bool stopped_ = false;
};

}  // namespace mapsim::load
