// --capture-sample: the capture of some of the dialogues of a load run, of both kinds of ground.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "scenarios/engine/step_comments.h"
#include "scenarios/load/sample/sample_taps.h"
#include "scenarios/load/sample/sampled_capture.h"
#include "tools/cli/lab_options.h"
#include "tools/load/load_options.h"

namespace mapsim::cli {

class SampledFile {
 public:
  // `program` outlives it. `lab`: absent where both ends are in this process. Error: the file cannot be
  // written.
  static Result<std::unique_ptr<SampledFile>> open(const scenario::Program& program,
                                                   const LoadSettings& settings, const LabSettings* lab);

  load::SampledCapture& capture() { return *capture_; }
  const load::SampledCapture& capture() const { return *capture_; }
  // Of a network in this process; its nodes are the endpoints of the program.
  link::Observer* in_process() { return &*in_process_; }
  // Of a node of a runtime with sockets.
  link::Observer* tap(std::size_t node) { return network_->tap(node); }

  capture::Recorder::Counters counters() const { return file_->counters(); }
  // "150 dialogues drawn and 12 failed ones are in the capture"
  std::string account() const;
  // Error: what of the file could not be written, or which messages of failed dialogues it lacks.
  Result<void> close();

 private:
  SampledFile() = default;

  std::unique_ptr<capture::Recorder> file_;
  std::unique_ptr<scenario::StepComments> comments_;
  std::unique_ptr<load::SampledCapture> capture_;
  std::optional<load::InProcessTap> in_process_;
  std::optional<load::NetworkTaps> network_;
};

}  // namespace mapsim::cli
