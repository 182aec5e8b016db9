// From the steps of the file to those of a program: loops written out, references checked, dialogues
// numbered.
#pragma once

#include "scenarios/engine/program.h"
#include "scenarios/engine/step_reader.h"

namespace mapsim::scenario {

// Fills steps and dialogues. `program` has its endpoints and vars already. More than kMaxSteps steps are a
// mistake, as is a step whose message the state of its dialogue does not allow.
void unroll(const std::vector<SourceStep>& source, Program& program, Mistakes& mistakes);

}  // namespace mapsim::scenario
