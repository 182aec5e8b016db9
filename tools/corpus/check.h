// What was meant, held against what a decoder finds.
#pragma once

#include <vector>

#include "tools/corpus/encode.h"
#include "tools/known/message.h"

namespace mapsim::corpus {

// Gives the fields that were stated the values that were stated, and says so. `decoded` has a message for
// each of `sent`. Error: a value that was stated and is not found, or is another one. Of messages that are
// wrong on purpose only what is found is taken over.
Result<void> state(const std::vector<Sent>& sent, std::vector<known::Message>& decoded);

}  // namespace mapsim::corpus
