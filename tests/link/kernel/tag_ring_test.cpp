#include <gtest/gtest.h>

#include "sigtran/link/kernel/association.h"

namespace mapsim::link {
namespace {

TEST(TagRing, KeepsTheTagsOfTheLastMessages) {
  detail::TagRing tags(16 * detail::TagRing::kLeastCharge);
  EXPECT_EQ(tags.tag(0), 0U);
  for (std::uint64_t i = 0; i < 100; ++i) tags.put(1000 + i);
  EXPECT_EQ(tags.next(), 100U);
  EXPECT_EQ(tags.tag(99), 1099U);
  EXPECT_EQ(tags.tag(99 - 31), 1068U);
  EXPECT_EQ(tags.tag(99 - 32), 0U);
  EXPECT_EQ(tags.tag(100), 0U);
}

}  // namespace
}  // namespace mapsim::link
