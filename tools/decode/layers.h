// Octets of one layer to values, and back from the values: what `mapsim decode --hex` does.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/value.h"
#include "sigtran/sms/tpdu.h"

namespace mapsim::cli {

// What the octets of the MAP and SMS layers do not say of themselves.
struct LayerContext {
  std::optional<std::string> operation;  // name or code; of an error for map-error
  std::optional<int> map_version;        // 1..3; absent: the highest that has the operation
  std::optional<sms::Direction> direction;
};

struct DecodedLayer {
  Value tree;
  Octets reencoded;                  // made from `tree` alone
  std::vector<std::string> remarks;  // what is unusual but could be decoded
};

// m3ua, sccp, tcap, map-dialogue, map-argument, map-result, map-error, sms-tpdu, gsm7
std::span<const std::string_view> layer_names();
// Whether a layer needs --operation or --direction.
bool needs_operation(std::string_view layer);
bool needs_direction(std::string_view layer);

// `layer` must be one of layer_names(). Error: why the octets are no message of that layer, with field, clause and
// offset; or that the operation is not known (field "--operation").
Result<DecodedLayer> decode_layer(std::string_view layer, OctetView octets, const LayerContext& context);

}  // namespace mapsim::cli
