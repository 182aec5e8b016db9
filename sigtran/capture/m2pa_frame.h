// M2PA (RFC 4165): the MTP3 message in a User Data message, so that captures of such links can be read.
#pragma once

#include <optional>

#include "sigtran/core/bytes.h"
#include "sigtran/core/result.h"

namespace mapsim::capture {

inline constexpr std::uint32_t kM2paPayloadProtocol = 5;
inline constexpr std::uint16_t kM2paPort = 3565;

// From the service information octet on; nullopt for Link Status and for User Data that only acknowledges.
// Error: what is no M2PA message (version, class, type, lengths), with its offset.
Result<std::optional<OctetView>> mtp3_of_m2pa(OctetView m2pa);

}  // namespace mapsim::capture
