// The automatic endpoints of a run, between the runtime and whoever plays scenarios on it: they get the
// events of their nodes after he has seen them, and time passes for them too.
#pragma once

#include <memory>
#include <vector>

#include "scenarios/world/behaviour.h"
#include "sigtran/node/runtime.h"

namespace mapsim::world {

class Automata final : public node::Runtime {
 public:
  // By node of the runtime, which outlives this; null where the node is none of these.
  Automata(node::Runtime& runtime, std::vector<std::unique_ptr<Behaviour>> behaviours)
      : runtime_(runtime), behaviours_(std::move(behaviours)) {}

  // What is known of a file's subscribers is replaced, from now on (Behaviour::reload). By node; null: stays.
  void reload(const std::vector<std::shared_ptr<const SubscriberTable>>& tables);
  const std::vector<std::unique_ptr<Behaviour>>& behaviours() const { return behaviours_; }

  Instant now() const override { return runtime_.now(); }
  Instant clock() const override { return runtime_.clock(); }
  std::size_t size() const override { return runtime_.size(); }
  node::Node& node(std::size_t index) override { return runtime_.node(index); }
  // Every event of every node, those of automatic endpoints included: they do about it what they do when the
  // next one is asked for.
  std::optional<node::NodeEvent> next(Instant limit) override;
  bool stopping() const override { return runtime_.stopping(); }
  bool is_busy() const override;
  Result<void> arm_fault(std::size_t node, std::uint64_t tag, const link::Fault& fault) override {
    return runtime_.arm_fault(node, tag, fault);
  }
  void disarm_faults(std::size_t node) override { runtime_.disarm_faults(node); }
  Result<void> change_link(std::size_t first, std::size_t second, node::LinkChange change) override {
    return runtime_.change_link(first, second, change);
  }

 private:
  void take_last();
  void on_time();
  Instant next_deadline() const;

  node::Runtime& runtime_;
  std::vector<std::unique_ptr<Behaviour>> behaviours_;
  std::optional<node::NodeEvent> last_;
  bool started_ = false;
};

}  // namespace mapsim::world
