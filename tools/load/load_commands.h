// The subcommands of load runs.
#pragma once

#include "tools/cli/arguments.h"

namespace mapsim::cli {

extern const Command kLoad;
extern const Command kMerge;

}  // namespace mapsim::cli
