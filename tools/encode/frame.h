// A message of a layer as a frame of a capture.
#pragma once

#include <string_view>

#include "sigtran/core/bytes.h"

namespace mapsim::cli {

// As Wireshark exports it: the name of the dissector, then the message (link type 252). Error: no dissector
// takes messages of that layer alone.
Result<Octets> exported_pdu(std::string_view layer, OctetView octets);

}  // namespace mapsim::cli
