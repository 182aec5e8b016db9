// Which rows of a node lead where.
#pragma once

#include "scenarios/engine/lab/plan_rows.h"

namespace mapsim::scenario::lab {

// To the endpoints that steps send to, and to what the node file says lies behind gateways. Fills
// PlannedLink::leads_to.
void plan_routes(const Program& program, const Reaches& reaches_of, PlannedNode& node);

}  // namespace mapsim::scenario::lab
