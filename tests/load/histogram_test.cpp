#include "scenarios/load/histogram.h"

#include <gtest/gtest.h>

#include "sigtran/core/random.h"

namespace mapsim::load {
namespace {

TEST(Histogram, TellsSmallValuesApart) {
  Histogram h;
  for (std::uint64_t v = 0; v < 2048; ++v) h.record(v);
  for (std::size_t i = 0; i < 2048; ++i) {
    EXPECT_EQ(h.count_at(i), 1u);
    EXPECT_EQ(h.value_at(i), i);
    EXPECT_EQ(h.greatest_at(i), i);
  }
}

// Figures of HdrHistogram's own documentation: 1 to 3 600 000 000 with 3 digits keep 22 buckets of 2048.
TEST(Histogram, HasTheBucketsOfHdrHistogram) {
  EXPECT_EQ(Histogram({1, 3'600'000'000, 3}).size(), (22u + 1) * 1024);
  EXPECT_EQ(Histogram({1'000, 3'600'000'000, 3}).size(), (13u + 1) * 1024);
}

TEST(Histogram, KeepsThreeDigitsOfEveryValue) {
  Random random(1);
  const Histogram layout;
  for (int i = 0; i < 200; ++i) {
    const std::uint64_t value = random.next() >> (23 + random.below(41));
    if (value > layout.layout().highest) continue;
    Histogram one;
    one.record(value);
    EXPECT_LE(one.min(), value);
    EXPECT_GE(one.max(), value);
    EXPECT_LE(static_cast<double>(one.max() - one.min()), static_cast<double>(value) / 1000 + 1) << value;
  }
}

TEST(Histogram, BucketsFollowOneAnotherWithoutGap) {
  const Histogram h;
  for (std::size_t i = 1; i < h.size(); ++i) ASSERT_EQ(h.value_at(i), h.greatest_at(i - 1) + 1) << i;
}

TEST(Histogram, GivesPercentilesToFourNines) {
  Histogram h;
  for (std::uint64_t v = 1; v <= 10'000; ++v) h.record(v * 1000);
  EXPECT_NEAR(static_cast<double>(h.percentile(50)), 5'000'000, 5'000);
  EXPECT_NEAR(static_cast<double>(h.percentile(99)), 9'900'000, 9'900);
  EXPECT_NEAR(static_cast<double>(h.percentile(99.9)), 9'990'000, 9'990);
  EXPECT_NEAR(static_cast<double>(h.percentile(99.99)), 9'999'000, 9'999);
  EXPECT_EQ(h.percentile(100), h.max());
  EXPECT_EQ(h.percentile(0), 1000u);
}

TEST(Histogram, OfNothingGivesNothing) {
  const Histogram h;
  EXPECT_EQ(h.percentile(99), 0u);
  EXPECT_EQ(h.max(), 0u);
  EXPECT_EQ(h.min(), 0u);
  EXPECT_EQ(h.mean(), 0);
}

TEST(Histogram, CountsWhatIsBeyondAsItsHighest) {
  Histogram h({1, 1000, 2});
  h.record(1'000'000);
  EXPECT_EQ(h.beyond(), 1u);
  EXPECT_GE(h.max(), 1000u);
  EXPECT_LT(h.max(), 1100u);
}

TEST(Histogram, SaysHowManyAreAboveAValue) {
  Histogram h;
  for (std::uint64_t v = 1; v <= 100; ++v) h.record(v);
  EXPECT_EQ(h.count_above(90), 10u);
  EXPECT_EQ(h.count_above(100), 0u);
  EXPECT_EQ(h.count_above(~std::uint64_t{0}), 0u);
}

TEST(Histogram, AddedIsWhatOneWouldHaveRecorded) {
  Random random(5);
  Histogram whole;
  Histogram parts[3];
  for (int i = 0; i < 10'000; ++i) {
    const std::uint64_t value = random.next() >> (24 + random.below(40));
    whole.record(value);
    parts[random.below(3)].record(value);
  }
  ASSERT_TRUE(parts[0].add(parts[1]));
  ASSERT_TRUE(parts[0].add(parts[2]));
  EXPECT_EQ(parts[0], whole);
}

TEST(Histogram, OfAnotherLayoutCannotBeAdded) {
  Histogram h;
  EXPECT_FALSE(h.add(Histogram({1, 1000, 3})));
}

TEST(Histogram, IsEmptyAfterItWasCleared) {
  Histogram h;
  h.record(123'456'789);
  h.clear();
  EXPECT_EQ(h, Histogram());
}

TEST(Histogram, MeanIsThatOfTheMiddlesOfBuckets) {
  Histogram h;
  h.record(10);
  h.record(20, 3);
  EXPECT_DOUBLE_EQ(h.mean(), 17.5);
}

TEST(Histogram, RefusesLayoutsThatMakeNoSense) {
  EXPECT_TRUE(Histogram::check({1, 2, 1}));
  EXPECT_TRUE(Histogram::check({1, (std::uint64_t{1} << 62U) - 1, 5}));
  EXPECT_FALSE(Histogram::check({1, std::uint64_t{1} << 62U, 3}));
  EXPECT_FALSE(Histogram::check({0, 100, 3}));
  EXPECT_FALSE(Histogram::check({60, 100, 3}));
  EXPECT_FALSE(Histogram::check({1, 100, 0}));
  EXPECT_FALSE(Histogram::check({1, 100, 6}));
  EXPECT_FALSE(Histogram::check({std::uint64_t{1} << 50U, std::uint64_t{1} << 61U, 3}));
}

}  // namespace
}  // namespace mapsim::load
