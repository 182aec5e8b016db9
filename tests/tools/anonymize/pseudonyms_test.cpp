#include "tools/anonymize/pseudonyms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "tests/tools/anonymize/support.h"

namespace mapsim::cli::anonymize::test {
namespace {

using testing::SizeIs;
using testing::StartsWith;

class PseudonymsTest : public testing::Test {
 protected:
  Pseudonyms names_{fixed_key()};
};

TEST_F(PseudonymsTest, AnImsiBecomesOneOfTheTestNetwork) {
  const std::string out = names_.imsi("262011234567890");
  EXPECT_THAT(out, StartsWith("00101"));
  EXPECT_THAT(out, SizeIs(15));
  EXPECT_EQ(out.find("1234567890"), std::string::npos);
}

TEST_F(PseudonymsTest, ANumberBecomesOneOfTheTestCountry) {
  const std::string out = names_.number("491711234567");
  EXPECT_THAT(out, StartsWith("999"));
  EXPECT_THAT(out, SizeIs(12));
}

TEST_F(PseudonymsTest, AShortCodeBecomesAnotherOfItsLength) {
  EXPECT_THAT(names_.number("12345"), SizeIs(5));
  EXPECT_NE(names_.number("12345"), "12345");
  EXPECT_THAT(names_.number("7"), SizeIs(1));
  EXPECT_NE(names_.number("7"), "7");
  EXPECT_EQ(names_.number(""), "");
}

TEST_F(PseudonymsTest, WhatIsNoDigitStaysInItsPlace) {
  const std::string out = names_.number("b21b4917112345c");
  EXPECT_EQ(out[0], 'b');
  EXPECT_EQ(out[3], 'b');
  EXPECT_EQ(out.back(), 'c');
}

TEST_F(PseudonymsTest, ALongTitleIsReplacedInParts) {
  const std::string digits(53, '4');
  const std::string out = names_.number(digits);
  EXPECT_THAT(out, SizeIs(53));
  EXPECT_EQ(out.find("444444"), std::string::npos);
}

TEST_F(PseudonymsTest, TheSameKeyGivesTheSameAndAnotherKeyAnother) {
  Pseudonyms again(fixed_key());
  Pseudonyms other(key_from_text("another key"));
  EXPECT_EQ(names_.number("491711234567"), again.number("491711234567"));
  EXPECT_NE(names_.number("491711234567"), other.number("491711234567"));
  EXPECT_NE(Pseudonyms(random_key()).number("491711234567"), Pseudonyms(random_key()).number("491711234567"));
}

TEST_F(PseudonymsTest, TwoOfOneNetworkNeverBecomeTheSame) {
  std::set<std::string> out;
  for (int i = 0; i < 2000; ++i) out.insert(names_.imsi("26201" + std::to_string(1'000'000'000 + i)));
  EXPECT_THAT(out, SizeIs(2000));
}

TEST_F(PseudonymsTest, ARangeOfPointCodesStaysARange) {
  std::set<mtp::PointCode> ranges;
  std::set<mtp::PointCode> out;
  for (mtp::PointCode code = 0x1230; code < 0x1240; ++code) {
    out.insert(names_.point_code(code));
    ranges.insert(names_.point_code(code) >> 4U);
  }
  EXPECT_THAT(out, SizeIs(16));
  EXPECT_THAT(ranges, SizeIs(1));
  EXPECT_LE(*out.rbegin(), 0x3FFFU);
}

TEST_F(PseudonymsTest, ALongPointCodeStaysLong) {
  EXPECT_GT(names_.point_code(0x123456), 0x3FFFU);
  EXPECT_LE(names_.point_code(0x123456), 0xFFFFFFU);
}

TEST_F(PseudonymsTest, AddressesGoIntoTheirRanges) {
  const auto ip = [&](const char* text) { return link::to_text(names_.ip_address(*link::parse_ip(text))); };
  EXPECT_THAT(ip("192.0.2.1"), StartsWith("10."));
  EXPECT_THAT(ip("2001:db8:1::1"), StartsWith("2001:db8:"));
  EXPECT_NE(ip("2001:db8:1::1"), "2001:db8:1::1");
  EXPECT_EQ(ip("0.0.0.0"), "0.0.0.0");
  EXPECT_EQ(ip("::"), "::");
  const Octets mac = names_.mac_address(hex("0123456789ab"));
  EXPECT_EQ(mac[0], 3);  // a group, locally administered
  EXPECT_EQ(names_.mac_address(hex("ffffffffffff")), hex("ffffffffffff"));
}

TEST_F(PseudonymsTest, ATextBecomesWordsOfItsLength) {
  const std::string out = names_.text("Your code is 123456", 19);
  EXPECT_THAT(out, SizeIs(19));
  for (const char c : out) EXPECT_TRUE(c == ' ' || (c >= 'a' && c <= 'z'));
  EXPECT_EQ(out, names_.text("Your code is 123456", 19));
  EXPECT_NE(out, names_.text("Your code is 123457", 19));
}

TEST_F(PseudonymsTest, AUriKeepsItsFormAndNamesTheSameNumber) {
  const std::string out = names_.name("sip:+491711234567@ims.example.net");
  EXPECT_THAT(out, StartsWith("sip:+" + names_.number("491711234567") + "@"));
  EXPECT_THAT(out, SizeIs(33));
  EXPECT_EQ(out.find("example"), std::string::npos);
}

TEST_F(PseudonymsTest, WhatIsRememberedForTheAccountHasALimit) {
  for (std::size_t i = 0; i <= Pseudonyms::kMostRemembered; ++i) names_.lmsi(hex("00000000"));
  EXPECT_THAT(names_.kinds().at(Identity::lmsi).replacements, SizeIs(1));
  Octets lmsi(4);
  for (std::size_t i = 0; i <= Pseudonyms::kMostRemembered; ++i) {
    for (std::size_t b = 0; b < 4; ++b) lmsi[b] = static_cast<std::uint8_t>(i >> (8 * b));
    names_.lmsi(lmsi);
  }
  EXPECT_THAT(names_.kinds().at(Identity::lmsi).replacements, SizeIs(Pseudonyms::kMostRemembered));
  EXPECT_TRUE(names_.kinds().at(Identity::lmsi).more);
}

}  // namespace
}  // namespace mapsim::cli::anonymize::test
