#include "scenarios/world/message_waiting.h"

#include <gtest/gtest.h>

namespace mapsim::world {
namespace {

const Number kImsi = *Number::from_digits("001010000000001");
const Number kCentre = *Number::from_digits("15550100001");

TEST(MessageWaiting, IsOverWhenTheSubscriberIsPresent) {
  MessageWaiting waiting(10, 10);
  EXPECT_TRUE(waiting.add(kImsi, kCentre, true, false));
  EXPECT_TRUE(waiting.find(kImsi)->not_reachable);
  EXPECT_EQ(waiting.present(kImsi).size(), 1U);
  EXPECT_EQ(waiting.find(kImsi), nullptr);
}

TEST(MessageWaiting, GoesOnWhereThePresentSubscriberHasNoRoom) {
  MessageWaiting waiting(10, 10);
  waiting.add(kImsi, kCentre, true, false);
  waiting.add(kImsi, kCentre, false, true);
  EXPECT_TRUE(waiting.present(kImsi).empty());
  EXPECT_FALSE(waiting.find(kImsi)->not_reachable);
  EXPECT_EQ(waiting.memory_available(kImsi).size(), 1U);
}

TEST(MessageWaiting, RoomMeansPresenceToo) {
  MessageWaiting waiting(10, 10);
  waiting.add(kImsi, kCentre, true, true);
  EXPECT_EQ(waiting.memory_available(kImsi).size(), 1U);
}

TEST(MessageWaiting, HasEachServiceCentreOnceAndAsManyAsItsLimit) {
  MessageWaiting waiting(1, 2);
  EXPECT_TRUE(waiting.add(kImsi, kCentre, true, false));
  EXPECT_TRUE(waiting.add(kImsi, kCentre, true, false));
  EXPECT_TRUE(waiting.add(kImsi, *kCentre.plus(1), true, false));
  EXPECT_FALSE(waiting.add(kImsi, *kCentre.plus(2), true, false));
  EXPECT_FALSE(waiting.add(*kImsi.plus(1), kCentre, true, false));
  EXPECT_EQ(waiting.find(kImsi)->service_centres.size(), 2U);
  EXPECT_EQ(waiting.size(), 1U);
}

}  // namespace
}  // namespace mapsim::world
