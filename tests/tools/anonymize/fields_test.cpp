#include "tools/anonymize/fields.h"

#include <gmock/gmock.h>

#include "sigtran/core/digits.h"
#include "sigtran/sccp/address_codec.h"
#include "sigtran/sms/address.h"
#include "tests/tools/anonymize/support.h"

namespace mapsim::cli::anonymize::test {
namespace {

using testing::StartsWith;

class Fields : public WithEditor {};

TEST_F(Fields, ATbcdStringKeepsItsFiller) {
  Octets odd = pack_tbcd("262011234567890");
  replace_imsi(editor_, odd);
  EXPECT_EQ(*unpack_tbcd(odd), editor_.names.imsi("262011234567890"));
  Octets even = pack_tbcd("26201123456789");
  replace_imsi(editor_, even);
  EXPECT_EQ(unpack_tbcd(even)->size(), 14U);
}

TEST_F(Fields, AnAddressStringOfTheMobilePlanIsAnImsi) {
  Octets reference = hex("96");
  for (const std::uint8_t o : pack_tbcd("262011234567890")) reference.push_back(o);
  replace_address_string(editor_, reference);
  EXPECT_EQ(reference[0], 0x96);
  EXPECT_EQ(*unpack_tbcd(OctetView(reference).subspan(1)), editor_.names.imsi("262011234567890"));
  Octets msisdn = hex("91947111325476");
  replace_address_string(editor_, msisdn);
  EXPECT_EQ(*unpack_tbcd(OctetView(msisdn).subspan(1)), editor_.names.number("491711234567"));
}

TEST_F(Fields, ATpAddressOfLettersBecomesOtherLetters) {
  const auto address = sms::alphanumeric_address(sms::NumberingPlan::unknown, "MyBank24");
  Octets octets = {address->length, address->type};
  for (const std::uint8_t o : address->value_octets()) octets.push_back(o);
  replace_tp_address(editor_, octets);
  sms::Address out = *address;
  std::copy(octets.begin() + 2, octets.end(), out.value.begin());
  EXPECT_EQ(out.text().size(), 8U);
  EXPECT_NE(out.text(), "MyBank24");
}

TEST_F(Fields, ATpAddressKeepsItsOddCount) {
  Octets octets = hex("0b915155501000f0");
  replace_tp_address(editor_, octets);
  EXPECT_EQ(octets[0], 0x0B);
  EXPECT_EQ(octets.back() >> 4U, 0xF);
  EXPECT_EQ(unpack_digits(OctetView(octets).subspan(2), 11), editor_.names.number("15550501000"));
}

// Q.713 3.4.1: global title indicators 1 to 4.
TEST_F(Fields, TheDigitsOfEveryGlobalTitleAreReplaced) {
  for (std::uint8_t indicator = 1; indicator <= 4; ++indicator) {
    for (const std::string digits : {"491711234567", "4917112345678"}) {
      if (indicator == 2 && digits.size() % 2 != 0) continue;  // it cannot say so
      sccp::Address address;
      address.point_code = 1234;
      address.ssn = 8;
      address.gt = sccp::GlobalTitle{.indicator = indicator, .digits = digits, .encoding_scheme = {}};
      OutBuffer out;
      sccp::prepend_address(out, address);
      Octets octets(out.view().begin(), out.view().end());
      replace_party_address(editor_, octets);
      const auto read = sccp::decode_address(octets, "called");
      ASSERT_TRUE(read);
      EXPECT_EQ(read->gt->digits, editor_.names.number(digits)) << int{indicator};
      EXPECT_EQ(read->point_code, editor_.names.point_code(1234));
      EXPECT_EQ(read->ssn, 8);
      EXPECT_TRUE(read->raw.empty());
    }
  }
}

TEST_F(Fields, ATitleOfTheMobilePlanIsAnImsi) {
  sccp::Address address;
  address.gt = sccp::GlobalTitle{
      .numbering_plan = sccp::NumberingPlan::land_mobile, .digits = "262011234567890", .encoding_scheme = {}};
  OutBuffer out;
  sccp::prepend_address(out, address);
  Octets octets(out.view().begin(), out.view().end());
  replace_party_address(editor_, octets);
  EXPECT_THAT(sccp::decode_address(octets, "called")->gt->digits, StartsWith("00101"));
}

TEST_F(Fields, ATitleInAnotherEncodingSchemeIsNotUnderstood) {
  Octets octets = hex("1208001304947111");  // national scheme 3
  replace_party_address(editor_, octets);
  EXPECT_EQ(octets, hex("1208001304000000"));
  EXPECT_EQ(unknown(), 1U);
}

TEST_F(Fields, AddressesThatAreCutAreNotUnderstood) {
  for (const char* text : {"13", "13ff", "12", "1208", "120800", "12080012", "43"}) {
    Octets octets = hex(text);
    replace_party_address(editor_, octets);
    EXPECT_EQ(octets.size(), hex(text).size());
  }
  for (const char* text : {"", "0b", "0b91", "0b9151", "ff91515550"}) {
    Octets octets = hex(text);
    replace_tp_address(editor_, octets);
    EXPECT_EQ(octets.size(), hex(text).size());
  }
}

}  // namespace
}  // namespace mapsim::cli::anonymize::test
