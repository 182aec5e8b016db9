// Expected against received, field by field: every field that a step states, beside what came.
#pragma once

#include "tools/report/record.h"

namespace mapsim::report {

// In the order of the step; what differs without being stated (surplus components) stands at the end.
// Where another message came than was waited for, or none, the first row, "message", says so.
// `tree`: nullptr where nothing came.
std::vector<Comparison> compare(const scenario::StepOutcome& outcome, const Value* tree);

}  // namespace mapsim::report
