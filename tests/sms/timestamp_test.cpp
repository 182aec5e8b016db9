#include "sigtran/sms/timestamp.h"

#include <gtest/gtest.h>

#include "sigtran/sms/semi_octets.h"

namespace mapsim::sms {
namespace {

Timestamp of(std::string_view hex) {
  Timestamp t;
  const Octets octets = from_hex(hex).value();
  std::copy(octets.begin(), octets.end(), t.octets.begin());
  return t;
}
std::string wire(std::string_view written) {
  const auto t = parse_timestamp(written);
  return t ? to_hex(t->octets) : t.error().text;
}

TEST(Timestamp, DefaultIsTheSameInEveryRun) {
  EXPECT_EQ(to_value(Timestamp{}), Value("2024-01-01 00:00:00 +00:00"));
}

TEST(Timestamp, DigitsAreSwappedSemiOctets) {
  EXPECT_EQ(wire("2024-12-31 23:58:59 +00:00"), "42211332859500");
}

TEST(Timestamp, ZoneCountsQuartersOfAnHour) {
  EXPECT_EQ(wire("2024-01-01 00:00:00 +05:45"), "42101000000032");
  EXPECT_EQ(wire("2024-01-01 00:00:00 +19:45"), "42101000000097");
}

TEST(Timestamp, ZoneWestOfGreenwichHasItsSignInBitFour) {
  EXPECT_EQ(wire("2024-01-01 00:00:00 -11:00"), "4210100000004c");
  EXPECT_EQ(of("4210100000004c").calendar()->zone_quarters, 44);
  EXPECT_TRUE(of("4210100000004c").calendar()->zone_negative);
}

TEST(Timestamp, NegativeZeroIsKept) {
  EXPECT_EQ(format(of("42101000000008")), "2024-01-01 00:00:00 -00:00");
  EXPECT_EQ(wire("2024-01-01 00:00:00 -00:00"), "42101000000008");
}

TEST(Timestamp, YearsFromNinetyAreOfTheLastCentury) {
  EXPECT_EQ(of("99101000000000").calendar()->year, 1999);
  EXPECT_EQ(of("98101000000000").calendar()->year, 2089);
  EXPECT_EQ(wire("1992-12-03 00:00:00"), "29213000000000");
}

TEST(Timestamp, OtherWaysToWriteTheZone) {
  for (const char* zone : {" +1", "+1", "+01", " +0100", "+01:00", " +01:00"}) {
    EXPECT_EQ(wire(std::string("2024-01-31T23:59:59") + zone), "42101332959540") << zone;
  }
  EXPECT_EQ(wire("2024-01-31 23:59:59Z"), "42101332959500");
  EXPECT_EQ(wire("2024-01-31 23:59:59"), "42101332959500");
}

TEST(Timestamp, WhatIsNoTimeIsRefused) {
  for (const char* written :
       {"", "2024", "2024-1-01 00:00:00", "2024-02-30 00:00:00", "2023-02-29 00:00:00", "2024-13-01 00:00:00",
        "2024-00-01 00:00:00", "2024-01-01 24:00:00", "2024-01-01 00:60:00", "2024-01-01 00:00:60",
        "2024-01-01 00:00:00 +01:10", "2024-01-01 00:00:00 +20:00", "2024-01-01 00:00:00 1",
        "1989-12-31 00:00:00", "2090-01-01 00:00:00", "2024-01-01 00:00:00 +01:00 ", "2024-01-01 00:00:00 +",
        "2024-01-01 00:00"}) {
    const auto t = from_value<Timestamp>(Value(written));
    ASSERT_FALSE(t) << written;
    EXPECT_EQ(t.error().clause, "TS 23.040 9.2.3.11");
  }
}

TEST(Timestamp, OctetsThatAreNoTimeAreShownInHexAndKept) {
  for (const char* hex :
       {"00000000000000", "4210f132200523", "42100000000000", "42102300000000", "42101042000000",
        "42101000060000", "42101000000600", "ffffffffffffff", "421010000000a0"}) {
    EXPECT_EQ(of(hex).calendar(), std::nullopt) << hex;
    const Value shown = to_value(of(hex));
    EXPECT_EQ(shown, Value(from_hex(hex).value()));
    EXPECT_EQ(from_value<Timestamp>(shown).value(), of(hex));
  }
}

TEST(Timestamp, EveryOctetInEveryPlaceIsKept) {
  for (std::size_t place = 0; place < 7; ++place) {
    for (unsigned octet = 0; octet <= 255; ++octet) {
      Timestamp t = of("42101332959500");
      t.octets[place] = static_cast<std::uint8_t>(octet);
      ASSERT_EQ(from_value<Timestamp>(to_value(t)).value(), t) << to_value(t).to_text();
    }
  }
}

TEST(Timestamp, HexMustHaveSevenOctets) {
  EXPECT_FALSE(from_value<Timestamp>(Value(Octets(6))));
  EXPECT_FALSE(from_value<Timestamp>(Value(Octets(8))));
  EXPECT_FALSE(from_value<Timestamp>(Value(5)));
}

TEST(SemiOctets, HoldTwoDigits) {
  for (int n = 0; n < 100; ++n) EXPECT_EQ(from_semi_octets(to_semi_octets(n)), n);
  EXPECT_EQ(to_semi_octets(12), 0x21);
  EXPECT_EQ(from_semi_octets(0x1A), std::nullopt);
  EXPECT_EQ(from_semi_octets(0xA1), std::nullopt);
}

}  // namespace
}  // namespace mapsim::sms
