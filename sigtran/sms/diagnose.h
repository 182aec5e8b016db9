// What is odd in a TPDU that could be decoded: reserved codes, contents that a receiver is to ignore or to
// correct.
#pragma once

#include <vector>

#include "sigtran/core/diagnostic.h"
#include "sigtran/sms/tpdu.h"

namespace mapsim::sms {

// In the order of the fields; nothing for a TPDU as it should be. Offsets, where given, count from the start
// of TP-UD.
std::vector<Diagnostic> diagnose(const Tpdu& tpdu);

}  // namespace mapsim::sms
