// What the messages of a dialogue mean where they do not say it themselves.
#pragma once

#include "tools/decode/dialogue_tracker.h"

namespace mapsim::cli {

// Where the capture has no context: the newest that has the message's operations. What was guessed of a
// dialogue holds for the rest of it.
std::optional<map::ApplicationContext> guess_context(const tcap::Message& message,
                                                     const std::optional<Followed>& followed);

// The code of the operation that a component is of: its own, or that of the invocation it answers. -1: not
// known.
std::int32_t operation_code_of(const tcap::Component& c, const std::optional<Followed>& followed);

}  // namespace mapsim::cli
