// Short messages: TPDUs and 7-bit text.
#include <algorithm>

#include "scenarios/engine/tpdu_tree.h"
#include "sigtran/core/nearest.h"
#include "sigtran/sms/diagnose.h"
#include "sigtran/sms/gsm7.h"
#include "sigtran/sms/tpdu_codec.h"
#include "sigtran/sms/tpdu_value.h"
#include "tools/decode/layer_codecs.h"

namespace mapsim::cli {

namespace {

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

}  // namespace

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

}  // namespace mapsim::cli
