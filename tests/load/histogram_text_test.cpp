#include "scenarios/load/histogram_text.h"

#include <gtest/gtest.h>

#include "sigtran/core/random.h"

namespace mapsim::load {
namespace {

using namespace std::chrono_literals;

std::string octets(std::initializer_list<int> list) {
  std::string out;
  for (const int o : list) out += static_cast<char>(o);
  return out;
}

TEST(HistogramText, WritesTheHeadOfVersion2) {
  Histogram h({1, 3'600'000'000, 3});
  h.record(0);
  EXPECT_EQ(to_v2(h), octets({0x1c,
                              0x84,
                              0x93,
                              0x13,
                              0,
                              0,
                              0,
                              1,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              3,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              1,
                              0,
                              0,
                              0,
                              0,
                              0xd6,
                              0x93,
                              0xa4,
                              0,
                              0x3f,
                              0xf0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              /* count 1 */ 2}));
}

std::string counts_of(const Histogram& h) {
  return to_v2(h).substr(40);
}

TEST(HistogramText, WritesOneEmptyBucketAsZeroAndSeveralAsTheirNegativeNumber) {
  Histogram h;
  h.record(1);
  EXPECT_EQ(counts_of(h), octets({0, 2}));
  h.record(5, 3);
  EXPECT_EQ(counts_of(h), octets({0, 2, 5, 6}));
}

TEST(HistogramText, WritesCountsInSevensOfBits) {
  Histogram h;
  h.record(0, 63);
  EXPECT_EQ(counts_of(h), octets({126}));
  h.record(0, 1);
  EXPECT_EQ(counts_of(h), octets({0x80, 1}));
  h.record(0, (std::uint64_t{1} << 62U) - 64);
  EXPECT_EQ(counts_of(h), octets({0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80}));
}

TEST(HistogramText, ReadsWhatItWrote) {
  Random random(3);
  for (int run = 0; run < 20; ++run) {
    Histogram h;
    for (int i = 0; i < 1000; ++i)
      h.record(random.next() >> (23 + random.below(41)),
               1 + (random.next() >> (10 + random.below(54)) >> 12U));
    const auto read = histogram_from_base64(to_base64(h));
    ASSERT_TRUE(read) << read.error().text;
    for (std::size_t i = 0; i < h.size(); ++i) ASSERT_EQ(read->count_at(i), h.count_at(i));
    EXPECT_EQ(read->total(), h.total());
  }
}

TEST(HistogramText, ReadsAnEmptyHistogram) {
  EXPECT_EQ(*histogram_from_base64(to_base64(Histogram())), Histogram());
}

TEST(HistogramText, BeginsAsOthersDo) {
  EXPECT_TRUE(to_base64(Histogram()).starts_with("HISTFAAA"));
}

// Whatever stands in a file: a result or an error, never more.
TEST(HistogramText, RefusesEveryDamage) {
  Histogram h;
  for (std::uint64_t v = 1; v < 100'000; v *= 3) h.record(v, v);
  const std::string sound = to_v2(h);
  for (std::size_t size = 0; size < sound.size(); ++size)
    EXPECT_FALSE(histogram_from_v2(sound.substr(0, size)));
  for (std::size_t i = 0; i < sound.size(); ++i) {
    for (const int bits : {0x01, 0x80, 0xFF}) {
      std::string damaged = sound;
      damaged[i] = static_cast<char>(damaged[i] ^ bits);
      (void)histogram_from_v2(damaged);
    }
  }
  const std::string text = to_base64(h);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = '*';
    EXPECT_FALSE(histogram_from_base64(damaged));
    EXPECT_FALSE(histogram_from_base64(text.substr(0, i)));
  }
}

TEST(HistogramText, RefusesMoreBucketsThanTheLayoutHas) {
  Histogram h({1, 2, 1});
  h.record(0);
  std::string many = to_v2(h);
  many.back() = 0x7F;  // 64 empty ones: there are 32
  EXPECT_FALSE(histogram_from_v2(many));
}

TEST(HistogramText, LogHasItsHeadLines) {
  EXPECT_EQ(log_head({"mapsim 1.2", std::chrono::system_clock::time_point(1'441'812'279'474ms)}),
            "#[Logged with mapsim 1.2]\n"
            "#[Histogram log format version 1.3]\n"
            "#[StartTime: 1441812279.474 (seconds since epoch), 2015-09-09T15:24:39Z]\n"
            "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n");
}

TEST(HistogramText, LogLineHasTagTimesAndMaximum) {
  Histogram h;
  h.record(2'000'000);
  const std::string line = log_line("mt v3,x", Instant::from_start(127ms), 1007ms, h);
  EXPECT_TRUE(line.starts_with("Tag=mt_v3_x,0.127,1.007,2.001,HISTFAAA")) << line;
  EXPECT_TRUE(line.ends_with("\n"));
}

}  // namespace
}  // namespace mapsim::load
