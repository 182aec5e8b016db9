#include "sigtran/sccp/congestion.h"

#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

using test::at;

constexpr CongestionTimers kTimers{.attack = 300ms, .decay = 5s, .sccp_decay = 4s};

// `count` reports of MTP, each after Ta; the time after the last.
Instant report(Congestion& c, mtp::PointCode node, int count, Instant now = at(0s)) {
  for (int i = 0; i < count; ++i) {
    EXPECT_TRUE(c.mtp_reports(node, now)) << i;
    now = now + 300ms;
    c.on_time(now);
  }
  return now;
}

TEST(Congestion, FourReportsOfMtpAreOneLevel) {
  Congestion c(kTimers);
  report(c, 201, 3);
  EXPECT_EQ(c.restriction_level(201), 0);
  report(c, 201, 1, at(1s));
  EXPECT_EQ(c.restriction_level(201), 1);
  EXPECT_EQ(c.restriction_level(202), 0);
}

TEST(Congestion, ReportsWhileTaRunsCountOnce) {
  Congestion c(kTimers);
  EXPECT_EQ(c.mtp_reports(201, at(0s)), 0);
  EXPECT_FALSE(c.mtp_reports(201, at(299ms)));
  c.on_time(at(300ms));
  EXPECT_TRUE(c.mtp_reports(201, at(300ms)));
}

TEST(Congestion, TheHighestLevelIsEight) {
  Congestion c(kTimers);
  report(c, 201, 40);
  EXPECT_EQ(c.restriction_level(201), 8);
}

TEST(Congestion, TdTakesItBackStepByStep) {
  Congestion c(kTimers);
  report(c, 201, 5);  // level 1, sublevel 1; Td runs since 1.2 s
  std::vector<std::uint8_t> told;
  Instant now = at(1200ms);
  for (int i = 0; i < 5; ++i) {
    now = now + 5s;
    EXPECT_EQ(c.next_deadline(), now);
    for (const auto& d : c.on_time(now)) told.push_back(d.level);
    EXPECT_EQ(c.restriction_level(201), i == 0 ? 1 : 0);
  }
  EXPECT_EQ(told, std::vector<std::uint8_t>{0});
  EXPECT_TRUE(c.next_deadline().is_never());
}

TEST(Congestion, LevelsOfTheOtherSccpWearOffOneByOne) {
  Congestion c(kTimers);
  EXPECT_EQ(c.sccp_reports(201, 3, at(0s)), 3);
  EXPECT_FALSE(c.sccp_reports(201, 2, at(1s)));  // lower than what holds
  EXPECT_FALSE(c.sccp_reports(201, 3, at(2s)));  // the same: T(con) starts anew
  EXPECT_EQ(c.next_deadline(), at(6s));
  c.on_time(at(6s));
  EXPECT_EQ(c.restriction_level(201), 2);
  c.on_time(at(10s));
  c.on_time(at(14s));
  EXPECT_EQ(c.restriction_level(201), 0);
  EXPECT_TRUE(c.next_deadline().is_never());
}

TEST(Congestion, RestrictsLessImportanceAlwaysAndMoreNever) {
  Congestion c(kTimers);
  EXPECT_FALSE(c.restricts(201, 0));
  c.sccp_reports(201, 5, at(0s));
  EXPECT_TRUE(c.restricts(201, 4));
  EXPECT_FALSE(c.restricts(201, 5));
  EXPECT_FALSE(c.restricts(201, 6));
  EXPECT_FALSE(c.restricts(202, 0));
}

TEST(Congestion, SublevelRestrictsItsShareOfWhatIsAtTheLevel) {
  Congestion c(kTimers);
  report(c, 201, 4 + 3);  // level 1, sublevel 3
  int kept_back = 0;
  for (int i = 0; i < 40; ++i) kept_back += c.restricts(201, 1) ? 1 : 0;
  EXPECT_EQ(kept_back, 30);
  EXPECT_TRUE(c.restricts(201, 0));
  EXPECT_FALSE(c.restricts(201, 2));
}

TEST(Congestion, ForgottenNodesStartAnew) {
  Congestion c(kTimers);
  report(c, 201, 4);
  EXPECT_TRUE(c.mtp_reports(201, at(2s)));
  c.forget(201);
  EXPECT_EQ(c.restriction_level(201), 0);
  EXPECT_TRUE(c.next_deadline().is_never());
  EXPECT_EQ(c.mtp_reports(201, at(2s)), 0);  // Ta of the earlier report does not hold
}

TEST(Congestion, KeepsSoManyNodesAndNoMore) {
  Congestion c(kTimers);
  for (mtp::PointCode node = 0; node < Congestion::kMaxNodes; ++node) {
    ASSERT_EQ(c.sccp_reports(node, 8, at(0s)), 8);
  }
  EXPECT_FALSE(c.sccp_reports(9999, 8, at(0s)));
  EXPECT_EQ(c.restriction_level(9999), 0);
  EXPECT_FALSE(c.mtp_reports(9999, at(0s)));
  EXPECT_FALSE(c.sccp_reports(7, 8, at(1s)));  // known ones still count
  EXPECT_EQ(c.restriction_level(7), 8);
}

}  // namespace
}  // namespace mapsim::sccp
