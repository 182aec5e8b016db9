#include "tools/load/threshold.h"

#include <gtest/gtest.h>

namespace mapsim::cli {
namespace {

using scenario::Ending;

std::string tried(const char* text) {
  load::Books books;
  books.started = 1000;
  books.ended[static_cast<std::size_t>(Ending::passed)] = 990;
  books.ended[static_cast<std::size_t>(Ending::timed_out)] = 10;
  load::Histogram latency;
  for (std::uint64_t ms = 1; ms <= 100; ++ms) latency.record(ms * 1'000'000);
  const auto threshold = parse_threshold(text);
  EXPECT_TRUE(threshold) << text;
  return exceeded(*threshold, {books, latency, 10});
}

TEST(Threshold, IsAboutPercentilesOfLatency) {
  EXPECT_EQ(tried("p99 > 50ms"), "p99 was 99.025 ms");
  EXPECT_EQ(tried("p99 > 100ms"), "");
  EXPECT_EQ(tried("p50<=51ms"), "p50 was 50.004 ms");
  EXPECT_EQ(tried("max > 1s"), "");
  EXPECT_EQ(tried("p75.5 > 1h"), "");
}

TEST(Threshold, IsAboutErrors) {
  EXPECT_EQ(tried("error-rate > 0.1 %"), "error-rate was 1.000 %");
  EXPECT_EQ(tried("error-rate > 1%"), "");
  EXPECT_EQ(tried("timed-out >= 10"), "timed-out was 10");
  EXPECT_EQ(tried("aborted > 0"), "");
  EXPECT_EQ(tried("failed > 9"), "failed was 10");
  EXPECT_EQ(tried("open > 0"), "");
}

TEST(Threshold, IsAboutTheRate) {
  EXPECT_EQ(tried("rate < 5000/s"), "rate was 100.0/s");
  EXPECT_EQ(tried("rate < 100/s"), "");
}

std::string refusal(const char* text) {
  const auto threshold = parse_threshold(text);
  return threshold ? "none" : threshold.error().text;
}

TEST(Threshold, ThatIsNoneIsRefusedWithWhatIsAllowed) {
  EXPECT_EQ(refusal("p99"),
            "--fail-if 'p99': expected a measure, a comparison and a value: p99 > 50ms, error-rate > 0.1 %, "
            "rate < 4900/s");
  EXPECT_NE(refusal("p999 > 1s").find("the measure"), std::string::npos);
  EXPECT_NE(refusal("eror-rate > 1 %").find("did you mean 'error-rate'"), std::string::npos);
  EXPECT_NE(refusal("p99 > 50").find("has no unit"), std::string::npos);
  EXPECT_NE(refusal("error-rate > 0.1").find("a percentage"), std::string::npos);
  EXPECT_NE(refusal("failed > many").find("no number of dialogues"), std::string::npos);
  EXPECT_NE(refusal("failed > ").find("no number of dialogues"), std::string::npos);
}

}  // namespace
}  // namespace mapsim::cli
