#include "sigtran/core/digits.h"

#include <gtest/gtest.h>

namespace mapsim {
namespace {

TEST(Tbcd, PacksTheFirstDigitInTheLowHalf) {
  EXPECT_EQ(to_hex(pack_tbcd("1234")), "2143");
}

TEST(Tbcd, CompletesAnOddCountWithTheFiller) {
  EXPECT_EQ(to_hex(pack_tbcd("123")), "21f3");
  EXPECT_EQ(to_hex(pack_tbcd("123", 0)), "2103");
  EXPECT_EQ(to_hex(pack_tbcd("")), "");
}

TEST(Tbcd, KnowsAllFifteenDigits) {
  EXPECT_EQ(to_hex(pack_tbcd("0123456789*#abc")), "1032547698badcfe");
  EXPECT_EQ(unpack_tbcd(from_hex("1032547698badcfe").value()), "0123456789*#abc");
}

TEST(Tbcd, SaysWhichCharactersAreDigits) {
  EXPECT_TRUE(is_tbcd("0123456789*#abc"));
  EXPECT_TRUE(is_tbcd(""));
  for (const char* wrong : {"+1", "1d", "f", "A", " ", "1-2"}) EXPECT_FALSE(is_tbcd(wrong)) << wrong;
}

TEST(Tbcd, UnpacksUntilTheFiller) {
  EXPECT_EQ(unpack_tbcd(from_hex("21f3").value()), "123");
  EXPECT_EQ(unpack_tbcd(from_hex("2143").value()), "1234");
  EXPECT_EQ(unpack_tbcd({}), "");
}

TEST(Tbcd, RefusesAFillerThatIsNotLast) {
  for (const auto& [octets, offset] :
       {std::pair<const char*, std::size_t>{"2f43", 0}, {"21f343", 1}, {"21ff", 1}}) {
    const auto digits = unpack_tbcd(from_hex(octets).value());
    ASSERT_FALSE(digits) << octets;
    EXPECT_EQ(digits.error().offset, offset) << octets;
  }
}

TEST(Tbcd, UnpackDigitsStopsAtTheCountAndShowsFillers) {
  const Octets in = from_hex("21f3").value();
  EXPECT_EQ(unpack_digits(in, 3), "123");
  EXPECT_EQ(unpack_digits(in, 4), "123f");
  EXPECT_EQ(unpack_digits(in, 0), "");
}

}  // namespace
}  // namespace mapsim
