// The options of commands that play scenarios on a network.
#pragma once

#include <optional>

#include "scenarios/engine/lab/lab_stage.h"
#include "scenarios/engine/player.h"
#include "tools/cli/arguments.h"

namespace mapsim::cli {

// What the command does on a network: play scenarios to their ends, where nothing is said in this process and
// virtual time; or keep endpoints running, which needs a network.
enum class LabUse { play, serve };
void declare_lab(boost::program_options::options_description& options, LabUse use = LabUse::play);

struct LabSettings {
  scenario::lab::TransportKind transport = scenario::lab::TransportKind::usrsctp;
  scenario::lab::Site site;
  scenario::lab::Words words;
  scenario::lab::LabOptions stage;
  std::optional<capture::RotationOptions> rotation;
  scenario::PlayerOptions player;
  std::size_t times = 1;  // or scenario::kForever
  bool explain = false;
};

// nullopt in the result: --transport sim. Error: an option that is wrong, or goes with a network only. Mistakes of the
// node file are told on output.err, with their places, and the error only counts them.
Result<std::optional<LabSettings>> read_lab(const Options& options, Output& output);

}  // namespace mapsim::cli
