#include "tools/decode/layers.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "scenarios/engine/message_tree.h"
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

namespace mapsim::cli {

namespace {

using Decoded = Result<DecodedLayer>;

Octets copy(OctetView view) { return Octets(view.begin(), view.end()); }

// Puts the octets that were made again from the tree into `out`.
Decoded finish(DecodedLayer out, Result<Octets> reencoded) {
  if (reencoded) {
    out.reencoded = std::move(*reencoded);
  } else {
    out.remarks.push_back("the values do not encode: " + reencoded.error().message());
  }
  return out;
}

Decoded decode_m3ua(OctetView octets, const LayerContext&) {
  const auto message = m3ua::read(octets);
  if (!message) return fail(message.error().error);
  DecodedLayer out;
  out.tree = m3ua::to_value(*message);
  // Readable, though a receiver would answer it with ERROR.
  if (const auto fault = m3ua::check(*message)) out.remarks.push_back(fault->error.message());
  const auto back = m3ua::from_value(out.tree);
  if (!back) return finish(std::move(out), tl::unexpected(back.error()));
  return finish(std::move(out), m3ua::encode(*back).map([](const OutBuffer& b) { return copy(b.view()); }));
}

Decoded decode_sccp(OctetView octets, const LayerContext&) {
  const auto view = sccp::decode(octets);
  if (!view) return tl::unexpected(view.error());
  DecodedLayer out;
  out.tree = sccp::to_value(*view);
  if (!view->canonical) out.remarks.emplace_back("the parameters are not laid out as they are sent; the octets made again differ");
  const auto back = from_value<sccp::Message>(out.tree);
  if (!back) return finish(std::move(out), tl::unexpected(back.error()));
  return finish(std::move(out), sccp::encode(*back));
}

Decoded decode_tcap(OctetView octets, const LayerContext&) {
  const auto message = tcap::decode(octets);
  if (!message) return tl::unexpected(message.error());
  if (message->dialogue && !tcap::has_version1(message->dialogue->portion)) {
    return fail(Error{.layer = "tcap",
                      .field = "protocol-version",
                      .clause = "Q.774 3.2.2.1",
                      .text = "version 1 is not among the versions listed; a receiver answers with no-common-dialogue-portion"});
  }
  DecodedLayer out;
  out.tree = tcap::message_value(*message);
  const auto back = tcap::message_from_value(out.tree);
  if (!back) return finish(std::move(out), tl::unexpected(back.error()));
  OutBuffer buffer;
  tcap::encode(back->message, buffer);
  return finish(std::move(out), copy(buffer.view()));
}

Decoded decode_map_dialogue(OctetView octets, const LayerContext&) {
  const auto pdu = map::decode_dialogue_pdu(octets);
  if (!pdu) return tl::unexpected(pdu.error());
  DecodedLayer out;
  out.tree = to_value(*pdu);
  const auto back = from_value<map::DialoguePdu>(out.tree);
  if (!back) return finish(std::move(out), tl::unexpected(back.error()));
  return finish(std::move(out), map::encode_dialogue_pdu(*back));
}

std::optional<std::int32_t> number(const std::string& text) {
  std::int32_t n = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), n);
  return status == std::errc() && end == text.data() + text.size() ? std::optional(n) : std::nullopt;
}

