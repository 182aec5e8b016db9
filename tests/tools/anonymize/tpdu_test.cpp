#include "tools/anonymize/tpdu.h"

#include <gmock/gmock.h>

#include "sigtran/sms/user_data.h"
#include "sigtran/sms/user_data_header.h"
#include "tests/tools/anonymize/support.h"

namespace mapsim::cli::anonymize::test {
namespace {

using sms::Direction;

class TpduTest : public WithEditor {
 protected:
  // A short message, replaced.
  sms::SmsDeliver replaced(const sms::UserData& data, sms::Dcs dcs, bool header) {
    sms::SmsDeliver in;
    in.tp_oa = *sms::parse_address("+491711234567");
    in.tp_dcs = dcs;
    in.tp_udhi = header;
    in.user_data = data;
    Octets octets = *sms::encode(in);
    replace_in_tpdu(editor_, octets, Direction::mt, sms::ReportForm::by_octets);
    const auto out = sms::decode(octets, Direction::mt, sms::ReportForm::by_octets);
    EXPECT_TRUE(out);
    return out ? std::get<sms::SmsDeliver>(*out) : in;
  }
};

TEST_F(TpduTest, AddressAndTextOfEveryAlphabetAreReplacedAndKeepTheirLength) {
  for (const auto& [dcs, text] : {std::pair{sms::kDcsGsm7, "Meet me at 10:30, [box 7]"},
                                  std::pair{sms::kDcsUcs2, "Συνάντηση στις 10"}}) {
    const auto data = sms::user_data_of_text(text, dcs);
    ASSERT_TRUE(data);
    const sms::SmsDeliver out = replaced(*data, dcs, false);
    EXPECT_EQ(out.tp_oa.digits(), editor_.names.number("491711234567"));
    EXPECT_EQ(out.user_data.tp_udl, data->tp_udl);
    const auto now = sms::text_of(false, dcs, out.user_data);
    ASSERT_TRUE(now);
    EXPECT_THAT(*now, testing::MatchesRegex("[a-z ]+"));
  }
}

TEST_F(TpduTest, EightBitDataIsReplacedBehindItsHeader) {
  const Octets header = hex("0605040b8423f0");
  const auto data = sms::user_data_of_octets(hex("0102030405"), sms::kDcsData8, header);
  const sms::SmsDeliver out = replaced(*data, sms::kDcsData8, true);
  const OctetView ud = out.user_data.tp_ud.view();
  EXPECT_TRUE(equal(ud.first(header.size()), header));
  EXPECT_FALSE(equal(ud.subspan(header.size()), hex("0102030405")));
}

TEST_F(TpduTest, TextBehindFillBitsIsReplacedAndTheConcatenationStays) {
  const Octets header = hex("0500030c0201");  // one fill bit behind it
  const auto data = sms::user_data_of_text("the first part", sms::kDcsGsm7, header);
  const sms::SmsDeliver out = replaced(*data, sms::kDcsGsm7, true);
  const auto text = sms::text_of(true, sms::kDcsGsm7, out.user_data);
  EXPECT_EQ(text->size(), 14U);
  EXPECT_THAT(*text, testing::MatchesRegex("[a-z ]+"));
  EXPECT_EQ(sms::concatenation_of(sms::Tpdu(out))->reference, 12);
}

TEST_F(TpduTest, TheReplyAddressInAHeaderIsReplaced) {
  // Element 22: 12 semi-octets, international, 491711234567.
  const Octets header = hex("0a22080c91947111325476");
  const auto data = sms::user_data_of_text("x", sms::kDcsGsm7, header);
  const sms::SmsDeliver out = replaced(*data, sms::kDcsGsm7, true);
  EXPECT_EQ(out.tp_oa.value_octets().size(), 6U);
  EXPECT_TRUE(equal(out.user_data.tp_ud.view().subspan(5, 6), out.tp_oa.value_octets()));
  EXPECT_EQ(unknown(), 0U);
}

TEST_F(TpduTest, ElementsThatNobodyUnderstandsBecomeZeros) {
  const Octets header = hex("052003613a62");
  const auto data = sms::user_data_of_text("x", sms::kDcsGsm7, header);
  const sms::SmsDeliver out = replaced(*data, sms::kDcsGsm7, true);
  EXPECT_TRUE(equal(out.user_data.tp_ud.view().first(6), hex("052003000000")));
  EXPECT_EQ(unknown(), 1U);
}

TEST_F(TpduTest, WhatIsNoTpduBecomesZeros) {
  Octets octets = hex("040b915155");
  replace_in_tpdu(editor_, octets, Direction::mt, sms::ReportForm::by_octets);
  EXPECT_EQ(octets, Octets(5));
  EXPECT_EQ(unknown(), 1U);
}

TEST_F(TpduTest, WhatIsKeptUnknownStays) {
  Editor keeps(fixed_key(), true);
  Octets octets = hex("040b915155");
  replace_in_tpdu(keeps, octets, Direction::mt, sms::ReportForm::by_octets);
  EXPECT_EQ(octets, hex("040b915155"));
  EXPECT_EQ(keeps.not_understood().at("TPDU").octets, 5U);
}

}  // namespace
}  // namespace mapsim::cli::anonymize::test
