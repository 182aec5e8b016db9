// Whether a message is one of RFC 4666 and carries the parameters that its row allows.
#pragma once

#include <optional>

#include "sigtran/m3ua/fault.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/m3ua/tables.h"

namespace mapsim::m3ua {

// nullopt where the message is sound. Error codes: unsupported message class, unsupported message type,
// missing parameter, unexpected parameter (one of RFC 4666 that this message does not have, or has once),
// invalid parameter value. Tags unknown to RFC 4666 and an INFO String where none is foreseen are tolerated.
std::optional<Fault> check(const Message& message);

// The same against a given row (tests flip rows).
std::optional<Fault> check(const Message& message, const MessageRow& row);

}  // namespace mapsim::m3ua
