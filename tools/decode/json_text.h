// The pieces of JSON, appended to text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sigtran/core/bytes.h"

namespace mapsim::cli {

// In quotes. Text that is no UTF-8 has U+FFFD where it is not.
void append_json_string(std::string& out, std::string_view text);
void append_json_number(std::string& out, std::int64_t number);
// {"hex":"…"}
void append_json_octets(std::string& out, OctetView octets);

}  // namespace mapsim::cli
