// Nodes of this process in real time: CLOCK_MONOTONIC, read once a turn, and epoll over what their transports
// have open.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sigtran/link/pollable.h"
#include "sigtran/link/transport.h"
#include "sigtran/node/runtime.h"
#include "sigtran/node/stop_signals.h"

namespace mapsim::node {

// Who has something to do at the turns of a loop, with a descriptor of its own (Loop::watch).
class Turns {
 public:
  virtual ~Turns() = default;
  virtual void on_turn_begin() = 0;  // something may have come
  virtual void on_turn_end() = 0;    // every event was taken; the loop is about to wait
};

struct LoopConfig {
  std::uint64_t seed = 1;
  bool signals = true;  // SIGINT and SIGTERM ask to stop (StopSignals)
  // Before the loop sleeps it looks for so long whether something comes: waking a processor takes tens of
  // microseconds. 0 s: it sleeps at once.
  Duration busy_wait{};
};

class Loop final : public Runtime {
 public:
  // Error: the system has no descriptor left.
  static Result<std::unique_ptr<Loop>> create(LoopConfig config);
  ~Loop() override;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // The nodes' indices are in the order of adding. A transport that is link::Pollable wakes the loop; another
  // one is asked when its deadlines say so. Error: its descriptor, if it has one already, cannot be waited
  // for.
  Result<std::size_t> add(Config config, std::unique_ptr<link::Transport> transport);
  // Outlives the loop, or is set to nullptr before.
  void set_turns(Turns* turns) { turns_ = turns; }
  // A turn begins when this is readable, too. Error: it cannot be waited for.
  Result<void> watch(int fd);

  // As Runtime says, with one more reason to return without an event: stop_signal() has come, and was not
  // told before. Instants in the past look at the sockets once and do not wait.
  std::optional<NodeEvent> next(Instant limit) override;
  // SIGINT or SIGTERM, when one came.
  std::optional<int> stop_signal() const { return stop_signal_; }
  bool stopping() const override { return stop_signal_.has_value(); }

  // As Runtime says. Messages cannot be held back here (delay, reorder).
  Result<void> arm_fault(std::size_t node, std::uint64_t tag, const link::Fault& fault) override;
  void disarm_faults(std::size_t node) override { nodes_[node].node->set_fault(std::nullopt); }

  // Takes every association down in order (ASP inactive, ASP down, SCTP shutdown) and lets that happen.
  // What was sent and not acknowledged comes first, so that nothing overtakes it. An SGP waits a second for
  // the ASPs to leave first. False: at `limit` some were still there.
  bool close(Duration limit = std::chrono::seconds(5));

  Instant now() const override { return now_; }
  Instant clock() const override { return read_clock(); }
  Duration looked() const override { return looked_; }
  std::size_t size() const override { return nodes_.size(); }
  Node& node(std::size_t index) override { return *nodes_[index].node; }

 private:
  struct Place {
    link::Transport* transport = nullptr;       // the node owns it
    const link::Pollable* unwatched = nullptr;  // it, until it has a descriptor that is watched
    std::unique_ptr<Node> node;
  };
  Loop(LoopConfig config, int epoll, std::optional<StopSignals> signals);
  std::optional<NodeEvent> poll_nodes();
  // Whether a signal may have come.
  bool wait(Instant until);
  // As wait(), and never sleeps; nullopt: nothing came for as long as LoopConfig::busy_wait says.
  std::optional<bool> look(Instant until, int signal);
  void start_turn(bool look_for_signals);
  Instant read_clock() const;

  Random random_;
  Duration busy_wait_;
  Duration looked_{};
  int epoll_;
  std::optional<StopSignals> signals_;
  std::optional<int> stop_signal_;
  bool stop_told_ = false;
  std::vector<Place> nodes_;
  Turns* turns_ = nullptr;
  unsigned turns_without_wait_ = 0;
  std::size_t turn_ = 0;    // whose turn it is to be polled first
  std::int64_t start_ = 0;  // of the run, on CLOCK_MONOTONIC, in nanoseconds
  Instant now_;
};

}  // namespace mapsim::node
