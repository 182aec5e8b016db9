#include "tools/decode/layers.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "scenarios/engine/message_tree.h"
#include "scenarios/engine/tpdu_tree.h"
#include "sigtran/core/nearest.h"
#include "sigtran/m3ua/check.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/map/codec.h"
#include "sigtran/map/dialogue_pdu.h"
#include "sigtran/sccp/names.h"
#include "sigtran/sms/diagnose.h"
#include "sigtran/sms/gsm7.h"
#include "sigtran/sms/tpdu_codec.h"
#include "sigtran/sms/tpdu_value.h"
#include "sigtran/tcap/codec.h"
#include "sigtran/tcap/value.h"
#include "tools/decode/sccp_management.h"

namespace mapsim::cli {

namespace {

using Decoded = Result<DecodedLayer>;
using Encoded = Result<Octets>;

constexpr int kNewestVersion = 3;

Octets copy(OctetView view) {
  return Octets(view.begin(), view.end());
}

Decoded decode_m3ua(OctetView octets, const LayerContext&) {
  const auto message = m3ua::read(octets);
  if (!message) return fail(message.error().error);
  DecodedLayer out;
  out.tree = m3ua::to_value(*message);
  // Readable, though a receiver would answer it with ERROR.
  if (const auto fault = m3ua::check(*message)) out.remarks.push_back(fault->error.message());
  return out;
}

Encoded encode_m3ua(const Value& tree, const LayerContext&) {
  const auto message = m3ua::from_value(tree);
  if (!message) return tl::unexpected(message.error());
  return m3ua::encode(*message).map([](const OutBuffer& b) { return copy(b.view()); });
}

Decoded decode_sccp(OctetView octets, const LayerContext&) {
  const auto view = sccp::decode(octets);
  if (!view) return tl::unexpected(view.error());
  ShownSccp shown = show_sccp(*view);
  DecodedLayer out;
  out.tree = std::move(shown.tree);
  // Readable as SCCP, though the management of a receiver makes nothing of it.
  if (shown.fault) out.remarks.push_back(shown.fault->message());
  if (!view->canonical)
    out.remarks.emplace_back(
        "the parameters are not laid out as they are sent; the octets made again differ");
  return out;
}

Encoded encode_sccp(const Value& tree, const LayerContext&) {
  const auto with_data = management_as_data(tree);
  if (!with_data) return tl::unexpected(with_data.error());
  const auto message = from_value<sccp::Message>(*with_data);
  if (!message) return tl::unexpected(message.error());
  return sccp::encode(*message);
}

Decoded decode_tcap(OctetView octets, const LayerContext&) {
  const auto message = tcap::decode(octets);
  if (!message) return tl::unexpected(message.error());
  if (message->dialogue && !tcap::has_version1(message->dialogue->portion)) {
    return fail(Error{.layer = "tcap",
                      .field = "protocol-version",
                      .clause = "Q.774 3.2.2.1",
                      .text = "version 1 is not among the versions listed; a receiver answers with "
                              "no-common-dialogue-portion"});
  }
  DecodedLayer out;
  out.tree = tcap::message_value(*message);
  return out;
}

Encoded encode_tcap(const Value& tree, const LayerContext&) {
  const auto message = tcap::message_from_value(tree);
  if (!message) return tl::unexpected(message.error());
  OutBuffer buffer;
  tcap::encode(message->message, buffer);
  return copy(buffer.view());
}

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

// `unknown` elements and the like are told, not hidden.
void add_remarks(DecodedLayer& out, const map::Remarks& remarks) {
  for (const Error& e : remarks) out.remarks.push_back(e.message());
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

// Any context of that version: errors differ by version only.
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

Decoded decode_sms_tpdu(OctetView octets, const LayerContext& context) {
  const auto tpdu = sms::decode(octets, *context.direction);
  if (!tpdu) return tl::unexpected(tpdu.error());
  DecodedLayer out;
  out.tree = to_value(*tpdu);
  for (const Diagnostic& d : sms::diagnose(*tpdu)) out.remarks.push_back(d.error.message());
  return out;
}

Encoded encode_sms_tpdu(const Value& tree, const LayerContext&) {
  return scenario::encode_tpdu(tree);
}

Decoded decode_gsm7(OctetView octets, const LayerContext&) {
  const sms::Gsm7Text text = sms::decode_gsm7(octets);
  DecodedLayer out;
  out.tree.add("text", text.text);
  out.tree.add("septets", static_cast<std::int64_t>(text.septets.size()));
  if (text.padding == sms::Padding::cr) out.tree.add("padding", "cr");
  return out;
}

// `septets` is shown, and must be right where it is written.
struct PackedText {
  std::string text;
  std::optional<std::int64_t> septets;
  std::optional<std::string> padding;
};
template <class V>
void fields(V& v, PackedText& p) {
  v("text", p.text);
  v("septets", p.septets);
  v("padding", p.padding);
}

Encoded encode_gsm7(const Value& tree, const LayerContext&) {
  const auto packed = from_value<PackedText>(tree);
  if (!packed) return tl::unexpected(packed.error());
  constexpr std::string_view kPaddings[] = {"cr", "zero"};
  const std::string padding = packed->padding.value_or("zero");
  if (std::ranges::find(kPaddings, padding) == std::end(kPaddings)) {
    return fail(Error{.layer = "",
                      .field = "padding",
                      .text = unknown_name(padding, kPaddings),
                      .mark = tree.find("padding")->mark});
  }
  const auto septets = sms::to_septets(packed->text);
  if (!septets) {
    Error e = septets.error();
    e.mark = tree.find("text")->mark;
    return fail(std::move(e));
  }
  if (packed->septets && *packed->septets != static_cast<std::int64_t>(septets->size())) {
    return fail(Error{.layer = "",
                      .field = "septets",
                      .text = "the text has " + std::to_string(septets->size()),
                      .mark = tree.find("septets")->mark});
  }
  return sms::encode_gsm7(packed->text, padding == "cr" ? sms::Padding::cr : sms::Padding::zero);
}

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
