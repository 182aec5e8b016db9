#include "tools/encode/capture_line.h"

#include <algorithm>
#include <array>

#include "scenarios/engine/contexts.h"
#include "scenarios/engine/message_tree.h"
#include "sigtran/core/nearest.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/sccp/message.h"
#include "sigtran/tcap/codec.h"
#include "tools/decode/layers.h"
#include "tools/decode/value_json.h"

namespace mapsim::cli {

namespace {

constexpr std::array<std::string_view, 3> kLayers = {"m3ua", "sccp", "tcap"};  // from the outside
constexpr std::array<std::string_view, 9> kMembers = {"frame", "time", "comment", "sctp",    "m3ua",
                                                      "sccp",  "tcap", "map",     "problems"};

// The order of members does not count: jq -S and others change it.
bool same(const Value& a, const Value& b) {
  return nlohmann::json(to_json(a)) == nlohmann::json(to_json(b));
}

tl::unexpected<Error> differs(const Value& shown, std::string_view layer, std::string_view carrier) {
  const std::string outer(carrier);
  return fail(Error{
      .layer = "",
      .field = std::string(layer),
      .text = "is not what " + outer + " carries; write it there in place of the octets, as {\"layer\": " +
              (layer == "map" ? "\"map-argument\", \"operation\": …" : "\"" + std::string(layer) + "\"") +
              ", …}, or leave " + outer + " out",
      .mark = shown.mark});
}

// What is shown of a layer is what its octets say, or says the same octets.
bool agrees(const Value& shown, std::string_view layer, OctetView octets) {
  const auto decoded = decode_layer(layer, octets, {});
  if (decoded && same(decoded->tree, shown)) return true;
  const auto encoded = encode_layer(layer, shown, {});
  return encoded && equal(*encoded, octets);
}

bool parameter_agrees(const Value& shown, const tcap::Component& c, map::ApplicationContext context) {
  const auto holds = [&](const char* name, const char* parameter, auto&& encode, auto&& tree) {
    const Value* what = shown.find(name);
    const Value* value = shown.find(parameter);
    if (what == nullptr || value == nullptr) return value == nullptr && c.parameter.empty();
    const map::Operation* operation = scenario::find_operation(*what, context);
    const auto octets = encode(operation, value);
    return (octets && equal(*octets, c.parameter)) || same(*value, tree(operation));
  };
  using enum tcap::ComponentType;
  switch (c.type) {
    case invoke:
      return holds(
          "invoke", "argument", [](auto* o, auto* v) { return scenario::encode_argument(o, v); },
          [&](auto* o) { return scenario::argument_tree(o, c.parameter); });
    case return_result_last:
    case return_result_not_last:
      return holds(
          c.type == return_result_last ? "result" : "result-not-last", "parameter",
          [](auto* o, auto* v) { return scenario::encode_result(o, v); },
          [&](auto* o) { return scenario::result_tree(o, c.parameter); });
    case return_error: {
      const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
      if (code == nullptr) return true;
      return holds(
          "error", "parameter", [&](auto*, auto* v) { return scenario::encode_error(*code, context, v); },
          [&](auto*) { return scenario::error_tree(*code, nullptr, context, c.parameter); });
    }
    case reject:
      return true;
  }
  return true;
}

// The parameters that the MAP view shows are those of the components.
Result<void> check_map(const Value& line, OctetView tcap_octets) {
  const Value* map = line.find("map");
  const Value* components = map != nullptr ? map->find("components") : nullptr;
  const auto* list = components != nullptr ? components->if_list() : nullptr;
  const Value* name = map != nullptr ? map->find("application-context") : nullptr;
  const auto* text = name != nullptr ? name->if_string() : nullptr;
  const auto context = text != nullptr ? scenario::find_context(*text) : std::nullopt;
  const auto message = tcap::decode(tcap_octets);
  if (list == nullptr || !context || !message) return {};
  if (list->size() != message->components.size()) return differs(*components, "map", "tcap");
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (!parameter_agrees((*list)[i], message->components[i], *context))
      return differs((*list)[i], "map", "tcap");
  }
  return {};
}

Result<void> check_tcap(const Value& line, OctetView octets, bool is_outermost) {
  const Value* shown = line.find("tcap");
  if (shown == nullptr) return {};
  if (!is_outermost && !agrees(*shown, "tcap", octets)) return differs(*shown, "tcap", "sccp");
  return check_map(line, octets);
}

Result<void> check_sccp(const Value& line, OctetView octets, bool is_outermost) {
  const Value* shown = line.find("sccp");
  if (shown == nullptr) return {};
  if (!is_outermost && !agrees(*shown, "sccp", octets)) return differs(*shown, "sccp", "m3ua");
  const auto message = sccp::decode(octets);
  if (!message || message->header.segmentation) return {};
  return check_tcap(line, message->data, false);
}

}  // namespace

bool is_capture_line(const Value& value) {
  return std::ranges::any_of(kLayers, [&](std::string_view layer) { return value.find(layer) != nullptr; });
}

Result<OutermostLayer> outermost_layer(const Value& line) {
  for (const Value::Member& m : *line.if_map()) {
    if (std::ranges::find(kMembers, m.name) == kMembers.end()) {
      return fail(Error{.layer = "", .text = unknown_name(m.name, kMembers), .mark = m.mark});
    }
  }
  for (const std::string_view layer : kLayers) {
    if (const Value* tree = line.find(layer)) return OutermostLayer{std::string(layer), *tree};
  }
  return fail(Error{.layer = "", .text = "has none of m3ua, sccp and tcap", .mark = line.mark});
}

Result<void> check_carried(const Value& line, const std::string& layer, OctetView octets) {
  if (layer == "tcap") return check_tcap(line, octets, true);
  if (layer == "sccp") return check_sccp(line, octets, true);
  const auto message = m3ua::decode(octets);
  const auto* data = message ? message->find<m3ua::ProtocolData>(m3ua::Tag::protocol_data) : nullptr;
  return data != nullptr ? check_sccp(line, data->data, false) : Result<void>();
}

}  // namespace mapsim::cli
