// What a version may not use although the type that it shares has it: the notes NU, OA and OP of ETS 300
// 599 17.7.6, and TS 29.002 17.7.6 for version 3.
#pragma once

#include "sigtran/map/codec.h"

namespace mapsim::map {

// One entry for each rule broken by an argument or result of a dialogue of this version.
Remarks check_version_rules(const Parameter& parameter, int version);

}  // namespace mapsim::map
