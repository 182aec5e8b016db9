#include "sigtran/core/timer_queue.h"

#include <gtest/gtest.h>
#include <map>
#include <utility>
#include <vector>

#include "sigtran/core/random.h"

namespace mapsim {
namespace {

using namespace std::chrono_literals;

Instant at(Duration d) {
  return Instant::from_start(d);
}

TEST(Instant, NeverStaysNever) {
  EXPECT_TRUE((Instant::never() + 5s).is_never());
  EXPECT_FALSE(at(5s).is_never());
  EXPECT_EQ(at(5s) - at(3s), Duration(2s));
  EXPECT_LT(at(5s), Instant::never());
}

TEST(TimerQueue, IdleHasNoDeadline) {
  TimerQueue<int> q;
  EXPECT_TRUE(q.next_deadline().is_never());
  EXPECT_EQ(q.pop_due(at(1h)), std::nullopt);
}

TEST(TimerQueue, FiresAtItsDeadlineAndNotBefore) {
  TimerQueue<int> q;
  q.arm(at(1s), 10s, 7);
  EXPECT_EQ(q.next_deadline(), at(11s));
  EXPECT_EQ(q.pop_due(at(11s - 1ns)), std::nullopt);
  EXPECT_EQ(q.pop_due(at(11s)), 7);
  EXPECT_EQ(q.size(), 0U);
  EXPECT_TRUE(q.next_deadline().is_never());
}

TEST(TimerQueue, EarliestFirstAcrossDurationsTiesInTheOrderOfArming) {
  TimerQueue<int> q;
  q.arm(at(0s), 10s, 1);
  q.arm(at(0s), 5s, 2);
  q.arm(at(5s), 5s, 3);
  q.arm(at(4s), 6s, 4);
  std::vector<int> order;
  while (const auto key = q.pop_due(at(1h))) order.push_back(*key);
  EXPECT_EQ(order, (std::vector<int>{2, 1, 3, 4}));
}

TEST(TimerQueue, CancelRemovesFromAnyPlace) {
  for (int victim = 0; victim < 3; ++victim) {
    TimerQueue<int> q;
    TimerId ids[3];
    for (int i = 0; i < 3; ++i) ids[i] = q.arm(at(0s), 5s, i);
    q.cancel(ids[victim]);
    EXPECT_FALSE(ids[victim]);
    std::vector<int> order;
    while (const auto key = q.pop_due(at(5s))) order.push_back(*key);
    std::vector<int> expected{0, 1, 2};
    std::erase(expected, victim);
    EXPECT_EQ(order, expected);
  }
}

TEST(TimerQueue, OldIdsNeverMatchAgain) {
  TimerQueue<int> q;
  TimerId fired = q.arm(at(0s), 1s, 1);
  ASSERT_TRUE(q.pop_due(at(1s)));
  TimerId successor = q.arm(at(1s), 1s, 2);
  EXPECT_EQ(successor.slot, fired.slot);
  q.cancel(fired);
  EXPECT_EQ(q.size(), 1U);
  TimerId none;
  q.cancel(none);
  TimerId copy = successor;
  q.cancel(successor);
  q.cancel(copy);
  EXPECT_EQ(q.size(), 0U);
}

TEST(TimerQueue, ClockThatGoesBackDoesNotReorderADuration) {
  TimerQueue<int> q;
  q.arm(at(10s), 5s, 1);
  q.arm(at(2s), 5s, 2);
  EXPECT_EQ(q.next_deadline(), at(15s));
  EXPECT_EQ(q.pop_due(at(20s)), 1);
  EXPECT_EQ(q.pop_due(at(20s)), 2);
}

TEST(TimerQueue, CopyHasItsOwnFuture) {
  TimerQueue<int> q;
  TimerId id = q.arm(at(0s), 5s, 1);
  TimerQueue<int> copy = q;
  copy.cancel(id);
  EXPECT_EQ(copy.size(), 0U);
  EXPECT_EQ(q.pop_due(at(5s)), 1);
}

// Against the plain model: a list ordered by deadline and sequence.
TEST(TimerQueue, AgreesWithASortedListUnderChance) {
  TimerQueue<int> q;
  std::map<std::pair<Instant, int>, TimerId> model;
  Random random(1);
  Instant now = at(0s);
  for (int i = 0; i < 5000; ++i) {
    now = now + Duration(random.below(3) * 1'000'000);
    if (random.below(3) == 0 && !model.empty()) {
      auto victim = std::next(model.begin(), static_cast<std::ptrdiff_t>(random.below(model.size())));
      q.cancel(victim->second);
      model.erase(victim);
    } else {
      const Duration after = 1ms * static_cast<std::int64_t>(1 + random.below(7));
      model.emplace(std::pair(now + after, i), q.arm(now, after, i));
    }
    while (const auto key = q.pop_due(now)) {
      ASSERT_EQ(*key, model.begin()->first.second);
      model.erase(model.begin());
    }
    ASSERT_EQ(q.size(), model.size());
    ASSERT_EQ(q.next_deadline(), model.empty() ? Instant::never() : model.begin()->first.first);
  }
}

}  // namespace
}  // namespace mapsim
