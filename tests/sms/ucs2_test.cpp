#include "sigtran/sms/ucs2.h"

#include <gtest/gtest.h>

#include "tests/support/hex.h"

namespace mapsim::sms {
namespace {

TEST(Ucs2, HighOctetComesFirst) {
  EXPECT_EQ(to_hex(to_ucs2("aТ中").value()), "006104224e2d");
  EXPECT_EQ(from_ucs2(mapsim::test::octets("006104224e2d")), "aТ中");
}

TEST(Ucs2, BeyondTheBmpSurrogatesAreUsed) {
  EXPECT_EQ(to_hex(to_ucs2("😀").value()), "d83dde00");
  EXPECT_EQ(from_ucs2(mapsim::test::octets("d83dde00")), "😀");
  EXPECT_EQ(to_hex(to_ucs2("\xF4\x8F\xBF\xBF").value()), "dbffdfff");
}

TEST(Ucs2, LoneSurrogatesReadAsReplacements) {
  EXPECT_EQ(from_ucs2(mapsim::test::octets("d83d0061")), "\uFFFDa");
  EXPECT_EQ(from_ucs2(mapsim::test::octets("de000061")), "\uFFFDa");
  EXPECT_EQ(from_ucs2(mapsim::test::octets("d83dd83dde00")), "\uFFFD😀");
  EXPECT_EQ(from_ucs2(mapsim::test::octets("0061d83d")), "a\uFFFD");
}

TEST(Ucs2, SingleLastOctetReadsAsAReplacement) {
  EXPECT_EQ(from_ucs2(mapsim::test::octets("006100")), "a\uFFFD");
  EXPECT_EQ(from_ucs2(mapsim::test::octets("d83dde")), "\uFFFD\uFFFD");
}

TEST(Ucs2, WellFormedMeansPairsAndWholeUnits) {
  EXPECT_TRUE(is_well_formed_ucs2(mapsim::test::octets("0061d83dde00")));
  EXPECT_TRUE(is_well_formed_ucs2({}));
  EXPECT_FALSE(is_well_formed_ucs2(mapsim::test::octets("d83d")));
  EXPECT_FALSE(is_well_formed_ucs2(mapsim::test::octets("de00")));
  EXPECT_FALSE(is_well_formed_ucs2(mapsim::test::octets("006100")));
  // A character that is the replacement itself is no fault.
  EXPECT_TRUE(is_well_formed_ucs2(mapsim::test::octets("fffd")));
}

TEST(Ucs2, IllFormedUtf8IsRefusedWithItsPlace) {
  const auto octets = to_ucs2("ab\x80");
  ASSERT_FALSE(octets);
  EXPECT_EQ(octets.error().offset, 2U);
}

}  // namespace
}  // namespace mapsim::sms
