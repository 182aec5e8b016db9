// How each layer is read and written; the table of them is layers.cpp.
#pragma once

#include "sigtran/map/operations.h"
#include "tools/decode/layers.h"

namespace mapsim::cli {

using Decoded = Result<DecodedLayer>;
using Encoded = Result<Octets>;

Decoded decode_m3ua(OctetView octets, const LayerContext& context);
Encoded encode_m3ua(const Value& tree, const LayerContext& context);
Decoded decode_sccp(OctetView octets, const LayerContext& context);
Encoded encode_sccp(const Value& tree, const LayerContext& context);
Decoded decode_tcap(OctetView octets, const LayerContext& context);
Encoded encode_tcap(const Value& tree, const LayerContext& context);

Decoded decode_map_dialogue(OctetView octets, const LayerContext& context);
Encoded encode_map_dialogue(const Value& tree, const LayerContext& context);
Decoded decode_map_argument(OctetView octets, const LayerContext& context);
Encoded encode_map_argument(const Value& tree, const LayerContext& context);
Decoded decode_map_result(OctetView octets, const LayerContext& context);
Encoded encode_map_result(const Value& tree, const LayerContext& context);
Decoded decode_map_error(OctetView octets, const LayerContext& context);
Encoded encode_map_error(const Value& tree, const LayerContext& context);

Decoded decode_sms_tpdu(OctetView octets, const LayerContext& context);
Encoded encode_sms_tpdu(const Value& tree, const LayerContext& context);
Decoded decode_gsm7(OctetView octets, const LayerContext& context);
Encoded encode_gsm7(const Value& tree, const LayerContext& context);

// What --operation names: an operation of the version asked for, or an error. Error: the field "--operation",
// and the nearest name.
Result<const map::Operation*> operation_of(const LayerContext& context);
Result<const map::ErrorRow*> error_of(const LayerContext& context);
// Any context of that version: errors differ by version only.
map::ApplicationContext error_context(const LayerContext& context);

}  // namespace mapsim::cli
