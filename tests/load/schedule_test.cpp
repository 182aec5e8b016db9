#include "scenarios/load/schedule.h"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace mapsim::load {
namespace {

using namespace std::chrono_literals;

Instant at(Duration since) {
  return Instant::from_start(since);
}

ScheduleConfig constant(double rate) {
  ScheduleConfig config;
  config.stretches = {{rate, rate, std::nullopt}};
  return config;
}

// Those that are due before `until`, which are begun.
std::uint64_t begin_until(Schedule& schedule, Instant until) {
  std::uint64_t n = 0;
  while (schedule.next() < until) {
    schedule.pop();
    ++n;
  }
  return n;
}

TEST(Schedule, SpreadsAConstantRateEvenly) {
  Schedule schedule(constant(4), at(0s));
  EXPECT_EQ(schedule.next(), at(0s));
  schedule.pop();
  EXPECT_EQ(schedule.next(), at(250ms));
  schedule.pop();
  EXPECT_EQ(schedule.next(), at(500ms));
}

TEST(Schedule, BeginsWhenTheRunDoes) {
  EXPECT_EQ(Schedule(constant(10), at(7s)).next(), at(7s));
}

// 3/s has no period in nanoseconds: rounding each gap would drift by 33 microseconds a day.
TEST(Schedule, DoesNotDriftOverADay) {
  Schedule schedule(constant(3), at(0s));
  EXPECT_EQ(begin_until(schedule, at(24h)), 3u * 86'400u);
  EXPECT_EQ(schedule.next(), at(24h));
}

TEST(Schedule, DoesNotDriftAfterTenBillionDialogues) {
  // Fifty hours at 55 555.5/s, counted by their units; a shard takes strides of a thousand.
  ScheduleConfig config = constant(55'555.5);
  config.shard = {0, 1000};
  Schedule schedule(config, at(0s));
  EXPECT_EQ(begin_until(schedule, at(50h)), 9'999'990u);
  EXPECT_EQ(schedule.next(), at(50h));
}

TEST(Schedule, FollowsARamp) {
  ScheduleConfig config;
  config.stretches = {{0, 1000, 10s}};
  Schedule schedule(config, at(0s));
  EXPECT_EQ(begin_until(schedule, at(5s)), 1250u);  // a quarter of the area after half of the time
  EXPECT_EQ(begin_until(schedule, at(10s)), 3750u);
  EXPECT_TRUE(schedule.is_over(at(10s)));
  EXPECT_EQ(schedule.begun(), 5000u);
}

TEST(Schedule, FollowsAFallingRampToNothing) {
  ScheduleConfig config;
  config.stretches = {{1000, 0, 10s}};
  Schedule schedule(config, at(0s));
  EXPECT_EQ(begin_until(schedule, at(5s)), 3750u);
  EXPECT_EQ(begin_until(schedule, at(1h)), 1250u);
  EXPECT_TRUE(schedule.is_over(at(10s)));
}

TEST(Schedule, PlaysStretchesOneAfterTheOther) {
  ScheduleConfig config;
  config.stretches = {{100, 100, 2s}, {0, 0, 3s}, {50, 50, 2s}};
  Schedule schedule(config, at(0s));
  EXPECT_EQ(begin_until(schedule, at(2s)), 200u);
  EXPECT_EQ(schedule.next(), at(5s));
  EXPECT_EQ(begin_until(schedule, at(1h)), 100u);
  EXPECT_TRUE(schedule.is_over(at(7s)));
}

TEST(Schedule, HoldsTheLastRateWhenADurationGoesOn) {
  ScheduleConfig config;
  config.stretches = {{0, 100, 10s}};
  config.duration = 20s;
  Schedule schedule(config, at(0s));
  EXPECT_EQ(begin_until(schedule, at(1h)), 500u + 1000u);
  EXPECT_TRUE(schedule.is_over(at(20s)));
}

TEST(Schedule, EndsAtItsCount) {
  ScheduleConfig config = constant(10);
  config.count = 3;
  Schedule schedule(config, at(0s));
  EXPECT_EQ(begin_until(schedule, at(1h)), 3u);
  EXPECT_TRUE(schedule.is_over(at(0s)));
  EXPECT_TRUE(schedule.next().is_never());
}

TEST(Schedule, HasNothingToBeginAtACountOfNothing) {
  ScheduleConfig config = constant(10);
  config.count = 0;
  EXPECT_TRUE(Schedule(config, at(0s)).is_over(at(0s)));
}

TEST(Schedule, SaysTheRateOfATime) {
  ScheduleConfig config;
  config.stretches = {{0, 1000, 10s}};
  config.duration = 1min;
  const Schedule schedule(config, at(0s));
  EXPECT_DOUBLE_EQ(schedule.rate_at(at(0s)), 0);
  EXPECT_DOUBLE_EQ(schedule.rate_at(at(5s)), 500);
  EXPECT_DOUBLE_EQ(schedule.rate_at(at(30s)), 1000);
  EXPECT_DOUBLE_EQ(schedule.rate_at(at(1min)), 0);
}

TEST(Schedule, SaysHowManyAreDue) {
  const Schedule schedule(constant(10), at(0s));
  EXPECT_EQ(schedule.due_by(at(0s)), 0);
  EXPECT_EQ(schedule.due_by(at(50ms)), 1);
  EXPECT_EQ(schedule.due_by(at(1s)), 10);
}

// The user presses a key: what was due before stays due, what comes has the new rate.
TEST(Schedule, ChangesItsRateFromAnInstantOn) {
  Schedule schedule(constant(10), at(0s));
  EXPECT_EQ(begin_until(schedule, at(1s)), 10u);
  schedule.set_rate(at(2s), 100);
  EXPECT_EQ(begin_until(schedule, at(2s)), 10u);
  EXPECT_EQ(begin_until(schedule, at(3s)), 100u);
}

TEST(Schedule, PausesAndGoesOn) {
  Schedule schedule(constant(10), at(0s));
  EXPECT_EQ(begin_until(schedule, at(1s)), 10u);
  schedule.set_rate(at(1s), 0);
  EXPECT_FALSE(schedule.is_over(at(1s)));
  EXPECT_TRUE(schedule.next().is_never());
  schedule.set_rate(at(1h), 10);
  EXPECT_EQ(schedule.next(), at(1h));  // the one that was due as the pause began
  EXPECT_EQ(begin_until(schedule, at(1h) + 1s), 10u);
}

TEST(Schedule, KeepsItsEndWhenItsRateChanges) {
  ScheduleConfig config = constant(10);
  config.duration = 10s;
  Schedule schedule(config, at(0s));
  schedule.set_rate(at(5s), 0);
  EXPECT_EQ(begin_until(schedule, at(1h)), 50u);
  EXPECT_FALSE(schedule.is_over(at(9s)));
  EXPECT_TRUE(schedule.is_over(at(10s)));
}

TEST(Schedule, ForgetsRatesThatLieBehind) {
  Schedule schedule(constant(1000), at(0s));
  std::uint64_t begun = 0;
  for (int i = 1; i <= 10'000; ++i) {
    begun += begin_until(schedule, at(i * 10ms));
    schedule.set_rate(at(i * 10ms), i % 2 == 0 ? 1000 : 2000);
  }
  EXPECT_NEAR(static_cast<double>(begun), 150'000, 20);
}

// A clock that jumps, as after the process was stopped: all that was missed is due, with its own instants.
TEST(Schedule, KeepsWhatWasMissedWhenAClockJumps) {
  Schedule schedule(constant(1000), at(0s));
  begin_until(schedule, at(1s));
  const Instant jumped = at(1h);
  EXPECT_EQ(schedule.next(), at(1s));
  EXPECT_EQ(begin_until(schedule, jumped), 3'599'000u);
  EXPECT_EQ(schedule.next(), jumped);
}

TEST(Schedule, DoesNotMindAClockThatGoesBack) {
  Schedule schedule(constant(10), at(0s));
  begin_until(schedule, at(2s));
  const Instant next = schedule.next();
  EXPECT_EQ(begin_until(schedule, at(1s)), 0u);
  EXPECT_EQ(schedule.next(), next);
}

TEST(Schedule, DealsAUniformRateOutToShardsInTurn) {
  Schedule whole(constant(30), at(0s));
  ScheduleConfig config = constant(30);
  config.count = 100;
  std::vector<Schedule> shards;
  for (std::uint32_t i = 0; i < 3; ++i) {
    config.shard = {i, 3};
    shards.emplace_back(config, at(0s));
  }
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_EQ(shards[i % 3].next(), whole.next()) << i;
    whole.pop();
    shards[i % 3].pop();
  }
  for (const Schedule& shard : shards) EXPECT_TRUE(shard.is_over(at(4s)));
  EXPECT_DOUBLE_EQ(shards[0].rate_at(at(0s)), 10);
}

ScheduleConfig poisson(double rate, std::uint64_t seed) {
  ScheduleConfig config = constant(rate);
  config.arrivals = Arrivals::poisson;
  config.seed = seed;
  return config;
}

// Counts of intervals of a Poisson process have their mean as variance; 3600 of them are within 5 % by far.
TEST(PoissonSchedule, HasTheVarianceOfItsMean) {
  Schedule schedule(poisson(400, 7), at(0s));
  double sum = 0;
  double squares = 0;
  for (int i = 1; i <= 3600; ++i) {
    const auto n = static_cast<double>(begin_until(schedule, at(i * 1s)));
    sum += n;
    squares += n * n;
  }
  const double mean = sum / 3600;
  EXPECT_NEAR(mean, 400, 2);
  EXPECT_NEAR(squares / 3600 - mean * mean, 400, 40);
}

TEST(PoissonSchedule, HasGapsWhoseDeviationIsTheirMean) {
  Schedule schedule(poisson(1000, 3), at(0s));
  double sum = 0;
  double squares = 0;
  Instant before = at(0s);
  for (int i = 0; i < 200'000; ++i) {
    const double gap = std::chrono::duration<double>(schedule.next() - before).count();
    before = schedule.next();
    sum += gap;
    squares += gap * gap;
    schedule.pop();
  }
  const double mean = sum / 200'000;
  EXPECT_NEAR(mean, 1e-3, 1e-5);
  EXPECT_NEAR(std::sqrt(squares / 200'000 - mean * mean), 1e-3, 2e-5);
}

TEST(PoissonSchedule, IsTheSameForTheSameSeedOnly) {
  Schedule a(poisson(10, 1), at(0s));
  Schedule b(poisson(10, 1), at(0s));
  Schedule c(poisson(10, 2), at(0s));
  EXPECT_EQ(a.next(), b.next());
  EXPECT_NE(a.next(), c.next());
}

TEST(PoissonSchedule, FollowsARampOnTheAverage) {
  ScheduleConfig config = poisson(0, 5);
  config.stretches = {{0, 1000, 100s}};
  Schedule schedule(config, at(0s));
  EXPECT_NEAR(static_cast<double>(begin_until(schedule, at(50s))), 12'500, 500);
  EXPECT_NEAR(static_cast<double>(begin_until(schedule, at(100s))), 37'500, 800);
}

TEST(PoissonSchedule, OfShardsTogetherHasTheRateOfTheWhole) {
  std::uint64_t sum = 0;
  for (std::uint32_t i = 0; i < 4; ++i) {
    ScheduleConfig config = poisson(400, 11);
    config.shard = {i, 4};
    Schedule schedule(config, at(0s));
    sum += begin_until(schedule, at(100s));
  }
  EXPECT_NEAR(static_cast<double>(sum), 40'000, 800);
}

}  // namespace
}  // namespace mapsim::load
