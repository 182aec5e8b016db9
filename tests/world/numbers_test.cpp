#include "scenarios/world/numbers.h"

#include <gtest/gtest.h>

namespace mapsim::world {
namespace {

TEST(Numbers, ComeBackFromEveryParameterThatHoldsThem) {
  for (const char* digits : {"1", "15550100001", "999000000000012"}) {
    const Number number = *Number::from_digits(digits);
    EXPECT_EQ(number_of(isdn_address(number)), number) << digits;
    EXPECT_EQ(number_of(address_string(number)), number) << digits;
    EXPECT_EQ(number_of(tp_address(number)), number) << digits;
  }
  const Number imsi = *Number::from_digits("001010000000001");
  EXPECT_EQ(number_of(imsi_of(imsi)), imsi);
}

TEST(Numbers, AnAlphanumericAddressIsNone) {
  const auto name = sms::alphanumeric_address(sms::NumberingPlan::isdn, "Bank");
  ASSERT_TRUE(name);
  EXPECT_FALSE(number_of(*name));
}

TEST(Numbers, OctetsThatAreNoDecimalDigitsAreNone) {
  const Octets stars = {0x91, 0x1a, 0xf0};
  EXPECT_FALSE(number_of(map::IsdnAddressString(stars)));
}

}  // namespace
}  // namespace mapsim::world
