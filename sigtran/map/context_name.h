// Application context names, 0.4.0.0.1.0.code.version (TS 29.002 17.3), as they stand in AARQ and AARE.
#pragma once

#include <optional>

#include "sigtran/map/primitives.h"

namespace mapsim::map {

// Contents octets of the OBJECT IDENTIFIER. Codes and versions up to 127 have one octet each, larger ones
// two.
tcap::Oid context_name(ApplicationContext context);

// Nullopt where the octets are no MAP application context name with code and version of at most 255.
std::optional<ApplicationContext> parse_context_name(OctetView contents);

}  // namespace mapsim::map
