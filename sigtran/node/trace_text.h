// Messages as one line for --log, made by the codecs' own trees.
#pragma once

#include <string>

#include "sigtran/core/bytes.h"
#include "sigtran/m3ua/events.h"
#include "sigtran/map/primitives.h"
#include "sigtran/tcap/primitives.h"

namespace mapsim::node {

std::string describe_m3ua(OctetView message);
std::string describe_sccp(OctetView message);
std::string describe_tcap(OctetView message);
std::string describe(const tcap::Request& request);
std::string describe(const map::MessageIndication& message);

Error failure_text(const m3ua::ProcedureFailed& failed, const std::string& peer);
Error failure_text(const m3ua::ErrorReceived& error, const std::string& peer);

}  // namespace mapsim::node
