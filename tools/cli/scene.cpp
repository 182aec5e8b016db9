#include "tools/cli/scene.h"

namespace mapsim::cli {

using scenario::Player;
using scenario::Verdict;

Result<void> Scene::open(scenario::RunObserver& observer) {
  observer_ = &observer;
  if (lab_ == nullptr) {
    auto stage = scenario::Stage::create(program_, options_);
    if (!stage) return fail(stage.error());
    stage_ = std::move(*stage);
    return stage_->open();
  }
  scenario::lab::LabOptions options = lab_->stage;
  options.seed = options_.seed;
  if (options_.capture) options.capture = {*options_.capture, options_.link_type, lab_->rotation};
  options.tracer = options_.tracer;
  auto stage = scenario::lab::LabStage::create(program_, lab_->site, *plan_, options, observer);
  if (!stage) return fail(stage.error());
  lab_stage_ = std::move(*stage);
  return lab_stage_->open();
}

Verdict Scene::play() {
  if (lab_ == nullptr) {
    scenario::PlayerOptions simulated;
    simulated.seed = options_.seed;
    return Player(program_, stage_->world(), *this, simulated).play();
  }
  scenario::PlayerOptions player = lab_->player;
  player.seed = options_.seed;
  return Player(program_, *lab_stage_, *this, player, plan_->cast).play(lab_->times);
}

Result<void> Scene::close() { return stage_ ? stage_->close() : lab_stage_->close(); }

Instant Scene::now() const { return stage_ ? stage_->world().now() : lab_stage_->now(); }

void Scene::on_received(std::uint64_t tag) {
  observer_->on_received(tag);
  if (lab_stage_) lab_stage_->on_received(tag);
}

}  // namespace mapsim::cli
