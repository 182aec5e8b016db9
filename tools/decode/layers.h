// Octets of one layer to values, and values to octets: what `mapsim decode --hex` and `mapsim encode` do.
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
  Octets reencoded;                  // encode_layer() of `tree` alone
  std::vector<std::string> remarks;  // what is unusual but could be decoded
};

// m3ua, sccp, tcap, map-dialogue, map-argument, map-result, map-error, sms-tpdu, gsm7
std::span<const std::string_view> layer_names();
// Whether a layer needs --operation or --direction.
bool needs_operation(std::string_view layer);
// "operation", "error", or empty.
std::string_view operation_member(std::string_view layer);
bool needs_direction(std::string_view layer);

// `layer` must be one of layer_names(). Error: why the octets are no message of that layer, with field,
// clause and offset; or that the operation is not known (field "--operation").
Result<DecodedLayer> decode_layer(std::string_view layer, OctetView octets, const LayerContext& context);

// The reverse; `tree` may be as a user wrote it, with what may be left open left open. Error: what is wrong,
// at the mark where the tree has it; or as above.
Result<Octets> encode_layer(std::string_view layer, const Value& tree, const LayerContext& context);

// The tree with what encode_layer() needs to know, so that JSON says it all: {layer: map-argument, operation:
// mt-ForwardSM, map-version: 3, sm-RP-DA: …}. A tree that is no map stands as `value`. Octets that were
// decoded with this context are taken for granted.
Value self_described(std::string_view layer, const LayerContext& context, const Value& tree);

}  // namespace mapsim::cli
