#include "sigtran/sms/gsm7.h"

#include <gtest/gtest.h>
#include <set>

#include "sigtran/sms/utf8.h"
#include "tests/support/hex.h"

namespace mapsim::sms {
namespace {

std::string packed(std::string_view text, Padding padding = Padding::zero, unsigned fill_bits = 0) {
  return to_hex(encode_gsm7(text, padding, fill_bits).value());
}

TEST(Gsm7, PacksSeptetsFromTheLowestBit) {
  EXPECT_EQ(packed("hello"), "e8329bfd06");
}

TEST(Gsm7, EightSeptetsTakeSevenOctets) {
  EXPECT_EQ(packed("12345678"), "31d98c56b3dd70");
}

TEST(Gsm7, FillBitsComeFirst) {
  EXPECT_EQ(packed("hi", Padding::zero, 1), "d069");
}

TEST(Gsm7, EuroSignTakesTwoSeptets) {
  EXPECT_EQ(packed("€"), "9b32");
  EXPECT_EQ(to_septets("€").value(), (Octets{0x1B, 0x65}));
}

TEST(Gsm7, NothingPacksToNothing) {
  EXPECT_EQ(packed(""), "");
  EXPECT_EQ(packed("", Padding::zero, 3), "");
  EXPECT_EQ(decode_gsm7({}).text, "");
}

// TS 23.038 6.2.1, column by column.
TEST(Gsm7, DefaultAlphabetIsThatOfTheSpecification) {
  Octets septets(128);
  for (std::size_t i = 0; i < septets.size(); ++i) septets[i] = static_cast<std::uint8_t>(i);
  septets.erase(septets.begin() + kEscape);
  EXPECT_EQ(from_septets(septets),
            "@£$¥èéùìòÇ\nØø\rÅå"
            "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
            " !\"#¤%&'()*+,-./"
            "0123456789:;<=>?"
            "¡ABCDEFGHIJKLMNO"
            "PQRSTUVWXYZÄÖÑÜ§"
            "¿abcdefghijklmno"
            "pqrstuvwxyzäöñüà");
}

TEST(Gsm7, EveryCharacterOfTheDefaultAlphabetEncodesToItsSeptet) {
  for (unsigned i = 0; i < 128; ++i) {
    if (i == kEscape) continue;
    const Octets septet = {static_cast<std::uint8_t>(i)};
    EXPECT_EQ(to_septets(from_septets(septet)).value(), septet) << i;
  }
}

// TS 23.038 6.2.1.1
TEST(Gsm7, ExtensionTableIsThatOfTheSpecification) {
  EXPECT_EQ(to_hex(to_septets("\f^{}\\[~]|€").value()), "1b0a1b141b281b291b2f1b3c1b3d1b3e1b401b65");
  EXPECT_EQ(from_septets(mapsim::test::octets("1b0a1b141b281b291b2f1b3c1b3d1b3e1b401b65")), "\f^{}\\[~]|€");
}

TEST(Gsm7, UnknownExtensionReadsAsTheMainCharacter) {
  EXPECT_EQ(from_septets(mapsim::test::octets("1b41")), "A");
}

TEST(Gsm7, EscapeBehindAnEscapeReadsAsASpace) {
  EXPECT_EQ(from_septets(mapsim::test::octets("1b1b41")), " A");
}

TEST(Gsm7, EscapeAtTheEndReadsAsASpace) {
  EXPECT_EQ(from_septets(mapsim::test::octets("411b")), "A ");
}

TEST(Gsm7, CharacterOutsideTheAlphabetIsNamedWithItsPlace) {
  const auto septets = to_septets("ab中");
  ASSERT_FALSE(septets);
  EXPECT_EQ(septets.error().offset, 2U);
  EXPECT_EQ(septets.error().clause, "TS 23.038 6.2.1");
  EXPECT_EQ(septets.error().text, "'中' (U+4E2D) is not in the 7 bit alphabet");
}

TEST(Gsm7, NoncharactersDoNotMeetTheEmptyPlacesOfTheTables) {
  EXPECT_FALSE(to_septets("\xEF\xBF\xBF"));  // U+FFFF
  EXPECT_FALSE(to_septets("\x1b"));
}

TEST(Gsm7, IllFormedUtf8IsRefused) {
  for (const char* text :
       {"\x80", "a\xC3", "\xC0\x80", "\xE2\x82", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"}) {
    const auto septets = to_septets(text);
    ASSERT_FALSE(septets);
    EXPECT_EQ(septets.error().text, "is not well-formed UTF-8");
  }
}

TEST(Gsm7, SevenSpareBitsOfZeroAreNoCharacter) {
  const Gsm7Text text = decode_gsm7(mapsim::test::octets("41e19058341e01"));  // ABCDEFG and zeros
  EXPECT_EQ(text.text, "ABCDEFG");
  EXPECT_EQ(text.padding, Padding::zero);
}

// TS 23.038 6.1.2.3.1
TEST(Gsm7, SevenSpareBitsAreFilledWithCr) {
  EXPECT_EQ(packed("ABCDEFG", Padding::cr), "41e19058341e1b");
  const Gsm7Text text = decode_gsm7(mapsim::test::octets("41e19058341e1b"));
  EXPECT_EQ(text.text, "ABCDEFG");
  EXPECT_EQ(text.padding, Padding::cr);
}

TEST(Gsm7, WantedCrAtTheEndOfAnOctetIsDoubled) {
  EXPECT_EQ(packed("1234567\r", Padding::cr), "31d98c56b3dd1a0d");
  const Gsm7Text text = decode_gsm7(mapsim::test::octets("31d98c56b3dd1a0d"));
  EXPECT_EQ(text.text, "1234567\r");
  EXPECT_EQ(text.padding, Padding::cr);
}

TEST(Gsm7, CrIsNotFilledWhereOtherBitsAreSpare) {
  EXPECT_EQ(packed("ABC", Padding::cr), packed("ABC", Padding::zero));
  EXPECT_EQ(packed("ABCDEFGH", Padding::cr), packed("ABCDEFGH", Padding::zero));
}

TEST(Gsm7, KnownCountKeepsALastCommercialAt) {
  EXPECT_EQ(decode_gsm7(mapsim::test::octets("41e19058341e01"), 8, 0).value().text, "ABCDEFG@");
  EXPECT_EQ(decode_gsm7(mapsim::test::octets("41e19058341e01"), 7, 0).value().text, "ABCDEFG");
}

TEST(Gsm7, CountBeyondTheOctetsIsRefused) {
  const auto text = decode_gsm7(mapsim::test::octets("e8329bfd06"), 6, 0);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().offset, 5U);
  EXPECT_FALSE(decode_gsm7(mapsim::test::octets("e8329bfd06"), 5, 6));
}

TEST(Gsm7, UnpackingStopsAtTheEndOfTheOctets) {
  EXPECT_EQ(unpack_septets(mapsim::test::octets("e8"), 100).size(), 1U);
  EXPECT_EQ(unpack_septets(mapsim::test::octets("e8"), 100, 2).size(), 0U);
  EXPECT_EQ(unpack_septets({}, 100, 5).size(), 0U);
}

TEST(Gsm7, EveryLengthAndFillPacksAndUnpacks) {
  for (unsigned fill = 0; fill < 7; ++fill) {
    Octets septets;
    for (unsigned size = 0; size <= 40; ++size) {
      const Octets octets = pack_septets(septets, fill);
      if (size > 0) {
        EXPECT_EQ(octets.size(), packed_size(size, fill));
      }
      EXPECT_EQ(unpack_septets(octets, size, fill), septets);
      septets.push_back(static_cast<std::uint8_t>((size * 37 + 11) & 0x7F));
    }
  }
}

TEST(Gsm7, TextWithoutCountEncodesBackToTheSameOctets) {
  for (const Padding padding : {Padding::zero, Padding::cr}) {
    std::string text;
    for (int size = 1; size <= 40; ++size) {
      text.push_back(static_cast<char>('a' + size % 26));
      const Octets octets = encode_gsm7(text, padding).value();
      const Gsm7Text again = decode_gsm7(octets);
      EXPECT_EQ(again.text, text);
      EXPECT_EQ(encode_gsm7(again.text, again.padding).value(), octets);
    }
  }
}

TEST(Gsm7, AnotherLockingTableCanBePassed) {
  CharacterTable turkish = kDefaultAlphabet;
  turkish[0x07] = 0x0131;  // dotless i (TS 23.038 A.3.1)
  const Alphabet alphabet{.locking = &turkish};
  EXPECT_EQ(from_septets(mapsim::test::octets("07"), alphabet), "ı");
  EXPECT_EQ(to_septets("ı", alphabet).value(), mapsim::test::octets("07"));
  EXPECT_FALSE(to_septets("ì", alphabet));
}

TEST(Gsm7, AnotherSingleShiftTableCanBePassed) {
  CharacterTable turkish = kDefaultExtension;
  turkish[0x67] = 0x011F;  // g breve (TS 23.038 A.2.1)
  const Alphabet alphabet{.single_shift = &turkish};
  EXPECT_EQ(from_septets(mapsim::test::octets("1b67"), alphabet), "ğ");
  EXPECT_EQ(to_septets("ğ", alphabet).value(), mapsim::test::octets("1b67"));
}

TEST(Utf8, EveryCodePointIsReadBack) {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 251) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    ASSERT_EQ(next_code_point(text, at), c);
    ASSERT_EQ(at, text.size());
  }
}

TEST(Utf8, CodePointsAreNamedForMessages) {
  EXPECT_EQ(quote_code_point(U'é'), "'é' (U+00E9)");
  EXPECT_EQ(quote_code_point(0x1F600), "'😀' (U+1F600)");
  EXPECT_EQ(quote_code_point(0x07), "U+0007");
}

}  // namespace
}  // namespace mapsim::sms
