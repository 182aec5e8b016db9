// --explain: what would be played here, over which associations, and what each step would do, in words.
#pragma once

#include <string>

#include "scenarios/engine/lab/plan.h"

namespace mapsim::scenario::lab {

// Several lines. Nothing is opened or sent.
std::string explain(const Program& program, const Site& site, const Plan& plan);

}  // namespace mapsim::scenario::lab
