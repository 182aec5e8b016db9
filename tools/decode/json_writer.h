// Values as JSON in one line, written directly: what captures are shown as, message by message.
#pragma once

#include <string>

#include "sigtran/core/value.h"

namespace mapsim::cli {

// Appends what to_json(value).dump() gives. Text that is no UTF-8 (comments of a capture may be anything) has
// U+FFFD where it is not.
void append_json(std::string& out, const Value& value);

}  // namespace mapsim::cli
