#include <gtest/gtest.h>

#include "scenarios/world/load_subscribers.h"

namespace mapsim::world {
namespace {

const NodeNames kNamed = {{"msc", *Number::from_digits("15550100002")}};

TEST(ReadYaml, ReadsAListOfSubscribers) {
  const auto loaded = read_yaml(
      "subscribers:\n"
      "  - {imsi: \"001010000000001\", msisdn: \"+15550100100\", msc: msc, state: memory-full, room: 0, "
      "returns: 1.5m}\n"
      "  - {imsi: \"001010000000002\", msisdn: \"+15550100101\", answers: 50 % ok; 50 % abort}\n",
      kNamed);
  ASSERT_TRUE(loaded.table) << loaded.errors.front().text;
  ASSERT_EQ(loaded.table->size(), 2U);
  EXPECT_EQ(loaded.table->at(0).state, SubscriberState::memory_full);
  EXPECT_EQ(loaded.table->at(0).returns_ms, 90'000U);
  EXPECT_EQ(loaded.table->node(loaded.table->at(0).msc).digits(), "15550100002");
  EXPECT_NE(loaded.table->at(1).answers, Subscriber::kNone);
}

TEST(ReadYaml, TellsEveryMistakeWithItsPlace) {
  const auto loaded = read_yaml(
      "- {imsi: \"001010000000001\", msisdn: \"+1555\", stat: absent}\n"
      "- {imsi: [], msisdn: \"+15550100101\"}\n"
      "- {msisdn: \"+15550100102\"}\n"
      "- 5\n",
      kNamed);
  EXPECT_FALSE(loaded.table);
  ASSERT_EQ(loaded.errors.size(), 4U);
  EXPECT_EQ(loaded.errors[0].mark, (Mark{1, 46}));
  EXPECT_NE(loaded.errors[0].text.find("did you mean 'state'"), std::string::npos);
  EXPECT_EQ(loaded.errors[1].mark, (Mark{2, 10}));
  EXPECT_EQ(loaded.errors[2].text, "the row has no imsi");
  EXPECT_EQ(loaded.errors[3].mark.line, 4);
}

TEST(ReadYaml, TellsWhatIsNoYamlAndNoList) {
  EXPECT_FALSE(read_yaml("- {", kNamed).errors.empty());
  EXPECT_NE(read_yaml("abc", kNamed).errors.at(0).text.find("expected a list of subscribers"),
            std::string::npos);
  EXPECT_FALSE(read_yaml("", kNamed).errors.empty());
}

}  // namespace
}  // namespace mapsim::world
