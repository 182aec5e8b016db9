#include "sigtran/map/context_name.h"

#include <array>
#include <limits>

namespace mapsim::map {

namespace {

// map-ac: 0.4.0.0.1.0
constexpr std::array<std::uint8_t, 5> kMapAc = {0x04, 0x00, 0x00, 0x01, 0x00};

// One arc in base 128 (X.690 8.19.2). False where the name has no room left.
bool append_arc(tcap::Oid& oid, std::uint64_t arc) {
  std::array<std::uint8_t, 10> digits{};
  std::size_t count = 0;
  do {
    digits[count] = static_cast<std::uint8_t>((arc & 0x7FU) | (count == 0 ? 0U : 0x80U));
    ++count;
    arc >>= 7U;
  } while (arc != 0);
  if (oid.capacity() - oid.size() < count) return false;
  while (count > 0) oid.push_back(digits[--count]);
  return true;
}

// The arc that starts at `at`, which moves behind it; nullopt where it is cut off, padded or too large.
std::optional<std::uint64_t> read_arc(OctetView contents, std::size_t& at) {
  if (at >= contents.size() || contents[at] == 0x80) return std::nullopt;
  std::uint64_t arc = 0;
  for (; at < contents.size(); ++at) {
    if (arc > (std::numeric_limits<std::uint64_t>::max() >> 7U)) return std::nullopt;
    arc = (arc << 7U) | (contents[at] & 0x7FU);
    if ((contents[at] & 0x80U) == 0) {
      ++at;
      return arc;
    }
  }
  return std::nullopt;
}

}  // namespace

tcap::Oid context_name(ApplicationContext context) {
  tcap::Oid oid(kMapAc.begin(), kMapAc.end());
  append_arc(oid, context.code);
  append_arc(oid, context.version);
  return oid;
}

std::optional<ApplicationContext> parse_context_name(OctetView contents) {
  if (contents.size() < kMapAc.size() || !equal(contents.first(kMapAc.size()), kMapAc)) return std::nullopt;
  std::size_t at = kMapAc.size();
  const auto code = read_arc(contents, at);
  const auto version = read_arc(contents, at);
  if (!code || !version || at != contents.size() || *code > 255 || *version > 255) return std::nullopt;
  return ApplicationContext{static_cast<std::uint8_t>(*code), static_cast<std::uint8_t>(*version)};
}

}  // namespace mapsim::map
