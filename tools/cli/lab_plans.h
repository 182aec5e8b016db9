// Plans for all scenarios of a command line, before anything is played.
#pragma once

#include <optional>
#include <vector>

#include "scenarios/engine/lab/plan.h"
#include "tools/cli/lab_options.h"

namespace mapsim::cli {

// A plan a program, in their order. Of several programs those that have none of the endpoints of --as are left out,
// which output.out says. nullopt: something was wrong, and output.err says what.
std::optional<std::vector<scenario::lab::Plan>> make_plans(std::vector<scenario::Program>& programs,
                                                           const LabSettings& settings, Output& output);

}  // namespace mapsim::cli
