// Who of a scenario is played here: by --as, --lab and the node file's `here`.
#pragma once

#include <optional>
#include <string>

#include "scenarios/engine/cast.h"
#include "scenarios/engine/lab/site.h"
#include "scenarios/engine/lab/words.h"
#include "scenarios/engine/program.h"

namespace mapsim::scenario::lab {

// Index into Program::endpoints.
std::optional<std::size_t> find_endpoint(const Program& program, const std::string& name);

// Error: a name that the scenario does not have, an endpoint that is real and played here, or nobody to be
// played here.
Result<Cast> decide_cast(const Program& program, const Site& site, const Words& words);

}  // namespace mapsim::scenario::lab
