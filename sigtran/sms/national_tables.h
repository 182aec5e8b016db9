// The tables of national languages, by National Language Identifier (TS 23.038 6.2.1.2.4).
#pragma once

#include <cstdint>
#include <initializer_list>

#include "sigtran/sms/default_alphabet.h"

namespace mapsim::sms {

// TS 23.038 A.3. Nullptr where the language has none: 2 (Spanish), reserved identifiers.
const CharacterTable* locking_shift_table(std::uint8_t language);
// TS 23.038 A.2. Nullptr for reserved identifiers.
const CharacterTable* single_shift_table(std::uint8_t language);

inline constexpr std::uint8_t kHighestLanguage = 13;

// How the tables are written down: as another table with these characters in these places.
struct Placed {
  std::uint8_t septet;
  char16_t character;
};
constexpr CharacterTable with(CharacterTable table, std::initializer_list<Placed> changes) {
  for (const Placed& p : changes) table[p.septet] = p.character;
  return table;
}

}  // namespace mapsim::sms
