#include "sigtran/core/fields.h"

#include <algorithm>

namespace mapsim {

Error unexpected_kind(const Value& found, std::string_view expected) {
  std::string text = "expected " + std::string(expected) + ", found " + std::string(found.kind());
  if (!found.is_null()) text += " (" + found.to_text() + ")";
  return Error{.layer = "", .text = std::move(text), .mark = found.mark};
}

Result<void> FromValue::finish() {
  if (const auto* map = in_.if_map()) {
    for (const Value::Member& m : *map) {
      if (std::ranges::find(names_, std::string_view(m.name)) != names_.end()) continue;
      return fail(Error{.layer = "",
                        .text = unknown_name(m.name, names_),
                        .mark = m.mark.line != 0 ? m.mark : m.value.mark});
    }
  }
  if (error_) return fail(std::move(*error_));
  return {};
}

Result<Octets> ValueTraits<Octets>::from(const Value& v) {
  if (const Octets* o = v.if_octets()) return *o;
  const Value* hex = v.find("hex");
  const std::string* digits = hex != nullptr ? hex->if_string() : nullptr;
  if (digits == nullptr || v.if_map()->size() != 1) return fail(unexpected_kind(v, "octets, {hex: \"…\"}"));
  auto octets = from_hex(*digits);
  if (!octets) {
    octets.error().layer.clear();
    octets.error().mark = hex->mark;
    return tl::unexpected(octets.error());
  }
  return octets;
}

}  // namespace mapsim
