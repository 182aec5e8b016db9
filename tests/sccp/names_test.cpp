#include "sigtran/sccp/names.h"

#include "sigtran/sccp/address_codec.h"
#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

using test::hex;

Value map(std::initializer_list<std::pair<const char*, Value>> members) {
  Value v{Value::Map{}};
  for (const auto& [name, value] : members) v.add(name, value);
  return v;
}

Address read(const Value& v) {
  const auto a = from_value<Address>(v);
  EXPECT_TRUE(a) << a.error().message();
  return a.value_or(Address{});
}

TEST(AddressValue, CompleteForm) {
  Address a = test::on_gt("15550100001");
  a.point_code = 101;
  EXPECT_EQ(
      mapsim::to_value(a).to_text(),
      "{routing: \"gt\", pc: 101, ssn: 8, gt: {indicator: 4, tt: 0, np: \"e164\", nai: \"international\", "
      "digits: \"15550100001\"}}");
  EXPECT_EQ(read(mapsim::to_value(a)), a);
}

TEST(AddressValue, ShortForm) {
  EXPECT_EQ(read(map({{"gt", "+15550100001"}, {"ssn", 8}})), test::on_gt("15550100001"));
  EXPECT_EQ(read(map({{"pc", 101}, {"ssn", 8}})), test::on_ssn(101, 8));
}

TEST(AddressValue, MembersOfTheTitleMayStandBesideIt) {
  const Address a = read(
      map({{"gt", "15550100001"}, {"tt", 3}, {"np", "e214"}, {"nai", "national"}, {"encoding-scheme", 1}}));
  EXPECT_EQ(a.gt->translation_type, 3);
  EXPECT_EQ(a.gt->numbering_plan, NumberingPlan::isdn_mobile);
  EXPECT_EQ(a.gt->nature_of_address, NatureOfAddress::national);
  EXPECT_EQ(a.gt->encoding_scheme, 1);
  EXPECT_FALSE(a.ssn);
}

TEST(AddressValue, StatedNatureWinsOverPlus) {
  EXPECT_EQ(read(map({{"gt", "+1555"}, {"nai", "unknown"}})).gt->nature_of_address, NatureOfAddress::unknown);
}

TEST(AddressValue, RoutingMayBeStatedAgainstTheRule) {
  EXPECT_EQ(read(map({{"gt", "1555"}, {"ssn", 6}, {"routing", "ssn"}})).routing,
            RoutingIndicator::route_on_ssn);
  EXPECT_EQ(read(map({{"ssn", 6}, {"routing", "gt"}})).routing, RoutingIndicator::route_on_gt);
}

TEST(AddressValue, EachIndicatorShowsWhatItHas) {
  Address a = test::on_gt("1234");
  a.gt->indicator = 1;
  EXPECT_EQ(mapsim::to_value(*a.gt).to_text(), "{indicator: 1, nai: \"international\", digits: \"1234\"}");
  a.gt->indicator = 2;
  EXPECT_EQ(mapsim::to_value(*a.gt).to_text(), "{indicator: 2, tt: 0, digits: \"1234\"}");
  a.gt->indicator = 3;
  EXPECT_EQ(mapsim::to_value(*a.gt).to_text(), "{indicator: 3, tt: 0, np: \"e164\", digits: \"1234\"}");
}

