// How a BEGIN travels whose invocation may not fit one SCCP UDT (TS 29.002 Annex C): with the invocation, empty with
// the invocation in a CONTINUE after the dialogue was accepted, or in segments.
#pragma once

#include <cstddef>

#include "sigtran/map/primitives.h"

namespace mapsim::map {

// Octets of the TCAP message that this BEGIN becomes, exactly: it is encoded. `tid_octets`: 1..4.
// Error: what cannot be encoded (a dialogue PDU).
Result<std::size_t> begin_size(const Request& request, std::uint8_t tid_octets);

// The form of a BEGIN whose form is left open. `udt_capacity`: octets of user data that one UDT carries between its
// addresses (sccp::udt_capacity). A BEGIN that fits goes with its services. One that does not goes empty, which Annex
// C recommends over segments; version 1 has no dialogue portion to open a dialogue with, so there segments remain.
LongMessage choose_form(const Request& request, std::uint8_t tid_octets, std::size_t udt_capacity);

}  // namespace mapsim::map
