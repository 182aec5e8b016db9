#include "sigtran/map/user_information.h"

#include <gtest/gtest.h>

#include "sigtran/core/ber.h"
#include "tests/support/hex.h"

namespace mapsim::map {
namespace {

constexpr const char* kRefuse = "2810 060704000001010101 a005 a3030a0100";

TEST(UserInformation, IsAnExternalOfMapDialogueAs) {
  const auto written = encode_user_information(MapRefuseInfo{});
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, mapsim::test::octets(kRefuse));
}

TEST(UserInformation, IsReadAgain) {
  for (const DialoguePdu& pdu : {DialoguePdu(MapOpenInfo{.destination_reference = mapsim::test::octets("960224f0"),
                                .originating_reference = {},
                                .extension_container = {}}),
                                 DialoguePdu(MapRefuseInfo{}), DialoguePdu(MapProviderAbortInfo{})}) {
    const Octets written = encode_user_information(pdu).value();
    const auto read = read_user_information(written);
    EXPECT_EQ(read.pdu, pdu);
    EXPECT_FALSE(read.fault);
    EXPECT_EQ(read.foreign, 0U);
  }
}

TEST(UserInformation, OtherEncodingsOfTheSameAreRead) {
  for (const char* hex : {
           "2880 060704000001010101 a080 a3800a0100 0000 0000 0000",  // indefinite lengths
           "2810 060704000001010101 8105 a3030a0100",                 // octet-aligned
           "2811 060704000001010101 820600 a3030a0100",               // arbitrary
           "2813 060704000001010101 020101 a005 a3030a0100",          // with an indirect reference
           "2814 060704000001010101 07024d41 a005 a3030a0100",        // with a descriptor
           "2807 a005 a3030a0100",                                    // without any reference
           "288110 060704000001010101 a005 a3030a0100",               // a length longer than needed
       }) {
    const Octets written = mapsim::test::octets(hex);
    const auto read = read_user_information(written);
    EXPECT_EQ(read.pdu, DialoguePdu(MapRefuseInfo{})) << hex;
    EXPECT_FALSE(read.fault) << hex << ' ' << read.fault->message();
  }
}

TEST(UserInformation, OtherAbstractSyntaxesAreCountedOnly) {
  Octets both = mapsim::test::octets("2809 060204 00 a003 020101");
  const Octets ours = mapsim::test::octets(kRefuse);
  both.insert(both.end(), ours.begin(), ours.end());
  const auto read = read_user_information(both);
  EXPECT_EQ(read.foreign, 1U);
  EXPECT_EQ(read.pdu, DialoguePdu(MapRefuseInfo{}));
  EXPECT_FALSE(read.fault);
}

TEST(UserInformation, EveryTruncationIsAFault) {
  const Octets whole = mapsim::test::octets(kRefuse);
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const auto read = read_user_information(OctetView(whole).first(size));
    EXPECT_FALSE(read.pdu) << size;
    EXPECT_TRUE(read.fault) << size;
  }
}

TEST(UserInformation, AFaultSaysWhereItIs) {
  // The enumeration at octet 16 has no contents.
  const auto read = read_user_information(mapsim::test::octets("280f 060704000001010101 a004 a3020a00"));
  ASSERT_TRUE(read.fault);
  ASSERT_TRUE(read.fault->offset);
  EXPECT_GE(*read.fault->offset, 13U);
  EXPECT_LE(*read.fault->offset, 17U);
}

TEST(UserInformation, WhatIsNoExternalIsAFault) {
  for (const char* hex : {"3000", "2800", "2809 060704000001010101", "2802 3000",
                          "2811 060704000001010101 820603a3030a0100", "280b 060704000001010101 8200"}) {
    const auto read = read_user_information(mapsim::test::octets(hex));
    EXPECT_FALSE(read.pdu) << hex;
    EXPECT_TRUE(read.fault) << hex;
  }
}

TEST(UserInformation, EveryChangedOctetIsReadOrAFault) {
  const Octets whole = mapsim::test::octets(kRefuse);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (unsigned value = 0; value < 256; ++value) {
      Octets changed = whole;
      changed[at] = static_cast<std::uint8_t>(value);
      const auto read = read_user_information(changed);
      EXPECT_TRUE(read.pdu || read.fault || read.foreign > 0) << to_hex(changed);
    }
  }
}

TEST(UserInformation, NoMoreExternalsThanTheLimitAreLookedAt) {
  Octets many;
  for (std::size_t i = 0; i < kMaxExternals; ++i) {
    const Octets foreign = mapsim::test::octets("2809 060204 00 a003 020101");
    many.insert(many.end(), foreign.begin(), foreign.end());
  }
  const Octets ours = mapsim::test::octets(kRefuse);
  many.insert(many.end(), ours.begin(), ours.end());
  const auto read = read_user_information(many);
  EXPECT_EQ(read.foreign, kMaxExternals);
  EXPECT_FALSE(read.pdu);
}

}  // namespace
}  // namespace mapsim::map
