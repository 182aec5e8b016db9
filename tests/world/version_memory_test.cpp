#include "scenarios/world/version_memory.h"

#include <gtest/gtest.h>

namespace mapsim::world {
namespace {

const Number kFirst = *Number::from_digits("15550100002");

TEST(VersionMemory, RemembersByDestinationAndContext) {
  VersionMemory memory(10);
  memory.remember(kFirst, 25, 2);
  EXPECT_EQ(memory.version(kFirst, 25), 2);
  EXPECT_FALSE(memory.version(kFirst, 20));
  EXPECT_FALSE(memory.version(*kFirst.plus(1), 25));
  memory.remember(kFirst, 25, 3);
  EXPECT_EQ(memory.version(kFirst, 25), 3);
  EXPECT_EQ(memory.size(), 1U);
}

TEST(VersionMemory, ForgetsTheOneUsedLongestAgoAtItsLimit) {
  VersionMemory memory(3);
  for (std::uint64_t n = 0; n < 3; ++n) memory.remember(*kFirst.plus(n), 25, 1);
  EXPECT_TRUE(memory.version(kFirst, 25));  // used
  memory.remember(*kFirst.plus(3), 25, 1);
  EXPECT_EQ(memory.size(), 3U);
  EXPECT_TRUE(memory.version(kFirst, 25));
  EXPECT_FALSE(memory.version(*kFirst.plus(1), 25));
}

}  // namespace
}  // namespace mapsim::world
