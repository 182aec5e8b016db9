// From the JSON of `mapsim decode`, or a message written by hand, to octets.
//
// A message says which layer it is: {layer: tcap, begin: …}; of the MAP layers also `operation` (or `error`)
// and `map-version`. A tree that is no map stands as `value`. Wherever a message has octets, {hex: "…"},
// another message may stand instead: protocol-data: {…, data: {layer: sccp, …, data: {layer: tcap, …}}}.
//
// A line of a decoded capture, {frame: 1, m3ua: …, sccp: …, tcap: …, map: …}, is its outermost layer. The
// others only show what that layer carries, so they must agree with it: one that was changed alone is
// refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sigtran/core/value.h"

namespace mapsim::cli {

// What the command line says of messages that do not say it themselves.
struct EncodeDefaults {
  std::optional<std::string> layer;
  std::optional<std::string> operation;
  std::optional<int> map_version;
};

struct EncodedMessage {
  std::string layer;  // of the octets
  Octets octets;
};

// Error: at the mark of what is wrong, where it stands somewhere.
Result<EncodedMessage> encode_message(const Value& message, const EncodeDefaults& defaults);

}  // namespace mapsim::cli
