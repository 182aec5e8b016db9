#include "scenarios/world/answers.h"

#include <gtest/gtest.h>
#include <map>

namespace mapsim::world {
namespace {

std::map<std::string, int> drawn(const std::string& text, std::uint64_t seed, int times) {
  const auto answers = Answers::parse(text);
  EXPECT_TRUE(answers) << text;
  std::map<std::string, int> counts;
  Random random(seed);
  for (int i = 0; answers && i < times; ++i) ++counts[to_text(answers->draw(random))];
  return counts;
}

TEST(Answers, AreDrawnByTheirWeights) {
  const auto counts = drawn("90 % ok, 7.5% absentSubscriberSM(imsiDetached); 2.5 % silence", 1, 100'000);
  ASSERT_EQ(counts.size(), 3U);
  EXPECT_NEAR(counts.at("ok"), 90'000, 500);
  EXPECT_NEAR(counts.at("absentSubscriberSM(imsiDetached)"), 7'500, 400);
  EXPECT_NEAR(counts.at("silence"), 2'500, 300);
}

TEST(Answers, AreTheSameForTheSameSeed) {
  EXPECT_EQ(drawn("50 % ok, 50 % abort", 7, 1'000), drawn("50 % ok, 50 % abort", 7, 1'000));
  EXPECT_NE(drawn("50 % ok, 50 % abort", 7, 1'000), drawn("50 % ok, 50 % abort", 8, 1'000));
}

TEST(Answers, OneWithoutAPercentageIsTheOnlyOne) {
  EXPECT_EQ(drawn("sm-DeliveryFailure(sc-Congestion)", 1, 10).at("sm-DeliveryFailure(sc-Congestion)"), 10);
  EXPECT_TRUE(Answers::parse("ok")->is_only_ok());
  EXPECT_FALSE(Answers::parse("silence")->is_only_ok());
}

TEST(Answers, TakeACauseByNumber) {
  EXPECT_EQ(drawn("absentSubscriberSM(200)", 1, 1).count("absentSubscriberSM(200)"), 1U);
}

struct Wrong {
  const char* text;
  std::size_t offset;
  const char* says;
};
class WrongAnswers : public testing::TestWithParam<Wrong> {};

TEST_P(WrongAnswers, AreToldWithTheirPlace) {
  const auto answers = Answers::parse(GetParam().text);
  ASSERT_FALSE(answers);
  EXPECT_EQ(answers.error().offset, GetParam().offset) << answers.error().text;
  EXPECT_NE(answers.error().text.find(GetParam().says), std::string::npos) << answers.error().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongAnswers,
    testing::Values(
        Wrong{"90 % ok, 10 % absentSubscribrSM", 14, "did you mean 'absentSubscriberSM'"},
        Wrong{"90 % ok", 0, "add up to 90, not to 100"}, Wrong{"60 % ok, 50 % abort", 8, "more than 100"},
        Wrong{"x % ok", 0, "expected a percentage"}, Wrong{"1000 % ok", 0, "expected a percentage"},
        Wrong{"", 0, "is not known"}, Wrong{"absentSubscriberSM(imsiDetached", 0, "')' is missing"},
        Wrong{"absentSubscriberSM(gone)", 19, "imsiDetached"}, Wrong{"dataMissing(1)", 12, "no cause"},
        Wrong{"sm-DeliveryFailure", 0, "needs its cause"}));

TEST(Answers, AreAsManyAsTheLimitSays) {
  std::string text;
  for (std::size_t i = 0; i < Answers::kMax; ++i) text += (i == 0 ? "1 % ok" : ", 1 % ok");
  EXPECT_TRUE(Answers::parse(text));
  text.clear();
  for (std::size_t i = 0; i <= Answers::kMax; ++i) text += (i == 0 ? "0 % ok" : ", 0.5 % ok");
  EXPECT_FALSE(Answers::parse(text));
}

}  // namespace
}  // namespace mapsim::world
