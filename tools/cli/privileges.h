// Capabilities (capabilities(7)) of this process.
#pragma once

#include "sigtran/core/result.h"

namespace mapsim::cli {

// What still has to be opened.
enum class Ahead {
  nothing,
  raw_sockets,  // another scenario, whose sockets may need CAP_NET_RAW
};

// Gives up every capability that is not needed any more, for good, and the way to new ones. Root keeps
// CAP_DAC_OVERRIDE, as reports and captures may go into other people's folders. Error: the system refused.
Result<void> drop_privileges(Ahead ahead);

}  // namespace mapsim::cli
