// A message as `mapsim decode CAPTURE --json` shows it: beside frame, time and so on its layers m3ua, sccp,
// tcap and map.
#pragma once

#include <string>

#include "sigtran/core/value.h"

namespace mapsim::cli {

// It has one of these layers by name.
bool is_capture_line(const Value& value);

struct OutermostLayer {
  std::string layer;
  Value tree;
};
// Error: a member that such a line does not have.
Result<OutermostLayer> outermost_layer(const Value& line);

// Whether the further layers of the line are what `octets`, its outermost layer encoded, carry. Error: at the
// first that is not. The user data of an SCCP segment is not looked into: the layers above belong to several
// lines.
Result<void> check_carried(const Value& line, const std::string& layer, OctetView octets);

}  // namespace mapsim::cli
