// What the program's exit status says (docs/scenarios.md).
#pragma once

namespace mapsim::cli {

enum class ExitCode : int {
  ok = 0,           // everything passed
  failed = 1,       // a scenario failed, a capture or message was damaged
  usage = 2,        // the command line, a file that the user wrote, or an output that cannot be written
  environment = 3,  // no link came up, something the machine lacks
};

}  // namespace mapsim::cli
