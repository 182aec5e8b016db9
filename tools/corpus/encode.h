// From a cell to frames: what was meant, and the octets that say it.
#pragma once

#include <cstdint>
#include <vector>

#include "sigtran/core/time.h"
#include "tools/corpus/cell.h"

namespace mapsim::corpus {

// One M3UA message on its way.
struct Sent {
  Side from;
  Side to;
  Octets m3ua;
  // What it was made of, as `mapsim decode --json` names it: m3ua, sccp, tcap, map. Of a message in segments
  // the last has tcap and map.
  Value stated;
  std::optional<known::Violation> violation;
};

// Transaction ids, segmentation references and the like are derived from `number`, so that no two captures of
// a corpus share any: they may be read one after the other as one. Error: a cell that cannot be encoded,
// which is a mistake of its table.
Result<std::vector<Sent>> encode(const Cell& cell, std::uint32_t number);

}  // namespace mapsim::corpus
