// An engine at the other end of a socket.
#pragma once

#include "tools/load/engine.h"

namespace mapsim::cli {

// Opens an engine, says that it is ready, waits for kGo and plays. What it tells are lines of JSON: {"note"},
// {"ready"}, {"tick"}, and at last {"result"} or {"lacks"}. Commands are single characters; the end of the
// socket stops it.
inline constexpr char kGo = 'g';
void play_at(int socket, const std::vector<Material>& material, const LoadSettings& settings,
             const LabSettings* lab);

}  // namespace mapsim::cli
