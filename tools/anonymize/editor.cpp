#include "tools/anonymize/editor.h"

#include <algorithm>

#include "sigtran/core/ber.h"

namespace mapsim::cli::anonymize {

void Editor::unknown(OctetSpan octets, std::string_view what) {
  if (octets.empty()) return;
  auto at = not_understood_.find(what);
  if (at == not_understood_.end()) {
    at = not_understood_.emplace(std::string(what), NotUnderstood{.first_frame = frame}).first;
  }
  ++at->second.times;
  at->second.octets += octets.size();
  if (!keep_unknown_) std::ranges::fill(octets, std::uint8_t{0});
}

void Editor::unknown_ber(OctetSpan octets, std::string_view what) {
  if (keep_unknown_ || !ber::check_nesting(octets)) return unknown(octets, what);
  const Octets before(octets.begin(), octets.end());
  unknown(octets, what);
  std::ranges::copy(before, octets.begin());
  blank_ber(octets, 0);
}

// The nesting was checked.
void Editor::blank_ber(OctetSpan octets, int depth) {
  ber::Cursor cursor{OctetView(octets)};
  while (!cursor.at_end()) {
    const auto element = cursor.next();
    if (!element) {
      std::ranges::fill(octets, std::uint8_t{0});
      return;
    }
    const OctetSpan contents = writable(octets, element->contents);
    if (ber::is_constructed(element->tag) && depth < ber::kMaxDepth) {
      blank_ber(contents, depth + 1);
    } else {
      std::ranges::fill(contents, std::uint8_t{0});
    }
  }
}

}  // namespace mapsim::cli::anonymize
