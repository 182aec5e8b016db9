#include "scenarios/load/sample/sample_draw.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

namespace mapsim::load {
namespace {

std::vector<std::uint64_t> drawn(const SampleDraw& draw, std::uint64_t below, std::uint8_t scenario = 0) {
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t i = 0; i < below; ++i) {
    if (draw.takes(scenario, i)) numbers.push_back(i);
  }
  return numbers;
}

TEST(SampleDraw, TakesOneOfEachSoMany) {
  const auto numbers = drawn({.one_of = 100, .seed = 1}, 10'000);
  ASSERT_EQ(numbers.size(), 100u);
  for (std::size_t i = 0; i < numbers.size(); ++i) EXPECT_EQ(numbers[i] / 100, i);
}

TEST(SampleDraw, IsNoRegularOne) {
  const auto numbers = drawn({.one_of = 100, .seed = 1}, 1000);
  std::vector<std::uint64_t> places;
  for (const std::uint64_t number : numbers) places.push_back(number % 100);
  EXPECT_NE(places, std::vector<std::uint64_t>(places.size(), places.front()));
}

TEST(SampleDraw, IsTheSameForTheSameSeedOnly) {
  EXPECT_EQ(drawn({.one_of = 10, .seed = 7}, 1000), drawn({.one_of = 10, .seed = 7}, 1000));
  EXPECT_NE(drawn({.one_of = 10, .seed = 7}, 1000), drawn({.one_of = 10, .seed = 8}, 1000));
}

TEST(SampleDraw, DiffersBetweenScenarios) {
  EXPECT_NE(drawn({.one_of = 10, .seed = 7}, 1000, 0), drawn({.one_of = 10, .seed = 7}, 1000, 1));
}

TEST(SampleDraw, OfOneTakesAllAndOfNoneNone) {
  EXPECT_EQ(drawn({.one_of = 1}, 50).size(), 50u);
  EXPECT_EQ(drawn({.one_of = 0}, 50).size(), 0u);
}

TEST(SampleDraw, OfPartsTogetherTakesWhatTheWholeTakes) {
  std::vector<std::uint64_t> parts;
  for (std::uint32_t part = 0; part < 3; ++part) {
    for (const std::uint64_t n : drawn({.one_of = 10, .seed = 5, .shard = {part, 3}}, 100))
      parts.push_back(part + 3 * n);
  }
  std::ranges::sort(parts);
  EXPECT_EQ(parts, drawn({.one_of = 10, .seed = 5}, 300));
}

}  // namespace
}  // namespace mapsim::load
