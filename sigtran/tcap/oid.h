// OBJECT IDENTIFIERs as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sigtran/tcap/primitives.h"

namespace mapsim::tcap {

// "0.4.0.0.1.0.25.3"; nullopt where the octets are no OBJECT IDENTIFIER in its shortest form (X.690 8.19) or
// an arc exceeds 32 bits.
std::optional<std::string> oid_text(const Oid& oid);

// Error: not at least two arcs of decimal digits, arcs out of range, or more than 32 octets.
Result<Oid> oid_from_text(std::string_view text);

}  // namespace mapsim::tcap
