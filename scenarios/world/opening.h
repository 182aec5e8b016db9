// The first message of a dialogue that another node opens, as far as all roles handle it alike.
#pragma once

#include "scenarios/world/replies.h"
#include "scenarios/world/setting.h"
#include "sigtran/map/operations.h"
#include "sigtran/node/event.h"
#include "sigtran/node/node.h"

namespace mapsim::world {

bool speaks(const Setting& setting, std::uint8_t version);

// The IMSI of the MAP-OPEN's destination reference, for who is named by an LMSI (TS 29.002 23.3.1); nullopt
// where the message has none.
std::optional<Number> destination_reference(const map::MessageIndication& message);

// An invocation with its operation.
struct Invoked {
  const tcap::Component* component = nullptr;
  const map::Operation* operation = nullptr;
};

// What a role has to answer. nullopt: nothing; the message was handled at the opening, has ended the
// dialogue, or invokes nothing, and then the dialogue is ended here.
std::optional<Invoked> to_be_answered(const Setting& setting, const map::MessageIndication& message,
                                      Replies& replies, node::Node& node, Instant now);

// Ends the dialogue for an invocation that none of the role's procedures takes: Reject or
// facilityNotSupported.
void refuse_operation(const map::MessageIndication& message, const Invoked& invoked, Replies& replies,
                      node::Node& node, Instant now);

// The argument is none: Reject, mistyped parameter (TS 29.002 17.1.2).
tcap::Component mistyped(const tcap::Component& invoke);

// An empty result.
tcap::Component empty_result(const tcap::Component& invoke);
tcap::Component result(const tcap::Component& invoke, OctetView parameter);

}  // namespace mapsim::world
