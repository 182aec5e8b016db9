#include "sigtran/core/bytes.h"

#include <gtest/gtest.h>

namespace mapsim {
namespace {

TEST(Hex, WritesLowerCaseWithoutSeparators) {
  EXPECT_EQ(to_hex(Octets{0x00, 0x9F, 0xAB}), "009fab");
  EXPECT_EQ(to_hex({}), "");
}

TEST(Hex, ReadsEitherCaseAndSeparatorsBetweenOctets) {
  EXPECT_EQ(from_hex("00 9F:aB\t01\r\n02").value(), (Octets{0x00, 0x9F, 0xAB, 0x01, 0x02}));
  EXPECT_EQ(from_hex("").value(), Octets{});
}

TEST(Hex, NamesThePlaceOfAWrongCharacter) {
  const auto octets = from_hex("00 1g");
  ASSERT_FALSE(octets);
  EXPECT_EQ(octets.error().offset, 4U);
  EXPECT_EQ(octets.error().text, "'g' is not a hexadecimal digit");
}

TEST(Hex, RefusesSeparatorInsideAnOctet) {
  const auto octets = from_hex("0 0");
  ASSERT_FALSE(octets);
  EXPECT_EQ(octets.error().offset, 1U);
}

TEST(Hex, NamesTheDigitWithoutPartner) {
  const auto octets = from_hex("00 1 ");
  ASSERT_FALSE(octets);
  const auto last = from_hex("00 01 2");
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().offset, 6U);
  EXPECT_EQ(last.error().text, "an octet needs two hexadecimal digits");
}

TEST(Octets, AreEqualByContent) {
  const Octets a{1, 2, 3};
  const Octets b{1, 2, 3, 4};
  EXPECT_TRUE(equal(a, OctetView(b).first(3)));
  EXPECT_FALSE(equal(a, b));
  EXPECT_TRUE(equal({}, {}));
}

TEST(Error, MessageNamesLayerFieldOctetAndClause) {
  const Error e{.layer = "sccp",
                .field = "calledPartyAddress",
                .clause = "Q.713 3.4",
                .offset = 5,
                .text = "is cut off"};
  EXPECT_EQ(e.message(), "sccp, calledPartyAddress, octet 5 (Q.713 3.4): is cut off");
  EXPECT_EQ((Error{.layer = "", .text = "wrong"}).message(), "wrong");
  EXPECT_EQ((Error{.layer = "", .offset = 3, .text = "wrong"}).message(), "octet 3: wrong");
}

TEST(Error, OffsetIsMovedToTheEnclosingMessage) {
  EXPECT_EQ(at_offset(Error{.layer = "x", .offset = 5}, 7).offset, 12U);
  EXPECT_EQ(at_offset(Error{.layer = "x"}, 7).offset, 7U);
}

}  // namespace
}  // namespace mapsim
