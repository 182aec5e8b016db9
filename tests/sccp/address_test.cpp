#include "sigtran/sccp/address_codec.h"
#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

using test::hex;

std::string written(const Address& a) {
  EXPECT_TRUE(check_address(a, "called")) << check_address(a, "called").error().message();
  OutBuffer out;
  prepend_address(out, a);
  EXPECT_EQ(out.size(), address_size(a));
  return to_hex(out.view());
}

Address read(std::string_view octets) {
  const auto a = decode_address(hex(octets), "called");
  EXPECT_TRUE(a) << octets << ": " << a.error().message();
  return a.value_or(Address{});
}

TEST(Address, PointCodeAndSsn) {
  const Address a = read("43a70508");
  EXPECT_EQ(a.routing, RoutingIndicator::route_on_ssn);
  EXPECT_EQ(a.point_code, 1447U);
  EXPECT_EQ(a.ssn, 8);
  EXPECT_FALSE(a.gt);
  EXPECT_FALSE(a.national);
  EXPECT_EQ(written(a), "43a70508");
}

TEST(Address, PointCodeHasItsLeastSignificantOctetFirst) {
  Address a = test::on_ssn(0x3FFF, 6);
  EXPECT_EQ(written(a), "43ff3f06");
  a.point_code = 0x0102;
  EXPECT_EQ(written(a), "43020106");
}

TEST(Address, SsnAlone) {
  EXPECT_EQ(read("4208"), test::on_ssn(std::nullopt, 8));
  EXPECT_EQ(written(test::on_ssn(std::nullopt, 8)), "4208");
}

TEST(Address, NothingButItsIndicator) {
  const Address a = read("00");  // calling address that is not available (Q.713 3.5)
  EXPECT_EQ(a, Address{});
  EXPECT_EQ(written(a), "00");
}

TEST(Address, NationalBitIsKept) {
  const Address a = read("c208");
  EXPECT_TRUE(a.national);
  EXPECT_EQ(written(a), "c208");
}

TEST(Address, TitleWithNatureOnlyAndOddEvenBit) {
  const Address odd = read("06088421436507");
  ASSERT_TRUE(odd.gt);
  EXPECT_EQ(odd.gt->indicator, 1);
  EXPECT_EQ(odd.gt->nature_of_address, NatureOfAddress::international);
  EXPECT_EQ(odd.gt->digits, "1234567");
  EXPECT_FALSE(odd.gt->encoding_scheme);
  EXPECT_EQ(written(odd), "06088421436507");
  const Address even = read("060803214365");
  EXPECT_EQ(even.gt->nature_of_address, NatureOfAddress::national);
  EXPECT_EQ(even.gt->digits, "123456");
  EXPECT_EQ(written(even), "060803214365");
}

TEST(Address, TitleWithTranslationTypeOnly) {
  const Address a = read("0a0801214365");
  EXPECT_EQ(a.gt->indicator, 2);
  EXPECT_EQ(a.gt->translation_type, 1);
  EXPECT_EQ(a.gt->digits, "123456");
  EXPECT_EQ(written(a), "0a0801214365");
}

TEST(Address, TitleWithTranslationTypePlanAndScheme) {
  const Address odd = read("0e06007121436507");
  EXPECT_EQ(odd.gt->indicator, 3);
  EXPECT_EQ(odd.gt->numbering_plan, NumberingPlan::isdn_mobile);
  EXPECT_EQ(odd.gt->digits, "1234567");
  EXPECT_EQ(written(odd), "0e06007121436507");
  const Address even = read("0e060962214365");
  EXPECT_EQ(even.gt->translation_type, 9);
  EXPECT_EQ(even.gt->numbering_plan, NumberingPlan::land_mobile);
  EXPECT_EQ(even.gt->digits, "123456");
  EXPECT_EQ(written(even), "0e060962214365");
}

TEST(Address, TitleWithAllMembers) {
  const Address odd = read("12080011048822088000000001");
  EXPECT_EQ(odd.gt->indicator, 4);
  EXPECT_EQ(odd.gt->translation_type, 0);
  EXPECT_EQ(odd.gt->numbering_plan, NumberingPlan::isdn);
  EXPECT_EQ(odd.gt->nature_of_address, NatureOfAddress::international);
  EXPECT_EQ(odd.gt->digits, "882280080000001");
  EXPECT_EQ(written(odd), "12080011048822088000000001");
  EXPECT_EQ(written(test::on_gt("1234")), "12080012042143");
  EXPECT_EQ(written(test::on_gt("12345")), "1208001104214305");
}

