// What summary() says of a component's argument or parameter, from the decoded structure: captures have many,
// and their trees cost more than all else. `out` gets what summary() of argument_tree(), result_tree() and
// error_tree() with the same arguments would; each part two spaces behind what is there.
#pragma once

#include <cstdint>
#include <string>

#include "sigtran/map/codec.h"

namespace mapsim::scenario {

void append_argument_summary(std::string& out, const map::Operation* operation, OctetView octets,
                             map::Remarks* remarks = nullptr);
void append_result_summary(std::string& out, const map::Operation* operation, OctetView octets,
                           map::Remarks* remarks = nullptr);
void append_error_summary(std::string& out, std::int32_t code, const map::Operation* operation,
                          map::ApplicationContext context, OctetView octets, map::Remarks* remarks = nullptr);

}  // namespace mapsim::scenario