TEST(AddressValue, MistakesAreNamed) {
  const auto mistake = [](const Value& v) {
    const auto a = from_value<Address>(v);
    EXPECT_FALSE(a) << v.to_text();
    return a ? std::string() : a.error().field + ": " + a.error().text;
  };
  EXPECT_THAT(mistake(map({{"gtt", "1"}})), testing::HasSubstr("did you mean 'gt'?"));
  EXPECT_THAT(mistake(map({{"gt", "15-55"}})), testing::HasSubstr("gt: '15-55' is no global title"));
  EXPECT_THAT(mistake(map({{"gt", 5}})),
              testing::HasSubstr("gt: expected digits or a map, found a number (5)"));
  EXPECT_THAT(mistake(map({{"tt", 5}})), testing::HasSubstr("gt: is required"));
  EXPECT_THAT(mistake(map({{"pc", 16384}})), testing::HasSubstr("pc: 16384 is out of range"));
  EXPECT_THAT(mistake(map({{"ssn", 256}})), testing::HasSubstr("ssn: 256 is out of range"));
  EXPECT_THAT(mistake(map({{"gt", "1"}, {"np", "e165"}})), testing::HasSubstr("did you mean 'e164'?"));
  EXPECT_THAT(mistake(map({{"gt", "1"}, {"indicator", 2}, {"np", "e164"}})),
              testing::HasSubstr("np: is no part of a global title with indicator 2"));
  EXPECT_THAT(mistake(map({{"gt", map({{"digits", "1"}, {"indicator", 1}, {"tt", 0}})}})),
              testing::HasSubstr("gt.tt: is no part of a global title with indicator 1"));
  EXPECT_THAT(mistake(map({{"gt", map({{"tt", 1}})}})), testing::HasSubstr("gt.digits: is required here"));
  EXPECT_THAT(mistake(Value("x")), testing::HasSubstr("expected a map"));
}

TEST(AddressValue, RawOctetsGoBothWays) {
  const Address a = decode_address(hex("1208001104214375"), "called").value();
  const Address back = read(mapsim::to_value(a));
  EXPECT_EQ(back, a);
  EXPECT_EQ(to_hex(back.raw), "1208001104214375");
}

TEST(MessageValue, ShowsEachParameterWithItsOctets) {
  const Octets in = hex("11810f 04060a0c 024208 0443010006 020b0c 1004c2123456 120105 f001aa 00");
  const Value v = to_value(decode(in).value());
  EXPECT_EQ(
      v.to_text(),
      "{message: \"XUDT\", class: 1, return-on-error: true, hop-counter: 15, called: {routing: \"ssn\", ssn: "
      "8}, "
      "calling: {routing: \"ssn\", pc: 1, ssn: 6}, segmentation: {first: true, class1: true, remaining: 2, "
      "reference: 5649426}, importance: 5, optional: [{name: 240, contents: {hex: aa}}], data: {hex: 0b0c}}");
  EXPECT_EQ(v.find("calling")->octets->offset, 11U);
  EXPECT_EQ(v.find("calling")->octets->size, 4U);
  EXPECT_EQ(v.find("hop-counter")->octets->offset, 2U);
  EXPECT_EQ(v.find("data")->octets->offset, 16U);
  EXPECT_EQ(encode(from_value<Message>(v).value()).value(), in);
}

TEST(MessageValue, ServiceMessageHasACauseAndNoClass) {
  const Octets in = hex("0a01 030509 024208 0443010006 020b0c");
  const Value v = to_value(decode(in).value());
  EXPECT_EQ(*v.find("return-cause"), Value("no-translation-for-address"));
  EXPECT_EQ(v.find("class"), nullptr);
  EXPECT_EQ(encode(from_value<Message>(v).value()).value(), in);
}

TEST(MessageValue, OtherMessageHandlingIsKept) {
  const Octets in = hex("0931 030509 024208 0443010006 020b0c");
  const Value v = to_value(decode(in).value());
  EXPECT_EQ(*v.find("message-handling"), Value(3));
  EXPECT_EQ(encode(from_value<Message>(v).value()).value(), in);
}

TEST(MessageValue, MembersOfAnotherTypeAreRefused) {
  const Octets in = hex("0901 030509 024208 0443010006 020b0c");
  Value v = to_value(decode(in).value());
  v.add("importance", 3);
  const auto m = from_value<Message>(v);
  ASSERT_FALSE(m);
  EXPECT_THAT(m.error().text, testing::HasSubstr("'importance' is not known here"));
}

TEST(Names, CauseWithoutANameIsItsNumber) {
  EXPECT_EQ(mapsim::to_value(static_cast<ReturnCause>(99)), Value(99));
  EXPECT_EQ(from_value<ReturnCause>(Value("hop-counter-violation")), ReturnCause::hop_counter_violation);
}

}  // namespace
}  // namespace mapsim::sccp
