#include "tools/encode/message.h"

#include <algorithm>
#include <array>

#include "sigtran/core/fields.h"
#include "sigtran/core/nearest.h"
#include "tools/decode/layers.h"
#include "tools/encode/capture_line.h"

namespace mapsim::cli {

namespace {

Error mistake(Mark mark, std::string field, std::string text) {
  return Error{.layer = "", .field = std::move(field), .text = std::move(text), .mark = mark};
}

Result<std::string> layer_of(const Value& name) {
  const auto names = layer_names();
  const std::string* text = name.if_string();
  if (text == nullptr) {
    Error e = unexpected_kind(name, "the name of a layer");
    e.field = "layer";
    return fail(std::move(e));
  }
  if (std::ranges::find(names, *text) == names.end()) {
    return fail(mistake(name.mark, "layer", unknown_name(*text, names)));
  }
  return *text;
}

// Takes a member out of a map.
std::optional<Value> take(Value::Map& map, std::string_view name) {
  const auto at = std::ranges::find(map, name, &Value::Member::name);
  if (at == map.end()) return std::nullopt;
  Value out = std::move(at->value);
  map.erase(at);
  return out;
}

// `operation` (or `error`) and `map-version` of the MAP layers.
Result<LayerContext> take_context(const std::string& layer, Value::Map& map, Mark mark,
                                  const EncodeDefaults& defaults) {
  LayerContext context{.operation = defaults.operation, .map_version = defaults.map_version, .direction = {}};
  if (!needs_operation(layer)) return context;
  const std::string member(operation_member(layer));
  if (const auto written = take(map, member)) {
    if (const auto* code = written->if_int()) {
      context.operation = std::to_string(*code);
    } else if (const auto* name = written->if_string()) {
      context.operation = *name;
    } else {
      Error e = unexpected_kind(*written, "a name or a code");
      e.field = member;
      return fail(std::move(e));
    }
  }
  if (!context.operation) {
    return fail(mistake(mark, member,
                        "is required here: the version and the name decide how a " + layer + " is written"));
  }
  if (const auto written = take(map, "map-version")) {
    const auto* version = written->if_int();
    if (version == nullptr || *version < 1 || *version > 3) {
      return fail(mistake(written->mark, "map-version", "expected 1, 2 or 3, found " + written->to_text()));
    }
    context.map_version = static_cast<int>(*version);
  }
  return context;
}

Result<Octets> encode_described(const std::string& layer, Value tree, const EncodeDefaults& defaults);

// Every message inside of another becomes its octets.
Result<void> encode_nested(Value& value) {
  if (auto* list = value.if_list()) {
    for (Value& item : *list) {
      if (auto done = encode_nested(item); !done) return done;
    }
  }
  auto* map = value.if_map();
  if (map == nullptr) return {};
  for (Value::Member& member : *map) {
    if (auto done = encode_nested(member.value); !done) return done;
  }
  const auto named = take(*map, "layer");
  if (!named) return {};
  const auto layer = layer_of(*named);
  if (!layer) return tl::unexpected(layer.error());
  const Mark mark = value.mark;
  auto octets = encode_described(*layer, std::move(value), {});
  if (!octets) return tl::unexpected(octets.error());
  value = Value(std::move(*octets));
  value.mark = mark;
  return {};
}

// `tree` without `layer`, and without messages inside of it.
Result<Octets> encode_described(const std::string& layer, Value tree, const EncodeDefaults& defaults) {
  const Mark mark = tree.mark;
  LayerContext context{.operation = defaults.operation, .map_version = defaults.map_version, .direction = {}};
  if (auto* map = tree.if_map()) {
    auto taken = take_context(layer, *map, mark, defaults);
    if (!taken) return tl::unexpected(taken.error());
    context = std::move(*taken);
    if (map->size() == 1 && map->front().name == "value") {
      Value bare = std::move(map->front().value);
      tree = std::move(bare);
    }
  } else if (needs_operation(layer) && !context.operation) {
    return fail(mistake(mark, "", "--layer " + layer + " needs --operation"));
  }
  auto octets = encode_layer(layer, tree, context);
  if (octets) return octets;
  Error& e = octets.error();
  if (e.field == "--operation") e.field = std::string(operation_member(layer));
  if (e.mark.line == 0) e.mark = mark;
  return octets;
}

}  // namespace

Result<EncodedMessage> encode_message(const Value& message, const EncodeDefaults& defaults) {
  Value tree = message;
  auto* map = tree.if_map();
  std::optional<Value> named = map != nullptr ? take(*map, "layer") : std::nullopt;
  std::optional<std::string> layer = defaults.layer;
  if (named) {
    const auto written = layer_of(*named);
    if (!written) return tl::unexpected(written.error());
    if (layer && *layer != *written)
      return fail(mistake(named->mark, "layer", "says " + *written + ", --layer says " + *layer));
    layer = *written;
  }
  if (!layer && map != nullptr && is_capture_line(tree)) {
    auto outermost = outermost_layer(tree);
    if (!outermost) return tl::unexpected(outermost.error());
    layer = outermost->layer;
    tree = std::move(outermost->tree);
  } else if (!layer) {
    return fail(
        mistake(message.mark, "layer",
                "is required here, or --layer on the command line: " + unknown_name("", layer_names())));
  }
  if (auto done = encode_nested(tree); !done) return tl::unexpected(done.error());
  auto octets = encode_described(*layer, std::move(tree), defaults);
  if (!octets) return tl::unexpected(octets.error());
  EncodedMessage out{.layer = *layer, .octets = std::move(*octets)};
  if (is_capture_line(message) && !named && !defaults.layer) {
    if (auto agrees = check_carried(message, out.layer, out.octets); !agrees)
      return tl::unexpected(agrees.error());
  }
  return out;
}

}  // namespace mapsim::cli
