// Shows the dialogues of a capture in the look of `mapsim run`, or as JSON.
#pragma once

#include <ostream>

#include "tools/cli/terminal.h"
#include "tools/decode/capture_reading.h"
#include "tools/flow/gatherer.h"

namespace mapsim::cli {

// "open at the end of the capture", "its transaction id was used again without an END", …; empty for END and
// ABORT.
std::string end_text(DialogueEnd end);

// `first` is the time that the seconds count from.
void show_chart(const FlowDialogue& dialogue, std::optional<std::chrono::nanoseconds> first,
                const Terminal& terminal, std::ostream& out);

// {dialogue, application-context, version, …, messages: [{frame, time, from, to, message, text}]}
Value flow_value(const FlowDialogue& dialogue);

}  // namespace mapsim::cli
