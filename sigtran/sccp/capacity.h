// How many octets of user data a message can carry for given addresses: what decides between UDT, XUDT and
// segments (Q.714 4.1.1.2), and in MAP between a BEGIN with its invoke and an empty one.
#pragma once

#include <cstddef>

#include "sigtran/sccp/address.h"

namespace mapsim::sccp {

// Octets of the signalling information field of an MSU, the routing label's 4 included (Q.703 2.3.8). A
// network of M3UA only could carry more, but what it carries may have to cross a link of MTP.
inline constexpr std::size_t kMtpMaxSif = 272;
inline constexpr std::size_t kRoutingLabelSize = 4;

inline constexpr std::size_t kMaxSegments = 16;  // Q.713 3.17: 4 bits count those that remain

// Both limits count: 255 octets by the length octet (Q.713 3.16), and the SIF. 0 where the addresses alone
// are too long.
std::size_t udt_capacity(const Address& called, const Address& calling, std::size_t max_sif = kMtpMaxSif);

// A XUDT that is no segment, with or without an importance parameter.
std::size_t xudt_capacity(const Address& called, const Address& calling, bool importance = false,
                          std::size_t max_sif = kMtpMaxSif);

// One segment: the pointer to the optional part (one octet, over both addresses and the data) counts too.
std::size_t xudt_segment_capacity(const Address& called, const Address& calling, bool importance = false,
                                  std::size_t max_sif = kMtpMaxSif);

}  // namespace mapsim::sccp
