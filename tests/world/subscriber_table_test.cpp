#include "scenarios/world/subscriber_table.h"

#include <gtest/gtest.h>

namespace mapsim::world {
namespace {

Subscriber subscriber(std::uint64_t n) {
  Subscriber s;
  s.imsi = *Number::from_digits("001010000000000")->plus(n);
  s.msisdn = *Number::from_digits("99900000000")->plus(n);
  return s;
}

TEST(SubscriberTable, FindsByImsiAndByMsisdn) {
  SubscriberTable table;
  for (std::uint64_t n = 0; n < 1'000; ++n) ASSERT_EQ(table.add(subscriber(n)), SubscriberTable::Added::ok);
  for (std::uint64_t n = 0; n < 1'000; ++n) {
    const Subscriber wanted = subscriber(n);
    ASSERT_EQ(table.find_imsi(wanted.imsi), &table.at(n));
    ASSERT_EQ(table.find_msisdn(wanted.msisdn), &table.at(n));
  }
  EXPECT_EQ(table.find_imsi(subscriber(1'000).imsi), nullptr);
  EXPECT_EQ(table.find_imsi(Number()), nullptr);
}

TEST(SubscriberTable, FindsNobodyWhereThereIsNobody) {
  EXPECT_EQ(SubscriberTable().find_imsi(subscriber(1).imsi), nullptr);
}

TEST(SubscriberTable, HasEachNumberOnce) {
  SubscriberTable table;
  table.add(subscriber(1));
  Subscriber other = subscriber(2);
  other.msisdn = subscriber(1).msisdn;
  EXPECT_EQ(table.add(other), SubscriberTable::Added::same_msisdn);
  other = subscriber(2);
  other.imsi = subscriber(1).imsi;
  EXPECT_EQ(table.add(other), SubscriberTable::Added::same_imsi);
  EXPECT_EQ(table.size(), 1U);
}

TEST(SubscriberTable, KeepsNodesAndAnswersOnce) {
  SubscriberTable table;
  const auto msc = *Number::from_digits("15550100002");
  EXPECT_EQ(table.node_index(msc), table.node_index(msc));
  EXPECT_EQ(table.node(table.node_index(msc)), msc);
  EXPECT_EQ(*table.answers_index("ok"), *table.answers_index("ok"));
  EXPECT_NE(*table.answers_index("ok"), *table.answers_index("silence"));
  EXPECT_FALSE(table.answers_index("nothing"));
}

TEST(SubscriberTable, HasAsManyNodesAndAnswersAsItsLimitsSay) {
  SubscriberTable table;
  const auto first = *Number::from_digits("999000000");
  for (std::size_t n = 0; n < SubscriberTable::kMaxNodes; ++n)
    ASSERT_NE(table.node_index(*first.plus(n)), Subscriber::kNone);
  EXPECT_EQ(table.node_index(*first.plus(SubscriberTable::kMaxNodes)), Subscriber::kNone);
  EXPECT_EQ(table.node_index(first), 0U);
  const auto answers = [](std::size_t n) {
    return std::string(n / 256, ' ') + "ok" + std::string(n % 256, ' ');
  };
  for (std::size_t n = 0; n < SubscriberTable::kMaxAnswers; ++n) ASSERT_TRUE(table.answers_index(answers(n)));
  EXPECT_FALSE(table.answers_index(answers(SubscriberTable::kMaxAnswers)));
}

}  // namespace
}  // namespace mapsim::world
