// MAP dialogue PDUs and the parameters of operations and errors.
#include <charconv>

#include "scenarios/engine/message_tree.h"
#include "sigtran/core/nearest.h"
#include "sigtran/map/codec.h"
#include "sigtran/map/dialogue_pdu.h"
#include "tools/decode/layer_codecs.h"

namespace mapsim::cli {

namespace {

constexpr int kNewestVersion = 3;

std::optional<std::int32_t> number(const std::string& text) {
  std::int32_t n = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), n);
  return status == std::errc() && end == text.data() + text.size() ? std::optional(n) : std::nullopt;
}

// By name or code. A code means another operation in another version, so a name of a version that was not
// asked for stands for its code: mo-ForwardSM in version 2 is forwardSM.
const map::Operation* choose_operation(const std::string& wanted, std::optional<int> version) {
  const map::Operation* best = nullptr;
  auto code = number(wanted);
  for (const map::Operation& o : map::operations()) {
    if (!code && o.name == wanted) code = o.code;
  }
  for (const map::Operation& o : map::operations()) {
    if (o.code != code || (version && o.context.version != *version)) continue;
    const bool better =
        best == nullptr || o.context.version > best->context.version ||
        (o.context.version == best->context.version && o.name == wanted && best->name != wanted);
    if (better) best = &o;
  }
  return best;
}

// `unknown` elements and the like are told, not hidden.
void add_remarks(DecodedLayer& out, const map::Remarks& remarks) {
  for (const Error& e : remarks) out.remarks.push_back(e.message());
}

}  // namespace

Decoded decode_map_dialogue(OctetView octets, const LayerContext&) {
  const auto pdu = map::decode_dialogue_pdu(octets);
  if (!pdu) return tl::unexpected(pdu.error());
  DecodedLayer out;
  out.tree = to_value(*pdu);
  return out;
}

Encoded encode_map_dialogue(const Value& tree, const LayerContext&) {
  const auto pdu = from_value<map::DialoguePdu>(tree);
  if (!pdu) return tl::unexpected(pdu.error());
  return map::encode_dialogue_pdu(*pdu);
}

Result<const map::Operation*> operation_of(const LayerContext& context) {
  const std::string wanted = context.operation.value_or("");
  if (const map::Operation* o = choose_operation(wanted, context.map_version)) return o;
  const auto names = map::operation_names();
  const bool known = choose_operation(wanted, std::nullopt) != nullptr;
  return fail(Error{.layer = "map",
                    .field = "--operation",
                    .text = known ? "version " + std::to_string(*context.map_version) + " has no " + wanted
                                  : "operation " + unknown_name(wanted, names)});
}

Decoded decode_map_argument(OctetView octets, const LayerContext& context) {
  const auto operation = operation_of(context);
  if (!operation) return tl::unexpected(operation.error());
  if (const auto sound = map::decode_argument(**operation, octets); !sound)
    return tl::unexpected(sound.error());
  DecodedLayer out;
  map::Remarks remarks;
  out.tree = scenario::argument_tree(*operation, octets, &remarks);
  add_remarks(out, remarks);
  return out;
}

Encoded encode_map_argument(const Value& tree, const LayerContext& context) {
  const auto operation = operation_of(context);
  if (!operation) return tl::unexpected(operation.error());
  return scenario::encode_argument(*operation, &tree);
}

Decoded decode_map_result(OctetView octets, const LayerContext& context) {
  const auto operation = operation_of(context);
  if (!operation) return tl::unexpected(operation.error());
  if (const auto sound = map::decode_result(**operation, octets); !sound)
    return tl::unexpected(sound.error());
  DecodedLayer out;
  map::Remarks remarks;
  out.tree = scenario::result_tree(*operation, octets, &remarks);
  add_remarks(out, remarks);
  return out;
}

Encoded encode_map_result(const Value& tree, const LayerContext& context) {
  const auto operation = operation_of(context);
  if (!operation) return tl::unexpected(operation.error());
  return scenario::encode_result(*operation, &tree);
}

Result<const map::ErrorRow*> error_of(const LayerContext& context) {
  const std::string wanted = context.operation.value_or("");
  const auto code = number(wanted);
  if (const map::ErrorRow* row = code ? map::find_error(*code) : map::find_error(wanted)) return row;
  std::vector<std::string_view> names;
  for (const map::ErrorRow& r : map::errors()) names.push_back(r.name);
  return fail(Error{.layer = "map", .field = "--operation", .text = "error " + unknown_name(wanted, names)});
}

map::ApplicationContext error_context(const LayerContext& context) {
  return {21, static_cast<std::uint8_t>(context.map_version.value_or(kNewestVersion))};
}

Decoded decode_map_error(OctetView octets, const LayerContext& context) {
  const auto row = error_of(context);
  if (!row) return tl::unexpected(row.error());
  const map::ApplicationContext in = error_context(context);
  const auto code = static_cast<std::int32_t>((*row)->code);
  if (const auto sound = map::decode_error((*row)->code, in.version, octets); !sound)
    return tl::unexpected(sound.error());
  DecodedLayer out;
  map::Remarks remarks;
  out.tree = scenario::error_tree(code, nullptr, in, octets, &remarks);
  add_remarks(out, remarks);
  return out;
}

Encoded encode_map_error(const Value& tree, const LayerContext& context) {
  const auto row = error_of(context);
  if (!row) return tl::unexpected(row.error());
  return scenario::encode_error(static_cast<std::int32_t>((*row)->code), error_context(context), &tree);
}

}  // namespace mapsim::cli
