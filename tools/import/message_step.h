// The keys of a scenario's step that say what one message brings.
#pragma once

#include <string>

#include "tools/decode/capture_reading.h"

namespace mapsim::cli {

// begin, continue, end, abort or refuse.
std::string step_message(const DecodedMessage& decoded);

// application-context, components, reason, long-message …: everything but dialogue and addresses. `sccp` and
// `tcap` are there where the stack would fill them otherwise.
Value step_keys(const DecodedMessage& decoded);

// A TPDU without the members that are what an encoder fills in by itself.
Value short_tpdu(const Value& tpdu);

}  // namespace mapsim::cli
