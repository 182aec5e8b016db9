// Sets the stage on a network: nodes for the endpoints that are played here, their transports, links that are
// kept up, and a capture of what is on the wire. Time is real.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "scenarios/engine/lab/lab_capture.h"
#include "scenarios/engine/lab/link_keeper.h"
#include "sigtran/map/kept_indication.h"
#include "sigtran/node/loop.h"

namespace mapsim::scenario::lab {

struct LabOptions {
  std::uint64_t seed = 1;
  std::optional<CaptureOptions> capture;
  // Who watches the messages of a node (capture::MessageTap), by its index in the runtime; outlives the
  // stage.
  std::function<link::Observer*(std::size_t)> messages = {};
  node::Tracer* tracer = nullptr;
  Duration link_wait = std::chrono::seconds(30);  // until every link must be up
  bool await_links = true;                        // open() returns when they are up; otherwise at once
  bool signals = true;                            // SIGINT and SIGTERM ask to stop
  Duration busy_wait{};                           // node::LoopConfig::busy_wait
};

class LabStage final : public node::Runtime {
 public:
  // What is given outlives the stage. Error: no transport of this kind, no way to a peer, or the capture
  // cannot be written.
  static Result<std::unique_ptr<LabStage>> create(const Program& program, const Site& site, const Plan& plan,
                                                  const LabOptions& options, RunObserver& observer);
  ~LabStage() override;
  LabStage(const LabStage&) = delete;
  LabStage& operator=(const LabStage&) = delete;

  // Sets the links up, and waits until all are, or until the stack has answered a peer that has begun
  // already: the player must hear of that at once. Error, several lines: what did not come up, how far it
  // came, and the likely causes; or that a signal came.
  Result<void> open();
  // Takes them down and finishes the capture. Error: what of the capture is missing.
  Result<void> close();

  // Of the capture's frames.
  capture::Recorder::Counters captured() const {
    return capture_ ? capture_->counters() : capture::Recorder::Counters();
  }

  // DATA chunks that were sent again so far, of all associations.
  std::uint64_t retransmissions() const;

  // Who watches the player: hands on what the capture must know.
  void on_received(std::uint64_t tag);
  std::uint64_t on_held();
  void on_released(std::uint64_t name, std::uint64_t tag);

  // SIGINT or SIGTERM, when one came.
  std::optional<int> stop_signal() const { return loop_->stop_signal(); }

  Instant now() const override { return loop_->now(); }
  Instant clock() const override { return loop_->clock(); }
  Duration looked() const override { return loop_->looked(); }
  std::size_t size() const override { return loop_->size(); }
  node::Node& node(std::size_t index) override { return loop_->node(index); }
  // The keeper sees every event first, and has its turn.
  std::optional<node::NodeEvent> next(Instant limit) override;
  bool stopping() const override { return loop_->stopping(); }
  Result<void> arm_fault(std::size_t node, std::uint64_t tag, const link::Fault& fault) override {
    return loop_->arm_fault(node, tag, fault);
  }
  void disarm_faults(std::size_t node) override { loop_->disarm_faults(node); }

 private:
  LabStage(const Program& program, const Site& site, Plan plan, LabOptions options, RunObserver& observer)
      : program_(program),
        site_(site),
        plan_(std::move(plan)),
        options_(std::move(options)),
        observer_(observer) {}
  Result<void> open_capture();
  Result<void> add_nodes();
  Result<void> find_local_hosts(node::Config& config) const;

  std::optional<node::NodeEvent> next_early();

  const Program& program_;
  const Site& site_;
  Plan plan_;
  LabOptions options_;
  RunObserver& observer_;
  std::unique_ptr<LabCapture> capture_;
  std::unique_ptr<node::Loop> loop_;
  std::unique_ptr<LinkKeeper> keeper_;
  std::vector<std::function<std::uint64_t()>> retransmissions_;  // of transports that count their own
  // Messages that came while other links were still coming up; the player gets them first.
  struct Early {
    std::size_t node = 0;
    map::KeptIndication message;
    std::uint64_t name = 0;  // of on_held()
  };
  std::deque<Early> early_;
  std::optional<node::NodeEvent> answered_early_;  // behind these
  bool open_ = false;
  std::optional<Early> shown_;        // what next() showed last
  std::optional<node::Event> event_;  // of that
};

}  // namespace mapsim::scenario::lab
