#include "tools/decode/layers.h"

#include <algorithm>
#include <array>

#include "tools/decode/layer_codecs.h"

namespace mapsim::cli {

namespace {

struct LayerRow {
  std::string_view name;
  Decoded (*decode)(OctetView, const LayerContext&);
  Encoded (*encode)(const Value&, const LayerContext&);
  std::string_view operation;  // the member that says whose parameter it is
  bool direction;
};
constexpr std::array<LayerRow, 9> kLayers = {
    {{"m3ua", decode_m3ua, encode_m3ua, "", false},
     {"sccp", decode_sccp, encode_sccp, "", false},
     {"tcap", decode_tcap, encode_tcap, "", false},
     {"map-dialogue", decode_map_dialogue, encode_map_dialogue, "", false},
     {"map-argument", decode_map_argument, encode_map_argument, "operation", false},
     {"map-result", decode_map_result, encode_map_result, "operation", false},
     {"map-error", decode_map_error, encode_map_error, "error", false},
     {"sms-tpdu", decode_sms_tpdu, encode_sms_tpdu, "", true},
     {"gsm7", decode_gsm7, encode_gsm7, "", false}}};
constexpr auto kNames = [] {
  std::array<std::string_view, kLayers.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kLayers[i].name;
  return names;
}();

const LayerRow& row_of(std::string_view layer) {
  return *std::ranges::find(kLayers, layer, &LayerRow::name);
}

}  // namespace

std::span<const std::string_view> layer_names() {
  return kNames;
}
std::string_view operation_member(std::string_view layer) {
  return row_of(layer).operation;
}
bool needs_operation(std::string_view layer) {
  return !row_of(layer).operation.empty();
}
bool needs_direction(std::string_view layer) {
  return row_of(layer).direction;
}

Decoded decode_layer(std::string_view layer, OctetView octets, const LayerContext& context) {
  auto out = row_of(layer).decode(octets, context);
  if (!out) return out;
  if (auto again = encode_layer(layer, out->tree, context)) {
    out->reencoded = std::move(*again);
  } else {
    out->remarks.push_back("the values do not encode: " + again.error().message());
  }
  return out;
}

Encoded encode_layer(std::string_view layer, const Value& tree, const LayerContext& context) {
  return row_of(layer).encode(tree, context);
}

Value self_described(std::string_view layer, const LayerContext& context, const Value& tree) {
  Value out;
  out.add("layer", layer);
  if (layer == "map-error") {
    if (const auto row = error_of(context)) out.add("error", (*row)->name);
    out.add("map-version", static_cast<std::int64_t>(error_context(context).version));
  } else if (needs_operation(layer)) {
    if (const auto operation = operation_of(context)) {
      out.add("operation", (*operation)->name);
      out.add("map-version", static_cast<std::int64_t>((*operation)->context.version));
    }
  }
  const auto* map = tree.if_map();
  if (map == nullptr) {
    out.add("value", tree);
    return out;
  }
  for (const Value::Member& m : *map) out.add(m.name, m.value);
  return out;
}

}  // namespace mapsim::cli
