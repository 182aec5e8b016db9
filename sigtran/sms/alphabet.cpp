#include "sigtran/sms/alphabet.h"

#include <algorithm>

namespace mapsim::sms {

namespace {

std::optional<std::uint8_t> find(const CharacterTable& table, char16_t c) {
  if (c < table.size() && table[c] == c) return static_cast<std::uint8_t>(c);  // most of ASCII
  const auto at = std::ranges::find(table, c);
  if (at == table.end()) return std::nullopt;
  return static_cast<std::uint8_t>(at - table.begin());
}

}  // namespace

std::optional<Alphabet::Code> Alphabet::code(char32_t c) const {
  if (c >= kNoCharacter) return std::nullopt;
  const auto unit = static_cast<char16_t>(c);
  if (const auto septet = find(*locking, unit)) return Code{*septet, false};
  if (const auto septet = find(*single_shift, unit)) return Code{*septet, true};
  return std::nullopt;
}

}  // namespace mapsim::sms
