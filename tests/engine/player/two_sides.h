// Two players in one world, each of which plays some endpoints: what two processes do, in virtual time. Their
// scenarios may differ, as those of two systems do.
#pragma once

#include <algorithm>

#include "tests/engine/player/played.h"

namespace mapsim::scenario::test {

// Nodes of a world, as the only ones of their process.
class SomeNodes final : public node::Runtime {
 public:
  SomeNodes(node::World& world, const Cast& cast) : world_(world), cast_(cast) {}
  Instant now() const override { return world_.now(); }
  std::size_t size() const override { return cast_.nodes(); }
  node::Node& node(std::size_t index) override { return world_.node(cast_.endpoint_of(index)); }
  std::optional<node::NodeEvent> next(Instant) override { return std::nullopt; }

 private:
  node::World& world_;
  Cast cast_;
};

struct Side {
  Kept kept;
  Verdict verdict = Verdict::none;
};

// Endpoint 0 is played by `first`, the others by `second`.
inline std::pair<Side, Side> play_two_sides(const std::string& first, const std::string& second,
                                            PlayerOptions options = {}) {
  const Program programs[2] = {program_of(first), program_of(second)};
  auto stage = Stage::create(programs[0], {});
  EXPECT_TRUE(stage) << stage.error().message();
  EXPECT_TRUE((*stage)->open());
  node::World& world = (*stage)->world();
  std::pair<Side, Side> sides;
  std::vector<bool> one(programs[0].endpoints.size(), false);
  one.front() = true;
  std::vector<bool> others = one;
  others.flip();
  const Cast casts[2] = {Cast(one), Cast(others)};
  SomeNodes nodes[2] = {SomeNodes(world, casts[0]), SomeNodes(world, casts[1])};
  Player a(programs[0], nodes[0], sides.first.kept, options, casts[0]);
  Player b(programs[1], nodes[1], sides.second.kept, options, casts[1]);
  const auto give = [&](const node::NodeEvent& event) {
    if (event.node == 0) return a.handle(event);
    b.handle({event.node - 1, event.event});
  };
  a.start();
  b.start();
  while (a.running() + b.running() != 0) {
    const auto event = world.next(std::min(a.next_deadline(), b.next_deadline()));
    if (event) give(*event);
    a.on_time();
    b.on_time();
  }
  const Instant settled = world.now() + std::chrono::milliseconds(100);
  while (const auto event = world.next(settled)) give(*event);
  sides.first.verdict = a.verdict();
  sides.second.verdict = b.verdict();
  return sides;
}

}  // namespace mapsim::scenario::test
