#include "scenarios/world/number.h"

#include <gtest/gtest.h>

namespace mapsim::world {
namespace {

TEST(Number, KeepsLeadingZeros) {
  const auto number = Number::from_digits("001010000000001");
  ASSERT_TRUE(number);
  EXPECT_EQ(number->digits(), "001010000000001");
  EXPECT_NE(number, Number::from_digits("1010000000001"));
}

TEST(Number, PassesOverThePlusOfAnInternationalNumber) {
  EXPECT_EQ(Number::from_digits("+15550100100"), Number::from_digits("15550100100"));
}

TEST(Number, HasOneToFifteenDigits) {
  EXPECT_TRUE(Number::from_digits("999999999999999"));
  for (const char* wrong : {"", "+", "1234567890123456", "12a", "1 2", "++1"})
    EXPECT_FALSE(Number::from_digits(wrong)) << wrong;
}

TEST(Number, CountsUpWithinItsDigits) {
  const auto number = *Number::from_digits("0098");
  EXPECT_EQ(number.plus(3)->digits(), "0101");
  EXPECT_EQ(number.plus(9901)->digits(), "9999");
  EXPECT_FALSE(number.plus(9902));
  EXPECT_FALSE(number.plus(~std::uint64_t{0}));
}

}  // namespace
}  // namespace mapsim::world
