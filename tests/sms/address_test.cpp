#include "sigtran/sms/address.h"

#include <gtest/gtest.h>

namespace mapsim::sms {
namespace {

Octets wire(const Address& a) {
  Octets out;
  out.push_back(a.length);
  out.push_back(a.type);
  for (const std::uint8_t octet : a.value_octets()) out.push_back(octet);
  return out;
}

Address read(const Value& v) {
  auto a = from_value<Address>(v);
  if (!a) ADD_FAILURE() << v.to_text() << ": " << a.error().message();
  return a.value_or(Address{});
}

Address of_wire(std::string_view hex) {
  Value v;
  v.add("hex", Value(hex));
  return read(v);
}

TEST(Address, PlusMeansInternationalIsdn) {
  EXPECT_EQ(to_hex(wire(read("+15550100100"))), "0b915155100001f0");
}

TEST(Address, WithoutPlusItIsUnknownIsdn) {
  EXPECT_EQ(to_hex(wire(read("5550100"))), "0781550501f0");
}

TEST(Address, EvenCountHasNoFiller) {
  EXPECT_EQ(to_hex(wire(read("1234"))), "04812143");
}

TEST(Address, StarHashAndLettersHaveTheirCodes) {
  EXPECT_EQ(to_hex(wire(read("*#abc1"))), "0681badc1e");
}

TEST(Address, AnyTypeAndPlanCanBeWritten) {
  Value v;
  v.add("ton", "national");
  v.add("npi", "private");
  v.add("digits", "123");
  EXPECT_EQ(to_hex(wire(read(v))), "03a921f3");
}

TEST(Address, TypeAndPlanCanBeNumbers) {
  Value v;
  v.add("ton", 7);
  v.add("npi", 2);
  v.add("digits", "1");
  EXPECT_EQ(to_hex(wire(read(v))), "01f2f1");
  EXPECT_EQ(read(to_value(read(v))), read(v));
}

TEST(Address, AlphanumericCountsUsefulSemiOctets) {
  Value v;
  v.add("ton", "alphanumeric");
  v.add("npi", "unknown");
  v.add("text", "MAPSIM");
  const Address a = read(v);
  EXPECT_EQ(to_hex(wire(a)), "0bd0cd20749a6c02");
  EXPECT_EQ(a.text(), "MAPSIM");
  EXPECT_EQ(to_value(a), v);
}

TEST(Address, ThePlanMayBeLeftOpen) {
  Value text;
  text.add("ton", "alphanumeric");
  text.add("text", "MAPSIM");
  EXPECT_EQ(to_hex(wire(read(text))), "0bd0cd20749a6c02");  // unknown
  Value digits;
  digits.add("ton", "international");
  digits.add("digits", "15550100100");
  EXPECT_EQ(to_hex(wire(read(digits))), "0b915155100001f0");  // ISDN
}

TEST(Address, AlphanumericHasRoomForElevenCharacters) {
  const auto a = alphanumeric_address(NumberingPlan::unknown, "ABCDEFGHIJK");
  ASSERT_TRUE(a);
  EXPECT_EQ(to_hex(wire(*a)), "14d041e19058341e9149e512");
  EXPECT_EQ(alphanumeric_address(NumberingPlan::unknown, "ABCDEFGHIJKL").error().field, "text");
}

TEST(Address, EachShortFormIsShownAsItWasWritten) {
  for (const char* written : {"+15550100100", "5550100", "", "+", "*100#", "+12345678901234567890"}) {
    EXPECT_EQ(to_value(read(written)), Value(written));
  }
}

TEST(Address, FillerCountedAsADigitIsKept) {
  const Address a = of_wire("0c910661345542f6");
  EXPECT_EQ(a.digits(), "60164355246f");
  EXPECT_EQ(read(to_value(a)), a);
}

TEST(Address, WhatTheDigitsDoNotSayIsKeptInHex) {
  for (const char* hex : {"0391"
                          "2103",  // the filler is 0
                          "0311"
                          "21f3",  // bit 8 of the type is clear
                          "0bd0"
                          "cd20749a6cf2",  // bits behind the text
                          "0ad0"
                          "c6a7333904",  // one semi-octet more than the text needs
                          "09d0"
                          "1bde862401"}) {  // escapes without a meaning
    const Address a = of_wire(hex);
    const Value shown = to_value(a);
    EXPECT_EQ(read(shown), a) << shown.to_text();
    EXPECT_EQ(to_hex(wire(read(shown))), hex);
  }
}

TEST(Address, HexThatContradictsTheOtherMembersIsRefused) {
  Value v =
      to_value(of_wire("0311"
                       "21f3"));
  for (Value::Member& m : *v.if_map()) {
    if (m.name == "digits") m.value = "456";
  }
  const auto a = from_value<Address>(v);
  ASSERT_FALSE(a);
  EXPECT_EQ(a.error().field, "hex");
}

TEST(Address, MoreThanTwentyDigitsAreRefused) {
  const auto a = from_value<Address>(Value("+123456789012345678901"));
  ASSERT_FALSE(a);
  EXPECT_EQ(a.error().clause, "TS 23.040 9.1.2.5");
}

TEST(Address, LettersInANumberAreRefused) {
  EXPECT_FALSE(from_value<Address>(Value("+1555CALLME")));
}

TEST(Address, TextNeedsAnAlphanumericType) {
  Value v;
  v.add("ton", "international");
  v.add("npi", "isdn");
  v.add("text", "MAPSIM");
  EXPECT_EQ(from_value<Address>(v).error().field, "text");
}

TEST(Address, AlphanumericNeedsText) {
  Value v;
  v.add("ton", "alphanumeric");
  v.add("npi", "unknown");
  EXPECT_EQ(from_value<Address>(v).error().field, "text");
}

TEST(Address, EitherDigitsOrText) {
  Value v;
  v.add("ton", "alphanumeric");
  v.add("npi", "unknown");
  v.add("digits", "1");
  v.add("text", "A");
  EXPECT_EQ(from_value<Address>(v).error().field, "digits");
}

TEST(Address, MistypedTypeNamesTheNearest) {
  Value v;
  v.add("ton", "internatonal");
  v.add("npi", "isdn");
  v.add("digits", "1");
  const auto a = from_value<Address>(v);
  ASSERT_FALSE(a);
  EXPECT_EQ(a.error().field, "ton");
  EXPECT_NE(a.error().text.find("did you mean 'international'"), std::string::npos) << a.error().text;
}

TEST(Address, HexOfTheWrongLengthIsRefused) {
  for (const char* hex : {"", "03", "039121", "03912143f5",
                          "1591"
                          "0000000000000000000000"}) {
    Value v;
    v.add("hex", Value(hex));
    EXPECT_FALSE(from_value<Address>(v)) << hex;
  }
}

TEST(Address, AnythingElseIsRefused) {
  EXPECT_FALSE(from_value<Address>(Value(5550100)));
  EXPECT_FALSE(from_value<Address>(Value(true)));
}

TEST(Address, EveryTypeOctetIsShownAndReadBack) {
  for (unsigned type = 0; type <= 255; ++type) {
    for (const unsigned length : {0U, 1U, 2U, 7U, 13U, 14U, 20U}) {
      Address a;
      a.type = static_cast<std::uint8_t>(type);
      a.length = static_cast<std::uint8_t>(length);
      for (std::size_t i = 0; i < (length + 1U) / 2U; ++i)
        a.value[i] = static_cast<std::uint8_t>(0x31 + 0x2F * i);
      ASSERT_EQ(read(to_value(a)), a) << to_value(a).to_text();
    }
  }
}

}  // namespace
}  // namespace mapsim::sms
