#include "scenarios/load/rate.h"

#include <gtest/gtest.h>

#include "scenarios/load/shard.h"

namespace mapsim::load {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

TEST(Rate, CountsASecondAMinuteOrAnHour) {
  EXPECT_EQ(*parse_rate("5000/s"), 5000);
  EXPECT_EQ(*parse_rate("300/m"), 5);
  EXPECT_EQ(*parse_rate("1800/h"), 0.5);
  EXPECT_EQ(*parse_rate("2.5/s"), 2.5);
}

TEST(Rate, WithoutUnitIsASeconds) {
  EXPECT_EQ(*parse_rate("10"), 10);
}

TEST(Rate, ThatIsNoneIsRefusedWithWhatIsAllowed) {
  EXPECT_EQ(parse_rate("fast").error().text,
            "'fast' is no rate; a rate is a number and a unit: 5000/s, 300/m, 100/h");
  EXPECT_EQ(parse_rate("5/d").error().text, "'/d' is no unit of a rate; allowed: /s, /m, /h");
  EXPECT_EQ(parse_rate("10000001/s").error().text, "'10000001/s' is more than 10000000/s");
  EXPECT_FALSE(parse_rate("-5/s"));
  EXPECT_FALSE(parse_rate("1.2.3/s"));
}

TEST(Rate, AtItsLimitIsARate) {
  EXPECT_EQ(*parse_rate("10000000/s"), kMaxRate);
}

TEST(Ramp, LeadsFromOneRateToAnotherInATime) {
  const auto ramp = parse_ramp("0..20000/s over 5m");
  ASSERT_TRUE(ramp);
  EXPECT_EQ(ramp->from, 0);
  EXPECT_EQ(ramp->to, 20'000);
  EXPECT_EQ(ramp->length, minutes(5));
}

TEST(Ramp, TakesTheUnitOfItsSecondRateForItsFirst) {
  EXPECT_EQ(parse_ramp("60..120/m over 1s")->from, 1);
  EXPECT_EQ(parse_ramp("60/s..120/m over 1s")->from, 60);
}

TEST(Ramp, ThatIsNoneIsRefused) {
  EXPECT_EQ(parse_ramp("20000/s").error().text,
            "'20000/s' is no ramp; write the first rate, the last one and the time: 0..20000/s over 5m");
  EXPECT_FALSE(parse_ramp("0..x/s over 5m"));
  EXPECT_FALSE(parse_ramp("0..5/s over 5"));
  EXPECT_FALSE(parse_ramp("0..5/s over 0s"));
}

TEST(Step, HoldsARateForATime) {
  const auto step = parse_step("1000/s for 30s");
  ASSERT_TRUE(step);
  EXPECT_EQ(step->from, 1000);
  EXPECT_EQ(step->to, 1000);
  EXPECT_EQ(step->length, seconds(30));
}

TEST(Step, ThatIsNoneIsRefused) {
  EXPECT_EQ(parse_step("1000/s").error().text,
            "'1000/s' is no step; write the rate and the time: 1000/s for 30s");
}

TEST(Shard, IsOneOfSeveralParts) {
  const auto shard = parse_shard("2/4");
  ASSERT_TRUE(shard);
  EXPECT_EQ(shard->index, 1u);
  EXPECT_EQ(shard->count, 4u);
  EXPECT_TRUE(parse_shard("1024/1024"));
}

TEST(Shard, ThatIsNoneIsRefused) {
  for (const char* text : {"", "2", "/", "0/4", "5/4", "1/1025", "1/0", "a/4", "1/4x"}) {
    EXPECT_FALSE(parse_shard(text)) << text;
  }
}

TEST(Shard, SharesAddUpToTheWhole) {
  for (const std::uint64_t total : {0U, 1U, 3U, 4U, 5U, 1001U}) {
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < 4; ++i) sum += Shard{i, 4}.share_of(total);
    EXPECT_EQ(sum, total);
  }
}

}  // namespace
}  // namespace mapsim::load
