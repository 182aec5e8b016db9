// Where a load run takes place: both ends in this process, in real or virtual time, or on a network.
#pragma once

#include <memory>
#include <optional>

#include "scenarios/engine/ended.h"
#include "scenarios/engine/lab/lab_stage.h"
#include "scenarios/engine/lab/plan.h"
#include "scenarios/engine/stage.h"
#include "scenarios/load/real_time.h"
#include "tools/cli/lab_options.h"
#include "tools/load/load_options.h"
#include "tools/load/sampled_file.h"

namespace mapsim::cli {

class LoadGround {
 public:
  // What is given outlives it. `lab` and `plan` are absent or present together. Error: the capture cannot be
  // written, there is no such transport, or the links did not come up (several lines).
  // `ids`: by endpoint, of a run in one process.
  Result<void> open(const scenario::Program& program, const LoadSettings& settings,
                    std::vector<tcap::TransactionIdSpace> ids, const LabSettings* lab,
                    const scenario::lab::Plan* plan, scenario::RunObserver& observer);
  // Error: what of the capture is missing.
  Result<void> close();
  // Of the capture, those that could not be written so far.
  std::uint64_t lost_frames() const { return captured().lost; }
  // With --capture-sample; nullptr without.
  load::SampledCapture* sampled() { return sample_ ? &sample_->capture() : nullptr; }
  std::string sample_account() const { return sample_->account(); }
  // DATA chunks that were sent again so far; nullopt: there is no network.
  std::optional<std::uint64_t> retransmissions() const;

  node::Runtime& runtime();
  std::size_t associations();
  // "smsc - msc", and where it goes.
  std::string name_of(const scenario::Way& way);
  // The capture must know which step a message belongs to.
  void on_received(std::uint64_t tag) {
    if (sample_) return sample_->capture().on_received(tag);
    if (lab_) lab_->on_received(tag);
  }
  std::uint64_t on_held() { return lab_ ? lab_->on_held() : 0; }
  void on_released(std::uint64_t name, std::uint64_t tag) {
    if (lab_) lab_->on_released(name, tag);
  }

 private:
  capture::Recorder::Counters captured() const;
  Result<void> close_links();

  std::unique_ptr<SampledFile> sample_;  // outlives the links
  std::unique_ptr<scenario::Stage> stage_;
  std::optional<load::RealTime> real_;
  std::unique_ptr<scenario::lab::LabStage> lab_;
};

}  // namespace mapsim::cli
