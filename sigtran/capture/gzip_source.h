// Reads what gzip compressed (RFC 1952), as it is asked for.
#pragma once

#include "sigtran/capture/byte_source.h"

namespace mapsim::capture {

// True for the first octets of a gzip member.
bool is_gzip(OctetView start);

// The octets that are compressed in `compressed`, which stands at the start of a member; several members in a
// row are one file (RFC 1952 2.2), and octets of 0 may follow the last. Errors of read(): what is no gzip, is
// damaged, or ends too early, with the offset in the compressed file; everything before it was delivered.
std::unique_ptr<ByteSource> gunzip(std::unique_ptr<Window> compressed);

}  // namespace mapsim::capture
