// Keeps the associations of a plan up: sets them up, again with growing pauses when they are lost, and
// remembers how far each came, so that a first connection explains itself.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenarios/engine/lab/likely_causes.h"
#include "scenarios/engine/lab/plan.h"
#include "scenarios/engine/run_observer.h"
#include "sigtran/node/runtime.h"

namespace mapsim::scenario::lab {

class LinkKeeper {
 public:
  // All outlive the keeper. What happens to a link is told by RunObserver::on_note.
  LinkKeeper(const Plan& plan, const Site& site, node::Runtime& runtime, RunObserver& observer);

  // Error: an address at which we cannot listen, or from which we cannot call.
  Result<void> start();
  void on_event(const node::NodeEvent& event);
  void on_time(Instant now);
  Instant next_deadline() const;
  // No more attempts. Tells which associations were lost in the run.
  void stop();

  // Every destination that steps send to can be reached.
  bool complete() const;
  // What is missing, how far each link came and when, and why it is likely to be so; several lines.
  std::string failure(Instant now) const;

  struct Counters {
    std::uint64_t set_up = 0;    // associations that came up
    std::uint64_t lost = 0;      // that ended other than by our shutdown
    std::uint64_t attempts = 0;  // to set one up
  };
  const Counters& counters() const { return counters_; }

 private:
  struct State {
    std::size_t node = 0;
    std::size_t row = 0;
    LinkStage stage = LinkStage::nothing;
    LinkStage furthest = LinkStage::nothing;
    std::vector<std::pair<LinkStage, Instant>> reached;  // of the last association
    Instant next_attempt = Instant::never();
    Instant give_up = Instant::never();  // the attempt that is going on
    bool given_up = false;
    Duration pause{};
    std::size_t attempts = 0;
    LinkFacts facts;
    std::uint64_t lost = 0;  // as in Counters
    bool told_first_message = false;
  };
  State* find(std::size_t node, std::size_t row);
  const PlannedLink& planned(const State& s) const { return plan_.nodes[s.node].links[s.row]; }
  bool reachable(const State& s) const;
  void reach(State& s, LinkStage stage, const std::string& text);
  void on_association(State& s, const node::AssociationChanged& changed);
  void on_asp(State& s, const node::AspChanged& changed);
  void look_at_routes();
  Result<void> connect(State& s);
  void note(const State& s, const std::string& text);

  const Plan& plan_;
  const Site& site_;
  node::Runtime& runtime_;
  RunObserver& observer_;
  std::vector<State> links_;
  Counters counters_;
  bool stopped_ = false;
};

}  // namespace mapsim::scenario::lab
