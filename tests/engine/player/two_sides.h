// Two players in one world, each of which plays one endpoint: what two processes do, in virtual time. Their
// scenarios may differ, as those of two systems do.
#pragma once

#include <algorithm>

#include "tests/engine/player/played.h"

namespace mapsim::scenario::test {

// One node of a world, as the only one of its process.
class OneNode final : public node::Runtime {
 public:
  OneNode(node::World& world, std::size_t index) : world_(world), index_(index) {}
  Instant now() const override { return world_.now(); }
  std::size_t size() const override { return 1; }
  node::Node& node(std::size_t) override { return world_.node(index_); }
  std::optional<node::NodeEvent> next(Instant) override { return std::nullopt; }

 private:
  node::World& world_;
  std::size_t index_;
};

struct Side {
  Kept kept;
  Verdict verdict = Verdict::none;
};

// Endpoint 0 is played by `first`, endpoint 1 by `second`.
inline std::pair<Side, Side> play_two_sides(const std::string& first, const std::string& second,
                                            PlayerOptions options = {}) {
  const Program programs[2] = {program_of(first), program_of(second)};
  auto stage = Stage::create(programs[0], {});
  EXPECT_TRUE(stage) << stage.error().message();
  EXPECT_TRUE((*stage)->open());
  node::World& world = (*stage)->world();
  std::pair<Side, Side> sides;
  OneNode nodes[2] = {OneNode(world, 0), OneNode(world, 1)};
  Player a(programs[0], nodes[0], sides.first.kept, options, Cast({true, false}));
  Player b(programs[1], nodes[1], sides.second.kept, options, Cast({false, true}));
  a.start();
  b.start();
  while (a.running() + b.running() != 0) {
    const auto event = world.next(std::min(a.next_deadline(), b.next_deadline()));
    if (event) (event->node == 0 ? a : b).handle({0, event->event});
    a.on_time();
    b.on_time();
  }
  const Instant settled = world.now() + std::chrono::milliseconds(100);
  while (const auto event = world.next(settled)) (event->node == 0 ? a : b).handle({0, event->event});
  sides.first.verdict = a.verdict();
  sides.second.verdict = b.verdict();
  return sides;
}

}  // namespace mapsim::scenario::test
