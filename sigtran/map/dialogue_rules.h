// What the parts of a dialogue mean to MAP: tables and small decisions of TS 29.002 7.3, 15 and 16 that need
// no state.
#pragma once

#include <optional>
#include <span>

#include "sigtran/map/primitives.h"
#include "sigtran/map/user_information.h"

namespace mapsim::map {

// TS 29.002 table 16.1/1. `initiating`: BEGIN was sent with an application context name and not answered yet.
DialogueEvent p_abort_event(std::optional<tcap::PAbortCause> cause, bool initiating);

// The meaning of a TC-U-ABORT indication (TS 29.002 7.5.1 notes 2 and 3; GSM 09.02 12.1.3, 12.4).
struct UserAbortReading {
  DialogueEvent event;
  std::optional<Error> fault;  // in the user information
};
UserAbortReading u_abort_event(const tcap::DialoguePortion& portion, ApplicationContext context,
                               bool initiating);

// The context that a refusal names: the highest supported version of what was asked for (TS 29.002 7.3.1),
// where that is version 1 under the name that version 1 has (21 instead of 25). Nullopt where none is
// supported.
std::optional<ApplicationContext> alternative_for(ApplicationContext requested,
                                                  std::span<const ApplicationContext> supported);

// What to try after a refusal (TS 29.002 5.2.2.1): the alternative that the peer named if it is older than
// the refused context; version 1 where the peer probably knows nothing else; otherwise the version below.
// Nullopt where there is none, or where the reason is none of the context.
std::optional<ApplicationContext> fallback(ApplicationContext refused, const Refused& refusal);

// The next lower version that exists: 25.3, 25.2, 21.1.
std::optional<ApplicationContext> version_below(ApplicationContext context);

// LMSI as destination and IMSI as destination reference go together (TS 29.002 7.3.1 table 7.3/2, 23.3.1).
// `argument` is that of a forwardSM or mt-ForwardSM. The error tells what is missing, if anything.
std::optional<Error> check_destination_reference(const std::optional<OpenInfo>& open, OctetView argument);

}  // namespace mapsim::map
