// Damages of cell.h, done to the octets of one layer. Those of other layers change nothing.
#pragma once

#include "sigtran/core/bytes.h"
#include "tools/corpus/cell.h"

namespace mapsim::corpus {

void damage_tcap(Damage damage, Octets& message);
void damage_sccp(Damage damage, Octets& message);
void damage_m3ua(Damage damage, Octets& message);

}  // namespace mapsim::corpus
