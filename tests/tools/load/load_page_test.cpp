#include "tools/load/load_page.h"

#include <gmock/gmock.h>

namespace mapsim::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

load::Sample sample(std::int64_t second, double rate, std::uint64_t p99) {
  load::Sample s;
  s.from = Instant::from_start(std::chrono::seconds(second));
  s.length = std::chrono::seconds(1);
  s.wanted = s.begun = s.ended = rate;
  s.p99 = p99;
  return s;
}

TEST(Series, KeepsEverySecondOfAShortRun) {
  Series series;
  for (int i = 0; i < 2000; ++i) series.add(sample(i, 1, 1));
  EXPECT_EQ(series.points().size(), 2000u);
}

TEST(Series, PutsNeighboursOfALongRunTogetherAndKeepsPeaks) {
  Series series;
  for (int i = 0; i < 100'000; ++i) series.add(sample(i, i % 2 == 0 ? 10 : 30, i == 77'777 ? 900 : 1));
  EXPECT_LE(series.points().size(), Series::kMost);
  EXPECT_GE(series.points().size(), Series::kMost / 2);
  std::uint64_t peak = 0;
  Duration length{};
  for (const load::Sample& s : series.points()) {
    peak = std::max(peak, s.p99);
    length += s.length;
    EXPECT_NEAR(s.begun, 20, 1);
  }
  EXPECT_EQ(peak, 900u);
  EXPECT_EQ(length, std::chrono::seconds(100'000));
}

TEST(LoadPage, ShowsWhatAPeerSaidAsText) {
  LoadResult r;
  r.scenarios.push_back({"mt-v3", {}, load::Histogram()});
  r.seconds = 2;
  r.reason = "the schedule is over";
  r.failures.push_back({1, Instant(), "line 3", "<script>alert(1)</script>"});
  Series series;
  series.add(sample(0, 10, 5'000'000));
  series.add(sample(1, 20, 6'000'000));
  const std::string page = load_page(r, series);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(page, HasSubstr("<polyline"));
  EXPECT_THAT(page, HasSubstr("Load of mt-v3"));
}

}  // namespace
}  // namespace mapsim::cli
