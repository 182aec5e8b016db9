// The first message of a dialogue that another node opens, as far as all roles handle it alike.
#pragma once

#include "scenarios/world/setting.h"
#include "sigtran/map/operations.h"
#include "sigtran/node/event.h"
#include "sigtran/node/node.h"

namespace mapsim::world {

// Refuses a dialogue of a version that the endpoint does not speak, in the way that it was told, and accepts
// an empty BEGIN (TS 29.002 Annex C). True: the message needs nothing more.
bool handled_at_opening(const Setting& setting, const map::MessageIndication& message, node::Node& node,
                        Instant now);

bool speaks(const Setting& setting, std::uint8_t version);

// The IMSI of the MAP-OPEN's destination reference, for who is named by an LMSI (TS 29.002 23.3.1); nullopt
// where the message has none.
std::optional<Number> destination_reference(const map::MessageIndication& message);

// The first invocation that MAP knows, with its operation; `component` null: there is none.
struct Invoked {
  const tcap::Component* component = nullptr;
  const map::Operation* operation = nullptr;
};
Invoked first_invocation(const map::MessageIndication& message);

// An invocation that none of the role's procedures takes: Reject or facilityNotSupported.
tcap::Component refusal_of(const tcap::Component& invoke, const map::Operation& operation);

// The argument is none: Reject, mistyped parameter (TS 29.002 17.1.2).
tcap::Component mistyped(const tcap::Component& invoke);

// An empty result.
tcap::Component empty_result(const tcap::Component& invoke);
tcap::Component result(const tcap::Component& invoke, OctetView parameter);

}  // namespace mapsim::world
