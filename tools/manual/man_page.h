// mapsim(1), made from the definitions of commands and options.
#pragma once

#include <span>
#include <string>

#include "tools/cli/arguments.h"

namespace mapsim::cli::manual {

// The source for man(7), UTF-8.
std::string man_page(std::span<const Command> commands);

}  // namespace mapsim::cli::manual
