#include "sigtran/sccp/translation.h"

#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

using test::rule;

mtp::PointCode first(const TranslationTable& table, const Address& a) {
  return table.find(*a.gt).value()->destinations[0];
}

TEST(Translation, LongestPrefixWins) {
  const TranslationTable table({rule("", 1), rule("1555", 2), rule("15550100002", 3), rule("155", 4)});
  EXPECT_EQ(first(table, test::on_gt("15550100002")), 3U);
  EXPECT_EQ(first(table, test::on_gt("15550100001")), 2U);
  EXPECT_EQ(first(table, test::on_gt("1556")), 4U);
  EXPECT_EQ(first(table, test::on_gt("49")), 1U);
}

TEST(Translation, OfEqualPrefixesTheFirstWins) {
  const TranslationTable table({rule("15", 1), rule("15", 2)});
  EXPECT_EQ(first(table, test::on_gt("15")), 1U);
}

TEST(Translation, CauseTellsAnUnknownKindFromUnknownDigits) {
  TranslationRule r = rule("1555", 1);
  r.numbering_plan = NumberingPlan::isdn;
  r.nature_of_address = NatureOfAddress::international;
  r.translation_type = 0;
  r.indicator = 4;
  const TranslationTable table({r});
  EXPECT_TRUE(table.find(*test::on_gt("15551").gt));
  EXPECT_EQ(table.find(*test::on_gt("49").gt).error(), ReturnCause::no_translation_for_address);
  const auto cause = [&](auto change) {
    GlobalTitle gt = *test::on_gt("15551").gt;
    change(gt);
    return table.find(gt).error();
  };
  EXPECT_EQ(cause([](auto& gt) { gt.numbering_plan = NumberingPlan::isdn_mobile; }),
            ReturnCause::no_translation_for_address_nature);
  EXPECT_EQ(cause([](auto& gt) { gt.nature_of_address = NatureOfAddress::national; }),
            ReturnCause::no_translation_for_address_nature);
  EXPECT_EQ(cause([](auto& gt) { gt.translation_type = 9; }), ReturnCause::no_translation_for_address_nature);
  EXPECT_EQ(cause([](auto& gt) { gt.indicator = 3; }), ReturnCause::no_translation_for_address_nature);
  EXPECT_EQ(TranslationTable().find(*test::on_gt("1").gt).error(),
            ReturnCause::no_translation_for_address_nature);
}

TEST(Translation, TitleWithoutAMemberDoesNotMatchARuleThatAsksForIt) {
  TranslationRule r = rule("", 1);
  r.nature_of_address = NatureOfAddress::international;
  GlobalTitle gt = *test::on_gt("1").gt;  // its structure says international, its indicator carries none
  gt.indicator = 2;
  EXPECT_FALSE(TranslationTable({r}).find(gt));
}

TEST(Translation, ChangesWhatTheRuleSays) {
  TranslationRule r = rule("0049", 1);
  r.strip = 2;
  r.insert = "99";
  r.ssn = 6;
  r.routing = RoutingIndicator::route_on_ssn;
  r.new_translation_type = 7;
  r.new_numbering_plan = NumberingPlan::isdn_mobile;
  r.new_nature_of_address = NatureOfAddress::national;
  Address a = test::on_gt("004917");
  a.raw = {1, 2, 3};
  apply(r, a);
  EXPECT_EQ(a.gt->digits, "994917");
  EXPECT_EQ(a.ssn, 6);
  EXPECT_EQ(a.routing, RoutingIndicator::route_on_ssn);
  EXPECT_EQ(a.gt->translation_type, 7);
  EXPECT_EQ(a.gt->numbering_plan, NumberingPlan::isdn_mobile);
  EXPECT_EQ(a.gt->nature_of_address, NatureOfAddress::national);
  EXPECT_TRUE(a.raw.empty());
}

TEST(Translation, ChangesNothingUnasked) {
  Address a = test::on_gt("004917");
  a.raw = {1, 2, 3};
  const Address before = a;
  apply(rule("0049", 1), a);
  EXPECT_EQ(a, before);
}

TEST(Translation, StripsNoMoreThanThereIs) {
  TranslationRule r = rule("1", 1);
  r.strip = 5;
  Address a = test::on_gt("12");
  apply(r, a);
  EXPECT_EQ(a.gt->digits, "");
}

}  // namespace
}  // namespace mapsim::sccp
