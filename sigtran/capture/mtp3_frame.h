// Between M3UA DATA and the frames of the link types MTP3 and SCCP.
#pragma once

#include <optional>

#include "sigtran/core/bytes.h"
#include "sigtran/core/mtp.h"

namespace mapsim::capture {

struct UserPart {
  mtp::RoutingLabel label;
  OctetView data;  // what follows the routing label
};

// The Protocol Data of an M3UA DATA message (RFC 4666 3.3.1); nullopt for every other message.
std::optional<UserPart> protocol_data(OctetView m3ua);

// Service information octet and ITU routing label (Q.704 2.2, 14.2): 5 octets, then the data. False where the
// label does not fit it: point codes above 14 bits or an SLS above 4.
bool put_mtp3(Octets& out, const UserPart& part);

// The reverse. Error: fewer than 5 octets.
Result<UserPart> read_mtp3(OctetView mtp3);

}  // namespace mapsim::capture
