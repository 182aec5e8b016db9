#include "tools/load/load_ground.h"

namespace mapsim::cli {

Result<void> LoadGround::open(const scenario::Program& program, const LoadSettings& settings,
                              std::vector<tcap::TransactionIdSpace> ids, const LabSettings* lab,
                              const scenario::lab::Plan* plan, scenario::RunObserver& observer) {
  if (settings.capture_sample) {
    auto sample = SampledFile::open(program, settings, lab);
    if (!sample) return tl::unexpected(sample.error());
    sample_ = std::move(*sample);
  }
  const bool whole = settings.capture && !settings.capture_sample;
  if (lab == nullptr) {
    scenario::StageOptions options;
    options.seed = settings.seed;
    if (whole) options.capture = settings.capture;
    if (sample_) options.observer = sample_->in_process();
    options.ids = std::move(ids);
    auto stage = scenario::Stage::create(program, options);
    if (!stage) return tl::unexpected(stage.error());
    stage_ = std::move(*stage);
    if (auto up = stage_->open(); !up || settings.fast) return up;
    auto real = load::RealTime::create(stage_->world(), settings.catch_signals);
    if (!real) return tl::unexpected(real.error());
    real_.emplace(std::move(*real));
    return {};
  }
  scenario::lab::LabOptions options = lab->stage;
  options.seed = settings.seed;
  options.signals = settings.catch_signals;
  if (sample_) options.messages = [this](std::size_t node) { return sample_->tap(node); };
  if (whole) options.capture = {*settings.capture, capture::LinkType::ethernet, lab->rotation};
  auto stage = scenario::lab::LabStage::create(program, lab->site, *plan, options, observer);
  if (!stage) return tl::unexpected(stage.error());
  lab_ = std::move(*stage);
  return lab_->open();
}

capture::Recorder::Counters LoadGround::captured() const {
  if (sample_) return sample_->counters();
  return stage_ ? stage_->captured() : lab_ ? lab_->captured() : capture::Recorder::Counters();
}

Result<void> LoadGround::close_links() {
  auto closed = stage_ ? stage_->close() : lab_->close();
  if (!sample_) return closed;
  auto written = sample_->close();
  return closed ? std::move(written) : std::move(closed);
}

Result<void> LoadGround::close() {
  auto closed = close_links();
  if (closed) return closed;
  const auto frames = captured();
  Error error = closed.error();
  if (frames.lost != 0) {
    error.text += "; " + std::to_string(frames.lost) + " of " + std::to_string(frames.lost + frames.written) +
                  " frames are lost";
  }
  return tl::unexpected(std::move(error));
}

std::optional<std::uint64_t> LoadGround::retransmissions() const {
  return lab_ ? std::optional(lab_->retransmissions()) : std::nullopt;
}

node::Runtime& LoadGround::runtime() {
  if (lab_) return *lab_;
  if (real_) return *real_;
  return stage_->world();
}

std::string LoadGround::name_of(const scenario::Way& way) {
  if (!way.is_known()) return "none";
  const node::Config& config = runtime().node(way.node).config();
  return config.name + " - " + config.m3ua.peers[way.peer].name + " " +
         link::to_text(config.peers[way.peer].remote);
}

std::size_t LoadGround::associations() {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < runtime().size(); ++i) sum += runtime().node(i).associations();
  return sum;
}

}  // namespace mapsim::cli
