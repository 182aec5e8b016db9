// What of an M3UA message says to which dialogue it belongs, read without decoding the rest.
#pragma once

#include <cstdint>
#include <optional>

#include "sigtran/core/bytes.h"
#include "sigtran/core/mtp.h"

namespace mapsim::load {

struct DialogueMarks {
  mtp::PointCode opc = 0;
  mtp::PointCode dpc = 0;
  // Of the TCAP message (Q.773 2.1.2), the values; absent where it has none, or where this is a later segment
  // of it. A message that SCCP returns has those of the original.
  std::optional<std::uint32_t> otid;
  std::optional<std::uint32_t> dtid;
  bool returned = false;
  // The segmentation local reference (Q.713 3.17) of one of several segments.
  std::optional<std::uint32_t> segments;
};

// nullopt: no DATA (RFC 4666 3.3.1), and so of no dialogue. DATA that cannot be read has no marks but point
// codes.
std::optional<DialogueMarks> dialogue_marks(OctetView m3ua);

}  // namespace mapsim::load
