#include "scenarios/engine/duration.h"

#include <gtest/gtest.h>

namespace mapsim::scenario {
namespace {

using namespace std::chrono_literals;

Duration duration(std::string_view text) {
  return parse_duration(text).value();
}

TEST(Duration, ReadsANumberAndAUnit) {
  EXPECT_EQ(duration("250ms"), 250ms);
  EXPECT_EQ(duration("5s"), 5s);
  EXPECT_EQ(duration("1.5 m"), 90s);
  EXPECT_EQ(duration("2h"), 2h);
  EXPECT_EQ(duration("10us"), 10us);
  EXPECT_EQ(duration("0s"), 0s);
}

TEST(Duration, DemandsAUnit) {
  const auto without = parse_duration("5");
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().text, "'5' has no unit; write 5s for seconds (units: us, ms, s, m, h)");
}

TEST(Duration, RefusesWhatIsNone) {
  for (const char* text :
       {"", "s", "-1s", "1x", "1..5s", "1s2", "9999999h", "1e3s", "nan s", ".s", "1 000s"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(Duration, IsWrittenAsItWouldBeRead) {
  for (const char* text : {"0s", "250ms", "5s", "90s", "2m", "1h", "10us"})
    EXPECT_EQ(duration(to_text(duration(text))), duration(text));
  EXPECT_EQ(to_text(1500ms), "1500ms");
  EXPECT_EQ(to_text(120s), "2m");
}

}  // namespace
}  // namespace mapsim::scenario
