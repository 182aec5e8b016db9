#include "sigtran/core/random.h"

#include <array>
#include <gtest/gtest.h>
#include <set>

namespace mapsim {
namespace {

// Computed apart from this code from the authors' published splitmix64.c and xoshiro256starstar.c.
TEST(Random, GivesTheNumbersOfThePublishedAlgorithm) {
  Random zero(0);
  for (const std::uint64_t expected :
       {11091344671253066420ULL, 13793997310169335082ULL, 1900383378846508768ULL, 7684712102626143532ULL,
        13521403990117723737ULL, 18442103541295991498ULL}) {
    EXPECT_EQ(zero.next(), expected);
  }
  Random forty_two(42);
  for (const std::uint64_t expected :
       {1546998764402558742ULL, 6990951692964543102ULL, 12544586762248559009ULL, 17057574109182124193ULL,
        18295552978065317476ULL, 14199186830065750584ULL}) {
    EXPECT_EQ(forty_two.next(), expected);
  }
}

TEST(Random, BelowStaysBelowAndReachesEveryValue) {
  Random random(7);
  std::array<int, 10> seen{};
  for (int i = 0; i < 10000; ++i) {
    const std::uint64_t r = random.below(10);
    ASSERT_LT(r, 10U);
    ++seen[r];
  }
  for (const int count : seen) EXPECT_NEAR(count, 1000, 150);
  EXPECT_EQ(random.below(1), 0U);
}

TEST(Random, BelowIsTheSameOnEveryMachine) {
  Random random(7);
  for (const std::uint64_t expected : {4U, 4U, 8U, 4U, 4U, 1U, 6U, 6U, 8U, 9U, 3U, 6U}) {
    EXPECT_EQ(random.below(10), expected);
  }
}

TEST(Random, BelowRejectsWhatWouldFavourSmallResults) {
  // With 3 * 2^62 a third of the results would come twice as often without rejection.
  Random random(1);
  const std::uint64_t bound = 3ULL << 62U;
  int low = 0;
  for (int i = 0; i < 9000; ++i) low += random.below(bound) < (1ULL << 62U) ? 1 : 0;
  EXPECT_NEAR(low, 3000, 200);
}

TEST(Random, ChanceKeepsItsProbability) {
  Random random(3);
  int hits = 0;
  for (int i = 0; i < 10000; ++i) {
    ASSERT_FALSE(random.chance(0.0));
    ASSERT_TRUE(random.chance(1.0));
    hits += random.chance(0.25) ? 1 : 0;
  }
  EXPECT_NEAR(hits, 2500, 200);
}

TEST(Random, ForksOfDifferentPurposeDiffer) {
  std::set<std::uint64_t> first;
  for (std::uint64_t purpose = 0; purpose < 100; ++purpose) first.insert(Random(5).fork(purpose).next());
  EXPECT_EQ(first.size(), 100U);
  EXPECT_EQ(Random(5).fork(9).next(), Random(5).fork(9).next());
}

}  // namespace
}  // namespace mapsim
