// Which way a message goes that may be too long for one SCCP UDT (TS 29.002 Annex C).
#pragma once

#include <cstddef>

#include "sigtran/map/primitives.h"

namespace mapsim::map {

// Annex C for the argument of an operation in this context: an empty BEGIN (C.2.1) is recommended for
// forwardSM of version 2 and for mo- and mt-ForwardSM; it is not applicable in version 1, which has no
// dialogue portion to save, and not provided for elsewhere. Segmenting the invoke itself is not allowed.
bool empty_begin_recommended(ApplicationContext context);

// The form for a BEGIN with its services, by the exact size of its message against what a UDT between its
// addresses carries (`udt_capacity`, see sccp/capacity.h):
// - `begin` where it fits;
// - `empty_begin` where that is recommended and the services then fit the CONTINUE;
// - `segments` otherwise: XUDT is risky, but the only way left (C.1).
// Never `automatic`. `tid_octets`, 1 to 4, is the length of our transaction ids; the peer's are taken to
// have 4.
LongMessage choose_form(const Request& begin, std::size_t tid_octets, std::size_t udt_capacity);

}  // namespace mapsim::map
