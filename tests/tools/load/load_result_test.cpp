#include "tools/load/load_result.h"

#include <gmock/gmock.h>
#include <sstream>

namespace mapsim::cli {
namespace {

using scenario::Ending;
using testing::HasSubstr;

LoadResult part(std::uint32_t index, std::uint64_t passed, std::uint64_t failed) {
  LoadResult r;
  ScenarioLoad s;
  s.name = "mt-v3";
  s.books.started = passed + failed;
  s.books.ended[static_cast<std::size_t>(Ending::passed)] = passed;
  s.books.ended[static_cast<std::size_t>(Ending::aborted)] = failed;
  for (std::uint64_t i = 0; i < passed; ++i) s.latency.record((index + 1) * 1'000'000 + i * 10'000);
  r.scenarios.push_back(s);
  r.shards = {{index, 2}};
  r.seconds = 10 + index;
  r.started_at = 1'700'000'000 - index;
  r.wanted = static_cast<double>(passed + failed);
  r.reason = "the schedule is over";
  if (failed != 0)
    r.failures.push_back({7, Instant::from_start(std::chrono::seconds(3)), "line 3", "too late"});
  return r;
}

TEST(LoadResult, IsReadAsItWasWritten) {
  const LoadResult r = part(1, 100, 3);
  const auto read = load_result_from_json(to_json(r));
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(to_json(*read), to_json(r));
  EXPECT_EQ(read->books(), r.books());
  EXPECT_EQ(read->latency(), r.latency());
}

TEST(LoadResult, ThatIsDamagedIsRefused) {
  const std::string text = to_json(part(0, 10, 1));
  EXPECT_FALSE(load_result_from_json(""));
  EXPECT_FALSE(load_result_from_json("[]"));
  EXPECT_FALSE(load_result_from_json("{\"format\": 2}"));
  EXPECT_FALSE(load_result_from_json(text.substr(0, text.size() / 2)));
  std::string other = text;
  other.replace(other.rfind("HISTFAAA"), 8, "HISTFAAB");
  EXPECT_FALSE(load_result_from_json(other));
}

TEST(LoadResult, OfPartsAddsUp) {
  LoadResult sum;
  ASSERT_TRUE(add(sum, part(0, 100, 3)));
  ASSERT_TRUE(add(sum, part(1, 50, 0)));
  EXPECT_EQ(sum.books().to_text(), "started 153 = succeeded 150 + aborted 3");
  load::Histogram both = part(0, 100, 3).latency();
  ASSERT_TRUE(both.add(part(1, 50, 0).latency()));
  EXPECT_EQ(sum.latency(), both);
  EXPECT_EQ(sum.seconds, 11);
  EXPECT_EQ(sum.started_at, 1'699'999'999);
  EXPECT_EQ(sum.scenarios.size(), 1u);
}

TEST(LoadResult, OfOnePartTwiceIsRefused) {
  LoadResult sum;
  ASSERT_TRUE(add(sum, part(0, 1, 0)));
  EXPECT_EQ(add(sum, part(0, 1, 0)).error().text, "shard 1/2 is there twice");
  LoadResult other = part(0, 1, 0);
  other.shards = {{0, 3}};
  EXPECT_EQ(add(sum, other).error().text, "shards of 2 and of 3 are no one run");
}

TEST(LoadResult, WithBooksThatDoNotBalanceDoesNotHold) {
  LoadResult r = part(0, 10, 0);
  std::ostringstream err;
  EXPECT_TRUE(holds(r, {}, err));
  ++r.scenarios.front().books.started;
  EXPECT_FALSE(holds(r, {}, err));
  EXPECT_THAT(err.str(), HasSubstr("books of mt-v3 do not balance: started 11 = succeeded 10"));
}

TEST(LoadResult, BeyondAThresholdDoesNotHold) {
  std::ostringstream err;
  EXPECT_FALSE(holds(part(0, 10, 1), {*parse_threshold("aborted > 0")}, err));
  EXPECT_THAT(err.str(), HasSubstr("fail-if   aborted > 0: aborted was 1"));
}

}  // namespace
}  // namespace mapsim::cli
