// The characters of the 7 bit alphabets: the default alphabet and its extension table (TS 23.038 6.2.1), and
// the place where national language tables enter (TS 23.038 6.2.1.2).
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace mapsim::sms {

inline constexpr std::uint8_t kEscape = 0x1B;
inline constexpr std::uint8_t kCarriageReturn = 0x0D;

// 128 characters by septet. kNoCharacter where the table has none (in a main table: the escape).
using CharacterTable = std::array<char16_t, 128>;
inline constexpr char16_t kNoCharacter = 0xFFFF;

extern const CharacterTable kDefaultAlphabet;   // TS 23.038 6.2.1
extern const CharacterTable kDefaultExtension;  // TS 23.038 6.2.1.1

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