// By name or code. A code means another operation in another version, so a name of a version that was not asked for
// stands for its code: mo-ForwardSM in version 2 is forwardSM.
const map::Operation* choose_operation(const std::string& wanted, std::optional<int> version) {
  const map::Operation* best = nullptr;
  auto code = number(wanted);
  for (const map::Operation& o : map::operations()) {
    if (!code && o.name == wanted) code = o.code;
  }
  for (const map::Operation& o : map::operations()) {
    if (o.code != code || (version && o.context.version != *version)) continue;
    const bool better = best == nullptr || o.context.version > best->context.version ||
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
  if (const auto sound = map::decode_argument(**operation, octets); !sound) return tl::unexpected(sound.error());
  DecodedLayer out;
  map::Remarks remarks;
  out.tree = scenario::argument_tree(*operation, octets, &remarks);
  add_remarks(out, remarks);
  auto back = scenario::encode_argument(*operation, &out.tree);
  return finish(std::move(out), std::move(back));
}

Decoded decode_map_result(OctetView octets, const LayerContext& context) {
  const auto operation = operation_of(context);
  if (!operation) return tl::unexpected(operation.error());
  if (const auto sound = map::decode_result(**operation, octets); !sound) return tl::unexpected(sound.error());
  DecodedLayer out;
  map::Remarks remarks;
  out.tree = scenario::result_tree(*operation, octets, &remarks);
  add_remarks(out, remarks);
  auto back = scenario::encode_result(*operation, &out.tree);
  return finish(std::move(out), std::move(back));
}

Decoded decode_map_error(OctetView octets, const LayerContext& context) {
  const std::string wanted = context.operation.value_or("");
  const auto code = number(wanted);
  const map::ErrorRow* row = code ? map::find_error(*code) : map::find_error(wanted);
  if (row == nullptr) {
    std::vector<std::string_view> names;
    for (const map::ErrorRow& r : map::errors()) names.push_back(r.name);
    return fail(Error{.layer = "map", .field = "--operation", .text = "error " + unknown_name(wanted, names)});
  }
  const auto version = static_cast<std::uint8_t>(context.map_version.value_or(3));
  if (const auto sound = map::decode_error(row->code, version, octets); !sound) return tl::unexpected(sound.error());
  // Any context of that version: errors differ by version only.
  const map::ApplicationContext in{21, version};
  DecodedLayer out;
  map::Remarks remarks;
  const auto number_of_row = static_cast<std::int32_t>(row->code);
  out.tree = scenario::error_tree(number_of_row, nullptr, in, octets, &remarks);
  add_remarks(out, remarks);
  auto back = scenario::encode_error(number_of_row, in, &out.tree);
  return finish(std::move(out), std::move(back));
}

Decoded decode_sms_tpdu(OctetView octets, const LayerContext& context) {
  const auto tpdu = sms::decode(octets, *context.direction);
  if (!tpdu) return tl::unexpected(tpdu.error());
  DecodedLayer out;
  out.tree = to_value(*tpdu);
  for (const Diagnostic& d : sms::diagnose(*tpdu)) out.remarks.push_back(d.error.message());
  const auto back = from_value<sms::Tpdu>(out.tree);
  if (!back) return finish(std::move(out), tl::unexpected(back.error()));
  return finish(std::move(out), sms::encode(*back));
}

Decoded decode_gsm7(OctetView octets, const LayerContext&) {
  const sms::Gsm7Text text = sms::decode_gsm7(octets);
  DecodedLayer out;
  out.tree.add("text", text.text);
  out.tree.add("septets", static_cast<std::int64_t>(text.septets.size()));
  if (text.padding == sms::Padding::cr) out.tree.add("padding", "cr");
  return finish(std::move(out), sms::encode_gsm7(text.text, text.padding));
}

struct LayerRow {
  std::string_view name;
  Decoded (*decode)(OctetView, const LayerContext&);
  bool operation;
  bool direction;
};
constexpr std::array<LayerRow, 9> kLayers = {{{"m3ua", decode_m3ua, false, false},
                                              {"sccp", decode_sccp, false, false},
                                              {"tcap", decode_tcap, false, false},
                                              {"map-dialogue", decode_map_dialogue, false, false},
                                              {"map-argument", decode_map_argument, true, false},
                                              {"map-result", decode_map_result, true, false},
                                              {"map-error", decode_map_error, true, false},
                                              {"sms-tpdu", decode_sms_tpdu, false, true},
                                              {"gsm7", decode_gsm7, false, false}}};
constexpr auto kNames = [] {
  std::array<std::string_view, kLayers.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kLayers[i].name;
  return names;
}();

const LayerRow& row_of(std::string_view layer) { return *std::ranges::find(kLayers, layer, &LayerRow::name); }

}  // namespace

std::span<const std::string_view> layer_names() { return kNames; }
bool needs_operation(std::string_view layer) { return row_of(layer).operation; }
bool needs_direction(std::string_view layer) { return row_of(layer).direction; }

Decoded decode_layer(std::string_view layer, OctetView octets, const LayerContext& context) {
  return row_of(layer).decode(octets, context);
}

}  // namespace mapsim::cli
