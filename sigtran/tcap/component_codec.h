// Components (Q.773 3.1, 4.2.2) to and from octets.
#pragma once

#include <cstddef>
#include <optional>

#include "sigtran/core/ber.h"
#include "sigtran/tcap/primitives.h"

namespace mapsim::tcap {

// A component that cannot be understood (Q.772 3.7.1, Q.774 3.2.2.2).
struct ComponentFault {
  GeneralProblem problem = GeneralProblem::badly_structured_component;
  std::optional<ComponentType> type;  // where the tag is one of Q.773
  std::optional<InvokeId> invoke_id;  // where it could be read; it goes into the Reject
  Error error;
  OctetView octets;  // from the component's first octet to the end of the portion
};

// Reads the component at the cursor, which walks `portion`, the contents of the component portion.
// unrecognizedComponent: no such type. mistypedComponent: elements missing, too many or out of range.
// badlyStructuredComponent: not BER.
std::optional<ComponentFault> read_component(ber::Cursor& cursor, OctetView portion,
                                             std::size_t portion_offset, Component& out);

// One component that stands alone. Error: as above, or octets that follow it.
Result<Component> decode_component(OctetView octets);

// Prepends the component. What is absent is left out: an Invoke without invoke id is written without one. A
// Reject without invoke id has the NULL that says "not derivable".
void encode_component(const Component& component, OutBuffer& out);

}  // namespace mapsim::tcap
