#include "scenarios/world/message_store.h"

#include <gtest/gtest.h>

namespace mapsim::world {
namespace {

const Number kWho = *Number::from_digits("15550100100");
const Instant kSoon = Instant::from_start(std::chrono::seconds(10));

sms::SmsDeliver numbered(std::uint8_t n) {
  sms::SmsDeliver deliver;
  deliver.tp_pid = n;
  return deliver;
}

TEST(MessageStore, KeepsTheOrderOfOneRecipient) {
  MessageStore store(10, 10);
  for (std::uint8_t n = 0; n < 3; ++n) ASSERT_TRUE(store.add({numbered(n), kWho, {}, {}}, kSoon));
  for (std::uint8_t n = 0; n < 3; ++n) {
    const auto first = store.first(kWho);
    ASSERT_TRUE(first);
    EXPECT_EQ(std::get<sms::SmsDeliver>(store.find(*first)->tpdu).tp_pid, n);
    store.remove(*first);
  }
  EXPECT_FALSE(store.first(kWho));
  EXPECT_EQ(store.size(), 0U);
  EXPECT_TRUE(store.next_expiry().is_never());
}

TEST(MessageStore, TellsWhatExpires) {
  MessageStore store(10, 10);
  store.add({{}, kWho, {}, {}}, kSoon);
  EXPECT_FALSE(store.pop_expired(Instant()));
  const auto expired = store.pop_expired(kSoon);
  ASSERT_TRUE(expired);
  store.remove(*expired);
  EXPECT_EQ(store.waiting_for(kWho), 0U);
}

TEST(MessageStore, HasRoomForAsManyAsItsLimits) {
  MessageStore store(3, 2);
  EXPECT_TRUE(store.add({{}, kWho, {}, {}}, kSoon));
  EXPECT_TRUE(store.add({{}, kWho, {}, {}}, kSoon));
  EXPECT_FALSE(store.add({{}, kWho, {}, {}}, kSoon));
  EXPECT_TRUE(store.add({{}, *kWho.plus(1), {}, {}}, kSoon));
  EXPECT_FALSE(store.add({{}, *kWho.plus(2), {}, {}}, kSoon));
  EXPECT_EQ(store.size(), 3U);
}

}  // namespace
}  // namespace mapsim::world
