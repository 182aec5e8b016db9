#include "sigtran/core/slab.h"

#include <gtest/gtest.h>
#include <string>

namespace mapsim {
namespace {

TEST(Slab, FindsWhatWasPutIn) {
  Slab<std::string> slab;
  const auto a = slab.emplace("a");
  const auto b = slab.emplace("b");
  ASSERT_NE(slab.find(a), nullptr);
  EXPECT_EQ(*slab.find(a), "a");
  EXPECT_EQ(*slab.find(b), "b");
  EXPECT_EQ(slab.size(), 2U);
}

TEST(Slab, HandleOfAnErasedObjectNeverMatchesItsSuccessor) {
  Slab<int> slab;
  const auto first = slab.emplace(1);
  slab.erase(first);
  EXPECT_EQ(slab.find(first), nullptr);
  const auto second = slab.emplace(2);
  EXPECT_EQ(second.slot, first.slot);
  EXPECT_EQ(slab.find(first), nullptr);
  EXPECT_EQ(*slab.find(second), 2);
  EXPECT_EQ(slab.size(), 1U);
}

TEST(Slab, ZeroedAndInventedHandlesMatchNothing) {
  Slab<int> slab;
  EXPECT_EQ(slab.find({}), nullptr);
  const auto h = slab.emplace(1);
  EXPECT_EQ(slab.find({}), nullptr);
  EXPECT_EQ(slab.find({h.slot + 1, h.generation}), nullptr);
  slab.erase(h);
  EXPECT_EQ(slab.find({h.slot, h.generation + 1}), nullptr);  // the generation of the vacant slot
}

TEST(Slab, AddressesSurviveGrowth) {
  Slab<int> slab;
  const auto h = slab.emplace(7);
  const int* const before = slab.find(h);
  for (int i = 0; i < 2000; ++i) slab.emplace(i);
  EXPECT_EQ(slab.find(h), before);
  EXPECT_EQ(*before, 7);
}

TEST(Slab, VisitsInTheOrderOfSlots) {
  Slab<int> slab;
  const auto a = slab.emplace(1);
  slab.emplace(2);
  slab.emplace(3);
  slab.erase(a);
  std::string seen;
  slab.for_each(
      [&](SlabHandle h, int& v) { seen += std::to_string(h.slot) + ":" + std::to_string(v) + " "; });
  EXPECT_EQ(seen, "1:2 2:3 ");
  slab.emplace(4);
  seen.clear();
  slab.for_each([&](SlabHandle, int& v) { seen += std::to_string(v); });
  EXPECT_EQ(seen, "423");
}

TEST(Slab, CopyLivesOnItsOwn) {
  Slab<std::string> slab;
  const auto h = slab.emplace("original");
  Slab<std::string> copy = slab;
  copy.erase(h);
  for (int i = 0; i < 600; ++i) copy.emplace("x");
  EXPECT_EQ(copy.size(), 600U);
  ASSERT_NE(slab.find(h), nullptr);
  EXPECT_EQ(*slab.find(h), "original");
}

TEST(SlabDeathTest, ErasingTwiceIsTheProgrammersError) {
  Slab<int> slab;
  const auto h = slab.emplace(1);
  slab.erase(h);
  EXPECT_DEATH(slab.erase(h), "find");
}

}  // namespace
}  // namespace mapsim
