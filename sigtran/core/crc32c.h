// CRC32c, the checksum of SCTP (RFC 9260 appendix A).
#pragma once

#include <cstdint>

#include "sigtran/core/bytes.h"

namespace mapsim {

// Of "123456789": 0xE3069283. SCTP writes it least significant octet first.
std::uint32_t crc32c(OctetView octets);

// Over an SCTP packet, as if its checksum field (octets 8 to 11) were 0; in the octets' order, so that a
// packet is right when this equals what stands there read big-endian. The packet has at least 12 octets.
std::uint32_t sctp_checksum(OctetView packet);

namespace detail {
// Continues a CRC; the first begins with 0xFFFFFFFF and the last is complemented. Without the processor's
// help.
std::uint32_t crc32c_by_tables(std::uint32_t crc, OctetView octets);
}  // namespace detail

}  // namespace mapsim
