// A received message in a line: the operation and the fields that matter.
#pragma once

#include <string>

#include "sigtran/core/value.h"

namespace mapsim::scenario {

// "mt-ForwardSM  imsi 001010000000001  more  \"Hello\"". Text from messages is not escaped here.
std::string summary(const Value& received_tree);

}  // namespace mapsim::scenario
