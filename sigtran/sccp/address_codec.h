// Reads and writes the contents of a called or calling party address (Q.713 3.4, 3.5), without its length
// octet.
#pragma once

#include <string_view>

#include "sigtran/core/out_buffer.h"
#include "sigtran/sccp/address.h"

namespace mapsim::sccp {

inline constexpr mtp::PointCode kMaxPointCode = 0x3FFF;  // 14 bits (Q.713 3.4.2.1)

// `field` names the parameter in errors ("called", "calling"). Error: the contents end inside a field; the
// offset counts from the first octet of the contents. Whatever else is unusual is accepted and kept
// (Address::raw).
Result<Address> decode_address(OctetView contents, std::string_view field);

// The same into an address as it is made, for the path on which nothing is wrong: false where decode_address
// would fail.
bool read_address(OctetView contents, Address& out);

// Error: what cannot be written: point code above 14 bits, an indicator or number out of its range, a
// character that is no digit, more than 255 octets.
Result<void> check_address(const Address& address, std::string_view field);

// Octets that `prepend_address` writes.
std::size_t address_size(const Address& address);

// The address must satisfy check_address.
void prepend_address(OutBuffer& out, const Address& address);

// 0-9 and a-f.
bool is_address_digits(std::string_view digits);

}  // namespace mapsim::sccp
