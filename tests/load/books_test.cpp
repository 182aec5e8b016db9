#include "scenarios/load/books.h"

#include <gtest/gtest.h>

namespace mapsim::load {
namespace {

using scenario::Ending;

Books books(std::uint64_t started, std::uint64_t passed, std::uint64_t timed_out, std::uint64_t open) {
  Books b;
  b.started = started;
  b.ended[static_cast<std::size_t>(Ending::passed)] = passed;
  b.ended[static_cast<std::size_t>(Ending::timed_out)] = timed_out;
  b.open_at_end = open;
  return b;
}

TEST(Books, BalanceWhereWhatStartedHasEndedOrIsOpen) {
  EXPECT_TRUE(books(10, 7, 2, 1).balances());
  EXPECT_FALSE(books(10, 7, 2, 0).balances());
  EXPECT_FALSE(books(10, 7, 2, 2).balances());
}

TEST(Books, CountBeyond32Bits) {
  const Books b = books(std::uint64_t{1} << 40U, (std::uint64_t{1} << 40U) - 1, 1, 0);
  EXPECT_TRUE(b.balances());
  EXPECT_EQ(b.failed(), 1u);
}

TEST(Books, HaveAnErrorRateOfWhatEnded) {
  EXPECT_DOUBLE_EQ(books(100, 30, 10, 60).error_rate(), 0.25);
  EXPECT_EQ(Books().error_rate(), 0);
}

TEST(Books, AddedBalanceWhereTheirPartsDo) {
  Books sum = books(10, 7, 2, 1);
  sum.add(books(5, 5, 0, 0));
  EXPECT_EQ(sum, books(15, 12, 2, 1));
}

TEST(Books, SayWhatIsNotNothing) {
  EXPECT_EQ(books(10, 7, 2, 1).to_text(), "started 10 = succeeded 7 + timed-out 2 + still open 1");
  EXPECT_EQ(books(3, 3, 0, 0).to_text(), "started 3 = succeeded 3");
}

}  // namespace
}  // namespace mapsim::load
