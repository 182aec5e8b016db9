#include "tools/load/sampled_file.h"

#include <chrono>

#include "sigtran/capture/message_tap.h"
#include "sigtran/capture/rotating_recorder.h"

namespace mapsim::cli {

namespace {

Result<std::unique_ptr<capture::Recorder>> open_file(
    const std::filesystem::path& path, const capture::RecorderOptions& options,
    const std::optional<capture::RotationOptions>& rotation) {
  if (!rotation) return capture::open_recorder(path, options);
  auto opened = capture::RotatingRecorder::open(path, options, *rotation);
  if (!opened) return tl::unexpected(opened.error());
  return std::unique_ptr<capture::Recorder>(std::move(*opened));
}

std::string described(const scenario::Program& program, std::uint64_t one_of) {
  std::string text = program.title + "; ";
  if (one_of != 0) text += "1 of " + std::to_string(one_of) + " dialogues, and all that failed; ";
  if (one_of == 0) text += "dialogues that failed; ";
  return text + "a frame for each message, " + std::string(capture::kMadeOfMessages);
}

}  // namespace

Result<std::unique_ptr<SampledFile>> SampledFile::open(const scenario::Program& program,
                                                       const LoadSettings& settings, const LabSettings* lab) {
  std::unique_ptr<SampledFile> sampled(new SampledFile());
  capture::RecorderOptions recorder;
  recorder.comment = described(program, *settings.capture_sample);
  // Virtual time has no date.
  if (lab != nullptr || !settings.fast) recorder.epoch = std::chrono::system_clock::now().time_since_epoch();
  for (const scenario::Endpoint& endpoint : program.endpoints) {
    for (const std::string& host : endpoint.hosts) recorder.names.push_back({host, endpoint.name});
  }
  auto file = open_file(*settings.capture, recorder, lab != nullptr ? lab->rotation : std::nullopt);
  if (!file) return tl::unexpected(file.error());
  sampled->file_ = std::move(*file);
  sampled->comments_ = std::make_unique<scenario::StepComments>(program);
  load::SampleConfig config;
  config.draw = {*settings.capture_sample, settings.seed, settings.schedule.shard};
  config.comments = sampled->comments_.get();
  sampled->capture_ = std::make_unique<load::SampledCapture>(*sampled->file_, config);
  sampled->in_process_.emplace(*sampled->capture_);
  for (const scenario::Endpoint& endpoint : program.endpoints)
    sampled->in_process_->add_node({endpoint.hosts, endpoint.port});
  sampled->network_.emplace(*sampled->capture_);
  return sampled;
}

std::string SampledFile::account() const {
  const auto counters = capture_->counters();
  return std::to_string(counters.drawn) + " dialogues drawn and " + std::to_string(counters.failed) +
         " other failed ones are in the capture, in " + std::to_string(counters.frames) + " frames";
}

Result<void> SampledFile::close() {
  capture_->close();
  if (capture_->error()) {
    (void)file_->close();
    return tl::unexpected(*capture_->error());
  }
  if (auto closed = file_->close(); !closed) return closed;
  const auto counters = capture_->counters();
  if (counters.incomplete == 0) return {};
  return fail(Error{.layer = "capture",
                    .text = "of " + std::to_string(counters.incomplete) +
                            " failed dialogues messages are not in the capture, as more waited than the " +
                            std::to_string(load::SampleConfig().most_octets >> 20U) + " MiB that are kept"});
}

}  // namespace mapsim::cli
