#include "tools/cli/scene.h"

#include "tools/cli/automatic.h"

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
  observer_ = &gate_.emplace(observer);
  scenario::lab::LabOptions options = lab_->stage;
  options.seed = options_.seed;
  if (options_.capture) options.capture = {*options_.capture, options_.link_type, lab_->rotation};
  options.tracer = options_.tracer;
  auto stage = scenario::lab::LabStage::create(program_, lab_->site, *plan_, options, *observer_);
  if (!stage) return fail(stage.error());
  lab_stage_ = std::move(*stage);
  auto opened = lab_stage_->open();
  if (!opened) gate_->tell_counts(now());
  return opened;
}

Verdict Scene::play() {
  node::Runtime& runtime = stage_ ? static_cast<node::Runtime&>(stage_->world()) : *lab_stage_;
  if (!automatic_.has_automatic()) return play(runtime);
  const auto cast = plan_ != nullptr ? plan_->cast : scenario::Cast::everyone(program_.endpoints.size());
  world::Automata automata(runtime, world::behaviours_of(automatic_, cast));
  const Verdict verdict = play(automata);
  if (gate_) gate_->tell_counts(runtime.now());
  for (const auto& behaviour : automata.behaviours()) {
    if (behaviour != nullptr) on_note(runtime.now(), behaviour->name(), books_line(*behaviour));
  }
  return verdict;
}

Verdict Scene::play(node::Runtime& runtime) {
  if (lab_ == nullptr) {
    scenario::PlayerOptions simulated;
    simulated.seed = options_.seed;
    return Player(program_, runtime, *this, simulated).play();
  }
  scenario::PlayerOptions player = lab_->player;
  player.seed = options_.seed;
  return Player(program_, runtime, *this, player, plan_->cast).play(lab_->times);
}

Result<void> Scene::close() {
  if (stage_) return stage_->close();
  auto closed = lab_stage_->close();
  gate_->tell_counts(now());
  return closed;
}

Instant Scene::now() const {
  return stage_ ? stage_->world().now() : lab_stage_->now();
}

void Scene::on_received(std::uint64_t tag) {
  observer_->on_received(tag);
  if (lab_stage_) lab_stage_->on_received(tag);
}

}  // namespace mapsim::cli
