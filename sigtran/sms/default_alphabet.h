// The default alphabet and its extension table. National language tables are made from them.
#pragma once

#include <array>
#include <cstdint>

namespace mapsim::sms {

// 128 characters by septet. kNoCharacter where the table has none (in a main table: the escape).
using CharacterTable = std::array<char16_t, 128>;
inline constexpr char16_t kNoCharacter = 0xFFFF;

// TS 23.038 6.2.1
inline constexpr CharacterTable kDefaultAlphabet = {
    u'@',   0x00A3, u'$',   0x00A5,       0x00E8, 0x00E9, 0x00F9, 0x00EC,  // @ £ $ ¥ è é ù ì
    0x00F2, 0x00C7, u'\n',  0x00D8,       0x00F8, u'\r',  0x00C5, 0x00E5,  // ò Ç LF Ø ø CR Å å
    0x0394, u'_',   0x03A6, 0x0393,       0x039B, 0x03A9, 0x03A0, 0x03A8,  // Δ _ Φ Γ Λ Ω Π Ψ
    0x03A3, 0x0398, 0x039E, kNoCharacter, 0x00C6, 0x00E6, 0x00DF, 0x00C9,  // Σ Θ Ξ ESC Æ æ ß É
    u' ',   u'!',   u'"',   u'#',         0x00A4, u'%',   u'&',   u'\'',  u'(',   u')',   u'*',
    u'+',   u',',   u'-',   u'.',         u'/',   u'0',   u'1',   u'2',   u'3',   u'4',   u'5',
    u'6',   u'7',   u'8',   u'9',         u':',   u';',   u'<',   u'=',   u'>',   u'?',   0x00A1,
    u'A',   u'B',   u'C',   u'D',         u'E',   u'F',   u'G',   u'H',   u'I',   u'J',   u'K',
    u'L',   u'M',   u'N',   u'O',         u'P',   u'Q',   u'R',   u'S',   u'T',   u'U',   u'V',
    u'W',   u'X',   u'Y',   u'Z',         0x00C4, 0x00D6, 0x00D1, 0x00DC, 0x00A7,  // Ä Ö Ñ Ü §
    0x00BF, u'a',   u'b',   u'c',         u'd',   u'e',   u'f',   u'g',   u'h',   u'i',   u'j',
    u'k',   u'l',   u'm',   u'n',         u'o',   u'p',   u'q',   u'r',   u's',   u't',   u'u',
    u'v',   u'w',   u'x',   u'y',         u'z',   0x00E4, 0x00F6, 0x00F1, 0x00FC, 0x00E0,  // ä ö ñ ü à
};

// TS 23.038 6.2.1.1
constexpr CharacterTable make_default_extension() {
  CharacterTable table{};
  table.fill(kNoCharacter);
  table[0x0A] = u'\f';
  table[0x14] = u'^';
  table[0x28] = u'{';
  table[0x29] = u'}';
  table[0x2F] = u'\\';
  table[0x3C] = u'[';
  table[0x3D] = u'~';
  table[0x3E] = u']';
  table[0x40] = u'|';
  table[0x65] = 0x20AC;  // euro sign
  return table;
}

inline constexpr CharacterTable kDefaultExtension = make_default_extension();

}  // namespace mapsim::sms
