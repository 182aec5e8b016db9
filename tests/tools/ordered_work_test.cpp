// Parts of work on several threads: their results leave in the order in which the parts came.
#include "tools/cli/ordered_work.h"

#include <functional>
#include <gmock/gmock.h>
#include <latch>
#include <stdexcept>

namespace mapsim::cli::test {
namespace {

using testing::ElementsAre;

class Numbered : public OrderedWork::Part {
 public:
  Numbered(
      std::vector<int>& left, int number, std::function<void()> work = [] {})
      : left_(left), number_(number), work_(std::move(work)) {}
  void work() override {
    work_();
    worked_ = true;
  }
  void leave() override { left_.push_back(worked_ ? number_ : -1); }

 private:
  std::vector<int>& left_;
  int number_;
  std::function<void()> work_;
  bool worked_ = false;
};

class Ordered : public testing::TestWithParam<std::size_t> {
 protected:
  std::vector<int> left_;
  std::unique_ptr<OrderedWork::Part> part(
      int number, std::function<void()> work = [] {}) {
    return std::make_unique<Numbered>(left_, number, std::move(work));
  }
};

TEST_P(Ordered, PartsLeaveInTheOrderInWhichTheyCame) {
  OrderedWork work(GetParam());
  std::vector<int> expected;
  for (int i = 0; i < 1000; ++i) {
    work.submit(part(i));
    expected.push_back(i);
  }
  work.finish(part(1000));
  expected.push_back(1000);
  EXPECT_EQ(left_, expected);
}

TEST_P(Ordered, WhatAPartThrowsComesToWhoSubmits) {
  OrderedWork work(GetParam());
  const auto all = [&] {
    work.submit(part(1));
    work.submit(part(2, [] { throw std::runtime_error("no memory"); }));
    work.finish(part(3));
  };
  EXPECT_THROW(all(), std::runtime_error);
  EXPECT_THAT(left_, ElementsAre(1));
}

TEST_P(Ordered, WhatHasLeftCanBeFilledAgain) {
  OrderedWork work(GetParam());
  EXPECT_EQ(work.take_left(), nullptr);
  auto first = part(1);
  const auto* address = first.get();
  work.finish(std::move(first));
  auto again = work.take_left();
  EXPECT_EQ(again.get(), address);
  EXPECT_EQ(work.take_left(), nullptr);
  work.finish(std::move(again));
  EXPECT_THAT(left_, ElementsAre(1, 1));
}

TEST_P(Ordered, NothingIsOwedToWhoDoesNotFinish) {
  OrderedWork work(GetParam());
  for (int i = 0; i < 10; ++i) work.submit(part(i));
}

INSTANTIATE_TEST_SUITE_P(Helpers, Ordered, testing::Values(0U, 1U, 3U));

using OrderedWorkTest = Ordered;

TEST_F(OrderedWorkTest, AFirstPartThatTakesLongHoldsNoOtherUp) {
  OrderedWork work(2);
  std::latch second_is_done(1);
  work.submit(part(1, [&] { second_is_done.wait(); }));
  work.submit(part(2, [&] { second_is_done.count_down(); }));
  work.finish(part(3));
  EXPECT_THAT(left_, ElementsAre(1, 2, 3));
}

TEST_F(OrderedWorkTest, WhoSubmitsWorksTooWhereManyWait) {
  OrderedWork work(1);
  const auto caller = std::this_thread::get_id();
  std::latch helper_is_busy(1);
  std::latch caller_has_worked(1);
  work.submit(part(0, [&] {
    helper_is_busy.count_down();
    caller_has_worked.wait();
  }));
  helper_is_busy.wait();
  work.submit(part(1, [&] {
    if (std::this_thread::get_id() == caller) caller_has_worked.count_down();
  }));
  EXPECT_FALSE(caller_has_worked.try_wait());
  work.submit(part(2));
  EXPECT_TRUE(caller_has_worked.try_wait());
  work.finish(part(3));
  EXPECT_THAT(left_, ElementsAre(0, 1, 2, 3));
}

}  // namespace
}  // namespace mapsim::cli::test
