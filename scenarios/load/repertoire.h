// The scenarios that a run plays over the nodes of one runtime: one, or a mix of several, each with a weight.
#pragma once

#include <cstdint>
#include <vector>

#include "scenarios/engine/player.h"
#include "scenarios/engine/weighted_draw.h"
#include "scenarios/load/meter.h"
#include "scenarios/load/rows.h"
#include "scenarios/load/shard.h"
#include "sigtran/core/random.h"

namespace mapsim::load {

// One of them. What it names outlives the repertoire.
struct Piece {
  scenario::Player* player = nullptr;  // its number is that of the piece
  Meter* meter = nullptr;              // watches the player
  RowDealer* rows = nullptr;           // may be absent
  std::uint32_t weight = 1;
  bool waits_for_call = false;  // one of its instances waits for whoever calls, and is not open

  std::uint64_t open() const { return player->running() - (waits_for_call ? 1 : 0); }
};

class Repertoire {
 public:
  // Numbers of players are eight bits.
  static constexpr std::size_t kMost = 256;

  // `seed`: of the order in which scenarios are drawn. All shards draw the same, and each plays its share.
  explicit Repertoire(node::Runtime& runtime, std::uint64_t seed = 1, Shard shard = {});
  void add(const Piece& piece);

  // Whose dialogue begins next, drawn by the weights. The order is that of `mapsim run --mix` with this seed.
  Piece& draw();

  // What Player does, for whoever of them it is.
  void handle(const node::NodeEvent& event);
  void on_time();
  Instant next_deadline() const;
  void stop();
  std::size_t running() const;
  // Those that run without those that wait for a call.
  std::uint64_t open() const;

  std::vector<Piece>& pieces() { return pieces_; }
  const std::vector<Piece>& pieces() const { return pieces_; }
  // Sums over all scenarios.
  Books books() const;
  Histogram latency() const;
  Histogram interval() const;
  void clear_interval();

 private:
  scenario::Player* claimant(std::size_t node, const map::MessageIndication& begin);
  scenario::Player* owner(std::size_t node, map::DialogueId dialogue);
  scenario::Player* first_at(std::size_t node);

  node::Runtime& runtime_;
  Random random_;
  Shard shard_;
  std::vector<Piece> pieces_;
  scenario::WeightedDraw weights_;
  bool drew_ = false;
};

}  // namespace mapsim::load
