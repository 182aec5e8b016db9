// What the septets of a text mean: the default alphabet and its extension table (TS 23.038 6.2.1), or the
// national language tables that take their places (TS 23.038 6.2.1.2).
#pragma once

#include <cstdint>
#include <optional>

#include "sigtran/sms/default_alphabet.h"

namespace mapsim::sms {

inline constexpr std::uint8_t kEscape = 0x1B;
inline constexpr std::uint8_t kCarriageReturn = 0x0D;

// What a septet means: `locking` for the septet itself, `single_shift` for the one after an escape.
struct Alphabet {
  const CharacterTable* locking = &kDefaultAlphabet;
  const CharacterTable* single_shift = &kDefaultExtension;

  char16_t main(std::uint8_t septet) const { return (*locking)[septet & 0x7FU]; }
  char16_t shifted(std::uint8_t septet) const { return (*single_shift)[septet & 0x7FU]; }

  // The code of a character: one septet, or two of which the first is an escape.
  struct Code {
    std::uint8_t septet = 0;
    bool escaped = false;
  };
  std::optional<Code> code(char32_t c) const;
};

}  // namespace mapsim::sms
