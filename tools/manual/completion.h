// Completion of commands, options and their values for shells, made from the definitions.
#pragma once

#include <span>
#include <string>

#include "tools/cli/arguments.h"

namespace mapsim::cli::manual {

// For share/bash-completion/completions/mapsim; needs no function of another file.
std::string bash_completion(std::span<const Command> commands);

// For share/zsh/site-functions/_mapsim.
std::string zsh_completion(std::span<const Command> commands);

}  // namespace mapsim::cli::manual
