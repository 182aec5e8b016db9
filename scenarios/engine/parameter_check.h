// Every mistake in the value of one parameter, found by encoding it again and again without what was wrong.
#pragma once

#include <functional>
#include <optional>

#include "scenarios/engine/scope.h"

namespace mapsim::scenario {

using EncodeParameter = std::function<Result<Octets>(const Value*)>;

// The parameter's octets; nullopt where there was a mistake, or where a matcher or a captured value stands
// for a part of it. `t` nullptr: the step states none.
std::optional<Octets> check_parameter(const Template* t, const Scope& scope, const EncodeParameter& encode,
                                      Mark where, Mistakes& mistakes);

}  // namespace mapsim::scenario
