#include "sigtran/tcap/oid.h"

#include <charconv>
#include <vector>

namespace mapsim::tcap {

namespace {

// Appends one subidentifier in base 128 (X.690 8.19.2); false where it does not fit.
bool append(Oid& oid, std::uint64_t value) {
  std::size_t count = 1;
  for (std::uint64_t rest = value >> 7U; rest != 0; rest >>= 7U) ++count;
  if (oid.capacity() - oid.size() < count) return false;
  while (count-- > 0) {
    const auto septet = static_cast<std::uint8_t>((value >> (7U * count)) & 0x7FU);
    oid.push_back(count != 0 ? static_cast<std::uint8_t>(septet | 0x80U) : septet);
  }
  return true;
}

tl::unexpected<Error> fault(std::string_view text, const char* reason) {
  return fail(Error{.layer = "", .text = "'" + std::string(text) + "' is no object identifier: " + reason});
}

}  // namespace

std::optional<std::string> oid_text(const Oid& oid) {
  std::string text;
  std::uint64_t value = 0;
  bool first_octet = true;
  for (const std::uint8_t octet : oid) {
    if (first_octet && octet == 0x80) return std::nullopt;  // a leading zero septet
    value = (value << 7U) | (octet & 0x7FU);
    if (value > 0xFFFFFFFFU + 80ULL) return std::nullopt;
    first_octet = (octet & 0x80U) == 0;
    if (!first_octet) continue;
    if (text.empty()) {
      const std::uint64_t root = value < 80 ? value / 40 : 2;
      text = std::to_string(root) + "." + std::to_string(value - root * 40);
    } else {
      text += "." + std::to_string(value);
    }
    value = 0;
  }
  if (!first_octet || text.empty()) return std::nullopt;
  return text;
}

Result<Oid> oid_from_text(std::string_view text) {
  std::vector<std::uint32_t> arcs;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (;;) {
    std::uint32_t arc = 0;
    const auto [next, error] = std::from_chars(at, end, arc);
    if (error != std::errc{})
      return fault(text, "arcs are decimal numbers below 2^32 with dots between them");
    arcs.push_back(arc);
    if (next == end) break;
    if (*next != '.') return fault(text, "arcs are decimal numbers with dots between them");
    at = next + 1;
  }
  if (arcs.size() < 2) return fault(text, "it has at least two arcs");
  if (arcs[0] > 2 || (arcs[0] < 2 && arcs[1] > 39))
    return fault(text, "it starts with 0, 1 or 2, then at most 39");
  Oid oid;
  bool fits = append(oid, arcs[0] * 40ULL + arcs[1]);
  for (std::size_t i = 2; i < arcs.size() && fits; ++i) fits = append(oid, arcs[i]);
  if (!fits) return fault(text, "it is longer than 32 octets");
  return oid;
}

}  // namespace mapsim::tcap
