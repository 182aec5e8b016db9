// From a frame's first octet to what the link layer carries.
#pragma once

#include "sigtran/capture/recorder.h"

namespace mapsim::capture {

enum class Carried : std::uint8_t { ip, sctp, m3ua, m2pa, mtp3, sccp, other };

struct LinkPayload {
  Carried carried = Carried::other;
  std::size_t offset = 0;  // in the frame
};

// Error: the frame is too short for its link type, or nothing is known of the type. `other` is no error: a
// frame of another protocol.
Result<LinkPayload> strip_link(LinkType type, OctetView frame);

// What the frames of a link type are. Differs for 12 only: raw IP by that name's first meaning, OpenBSD's
// loopback where the frame begins with an address family.
LinkType link_type_by_content(LinkType type, OctetView frame);

}  // namespace mapsim::capture
