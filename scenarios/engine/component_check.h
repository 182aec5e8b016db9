// One component of a step, checked before it is played.
#pragma once

#include "scenarios/engine/scope.h"
#include "sigtran/map/primitives.h"

namespace mapsim::scenario {

// As a decoder would write it; what cannot be known before it is played is absent.
Value check_component(const Template& component, map::ApplicationContext context, const Scope& scope,
                      Mistakes& mistakes);

}  // namespace mapsim::scenario