TEST(Address, OddAndEvenCountsSetTheSchemeForEveryLength) {
  std::string digits;
  for (int count = 0; count <= 32; ++count) {
    for (const std::uint8_t indicator : std::initializer_list<std::uint8_t>{1, 3, 4}) {
      Address a = test::on_gt(digits);
      a.gt->indicator = indicator;
      if (indicator == 1) a.gt->numbering_plan = NumberingPlan::isdn;
      const Address back = read(written(a));
      EXPECT_EQ(back.gt->digits, digits);
      EXPECT_TRUE(back.raw.empty());
      EXPECT_FALSE(back.gt->encoding_scheme);
    }
    digits.push_back(static_cast<char>('0' + count % 10));
  }
}

TEST(Address, AllSixteenSignalsAreKept) {
  const Address a = test::on_gt("0123456789abcdef");
  EXPECT_EQ(written(a), "12080012041032547698badcfe");
  EXPECT_EQ(read(written(a)), a);
}

TEST(Address, SchemeThatDoesNotFollowFromTheDigitsIsKept) {
  const Address a = read("12080013042143");
  EXPECT_EQ(a.gt->encoding_scheme, 3);
  EXPECT_EQ(a.gt->digits, "1234");
  EXPECT_TRUE(a.raw.empty());
  EXPECT_EQ(written(a), "12080013042143");
  Address wrong = test::on_gt("1234");
  wrong.gt->encoding_scheme = 1;  // odd, but four digits: a test may want it
  EXPECT_EQ(written(wrong), "12080011042143");
  EXPECT_EQ(written(read("1208001104")), "1208001104");  // odd and no digit at all
  EXPECT_EQ(written(read("060884")), "060884");
}

TEST(Address, WhatTheFieldsCannotSayIsKeptAsOctets) {
  for (const char* octets : {
           "43ff7f08",          // spare bits above the 14 of the point code
           "1208001104214375",  // filler 7
           "0608842175",        // the same with the odd/even bit
           "12080012842143",    // spare bit of the nature of address octet
           "160812345678",      // global title indicator 5
           "3e08",              // 15
           "420800",            // surplus octet
       }) {
    const Address a = read(octets);
    EXPECT_EQ(to_hex(a.raw), octets);
    EXPECT_EQ(written(a), octets);
  }
  EXPECT_EQ(read("1208001104214375").gt->digits, "12345");
  EXPECT_EQ(read("43ff7f08").point_code, 0x3FFFU);
  EXPECT_EQ(read("160812345678").gt->indicator, 5);
}

TEST(Address, EveryTruncationInsideAFixedFieldIsAnError) {
  // Digits may end anywhere: the count of octets is all that says how many there are.
  for (const auto& [octets, fixed] : {std::pair<const char*, std::size_t>{"43a70508", 4},
                                      {"060884214365", 3},
                                      {"0a0801214365", 3},
                                      {"0e0600712143", 4},
                                      {"13a7050800120421436587", 7}}) {
    const Octets whole = hex(octets);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto a = decode_address(OctetView(whole).first(size), "calling");
      EXPECT_EQ(a.has_value(), size >= fixed) << octets << " " << size;
      if (a) continue;
      EXPECT_EQ(a.error().field, "calling");
      EXPECT_EQ(a.error().clause, "Q.713 3.4");
      EXPECT_EQ(a.error().offset, size);
    }
  }
}

TEST(Address, WhatCannotBeWrittenIsRefused) {
  const auto refused = [](auto change) {
    Address a = test::on_gt("1234");
    change(a);
    const auto checked = check_address(a, "called");
    EXPECT_FALSE(checked);
    return checked ? std::string() : checked.error().clause;
  };
  EXPECT_EQ(refused([](Address& a) { a.point_code = 0x4000; }), "Q.713 3.4.2.1");
  EXPECT_EQ(refused([](Address& a) { a.gt->indicator = 0; }), "Q.713 3.4.1");
  EXPECT_EQ(refused([](Address& a) { a.gt->indicator = 5; }), "Q.713 3.4.1");
  EXPECT_EQ(refused([](Address& a) { a.gt->digits = "+12"; }), "Q.713 3.4.2.3.1");
  EXPECT_EQ(refused([](Address& a) { a.gt->digits = "12A"; }), "Q.713 3.4.2.3.1");
  EXPECT_EQ(refused([](Address& a) { a.gt->encoding_scheme = 16; }), "Q.713 3.4.2.3.3");
  EXPECT_EQ(refused([](Address& a) { a.gt->numbering_plan = static_cast<NumberingPlan>(16); }),
            "Q.713 3.4.2.3.3");
  EXPECT_EQ(refused([](Address& a) { a.gt->nature_of_address = static_cast<NatureOfAddress>(128); }),
            "Q.713 3.4.2.3.1");
  EXPECT_EQ(refused([](Address& a) { a.gt->digits = std::string(502, '1'); }), "Q.713 2.2");
  EXPECT_EQ(refused([](Address& a) { a.raw = Octets(256); }), "Q.713 2.2");
}

}  // namespace
}  // namespace mapsim::sccp
