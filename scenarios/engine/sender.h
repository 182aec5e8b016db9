// Who sent a message, by what its receiver sees of it: the originating point code, which is that of a gateway
// where one translates titles (Q.714 2.4.5), and the calling party address.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scenarios/engine/program.h"
#include "sigtran/sccp/primitives.h"

namespace mapsim::scenario {

// The endpoint that has this point code; the first of several.
std::optional<std::uint16_t> endpoint_with(const Program& program, mtp::PointCode pc);

// Whether the step's message may have been sent by the endpoint that it names. No: it came from the point
// code of another endpoint; or from one that is nobody's, and its calling address is another one than the
// endpoint's. Where the step itself states the calling address, that is for the comparison.
bool may_be_of_its_sender(const Program& program, const MessageStep& step, const sccp::Transit& transit);

// "point code 205, +15550100009", "hlr (point code 301, +15550100003)".
std::string sender_text(const Program& program, const sccp::Transit& transit);

// "smsc (point code 101, +15550100001)"
std::string identity_text(const Endpoint& endpoint);

}  // namespace mapsim::scenario
