// Where one scenario is played: in this process and virtual time, or on a network.
#pragma once

#include <memory>
#include <optional>

#include "scenarios/engine/lab/plan.h"
#include "scenarios/engine/stage.h"
#include "scenarios/world/prepare.h"
#include "tools/cli/lab_options.h"
#include "tools/cli/note_gate.h"

namespace mapsim::cli {

class Scene final : private scenario::RunObserver {
 public:
  // What is given outlives the scene. `lab` and `plan` are absent or present together.
  Scene(const scenario::Program& program, const scenario::StageOptions& options, const world::Prepared& automatic,
        const LabSettings* lab, const scenario::lab::Plan* plan)
      : program_(program), options_(options), automatic_(automatic), lab_(lab), plan_(plan) {}

  // Error: the capture cannot be written, there is no such transport, or the links did not come up (several lines).
  Result<void> open(scenario::RunObserver& observer);
  // Plays the scenario, as often as it shall be.
  scenario::Verdict play();
  // Error: what of the capture is missing.
  Result<void> close();

  Instant now() const;
  bool is_simulated() const { return lab_ == nullptr; }
  // A signal came: nothing more shall be played.
  bool stopped() const { return lab_stage_ != nullptr && lab_stage_->stop_signal().has_value(); }

 private:
  // Hands what the player tells on, and to the capture what it must know.
  void on_step(const scenario::StepOutcome& outcome) override { observer_->on_step(outcome); }
  void on_note(Instant at, std::string_view endpoint, std::string_view text) override {
    observer_->on_note(at, endpoint, text);
  }
  void on_beside(const scenario::Beside& beside) override { observer_->on_beside(beside); }
  void on_received(std::uint64_t tag) override;
  std::uint64_t on_held() override { return lab_stage_ ? lab_stage_->on_held() : 0; }
  void on_released(std::uint64_t name, std::uint64_t tag) override {
    if (lab_stage_) lab_stage_->on_released(name, tag);
  }
  bool wants_trees() const override { return observer_->wants_trees(); }

  scenario::Verdict play(node::Runtime& runtime);

  const scenario::Program& program_;
  const scenario::StageOptions& options_;
  const world::Prepared& automatic_;
  const LabSettings* lab_;
  const scenario::lab::Plan* plan_;
  std::optional<NoteGate> gate_;  // on a network
  scenario::RunObserver* observer_ = nullptr;
  std::unique_ptr<scenario::Stage> stage_;
  std::unique_ptr<scenario::lab::LabStage> lab_stage_;
};

}  // namespace mapsim::cli
