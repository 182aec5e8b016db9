// Sets the stage for a program: a node for each endpoint, associations where steps need them, and a capture
// of all that passes.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/program.h"
#include "scenarios/engine/step_comments.h"
#include "sigtran/capture/recorder.h"
#include "sigtran/capture/sctp_framer.h"
#include "sigtran/node/world.h"

namespace mapsim::scenario {

struct StageOptions {
  std::uint64_t seed = 1;
  std::optional<std::filesystem::path> capture;  // .pcapng or .pcap
  capture::LinkType link_type = capture::LinkType::ethernet;
  link::Observer* observer = nullptr;  // of the network, in place of the capture; outlives the stage
  node::Tracer* tracer = nullptr;
  // The transaction ids of each endpoint, where they are not all that there are.
  std::vector<tcap::TransactionIdSpace> ids = {};
};

class Stage {
 public:
  // Error: the capture cannot be written.
  static Result<std::unique_ptr<Stage>> create(const Program& program, const StageOptions& options);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  // Sets the associations up. Error: which did not come up, and how far it came.
  Result<void> open();
  // Takes them down and finishes the capture. Error: what of the capture could not be written.
  Result<void> close();

  // Of the capture's frames.
  capture::Recorder::Counters captured() const {
    return recorder_ ? recorder_->counters() : capture::Recorder::Counters();
  }

  node::World& world() { return *world_; }

 private:
  Stage() = default;

  std::unique_ptr<capture::Recorder> recorder_;
  std::unique_ptr<StepComments> comments_;
  std::unique_ptr<capture::SctpFramer> framer_;
  std::unique_ptr<node::World> world_;
};

}  // namespace mapsim::scenario
