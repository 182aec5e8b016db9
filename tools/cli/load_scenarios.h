// Scenario files from the command line: all of them are read, and everything that is wrong is told, before anything
// is played.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/loader.h"
#include "tools/cli/arguments.h"

namespace mapsim::cli {

// `names`: files, folders, or names of scenarios that come with the program. nullopt: something was wrong, and
// output.err says what. `set`: NAME=VALUE. `endpoints`: what a node file says of them.
std::optional<std::vector<scenario::Program>> load_scenarios(const std::vector<std::string>& names,
                                                             const std::vector<std::string>& set, Output& output,
                                                             std::vector<scenario::YamlMember> endpoints = {});

// The file of a scenario that comes with the program, by its name without extension.
std::optional<std::filesystem::path> find_shipped(const std::string& name);

}  // namespace mapsim::cli
