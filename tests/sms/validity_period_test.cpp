#include "sigtran/sms/validity_period.h"

#include <gtest/gtest.h>

namespace mapsim::sms {
namespace {

using std::chrono::minutes;

Value map(std::string name, Value v) {
  Value out;
  out.add(std::move(name), std::move(v));
  return out;
}
EnhancedPeriod enhanced(std::string_view hex) {
  EnhancedPeriod p;
  const Octets octets = from_hex(hex).value();
  std::copy(octets.begin(), octets.end(), p.octets.begin());
  return p;
}

// TS 23.040 9.2.3.12.1, both ends of each range.
TEST(RelativePeriod, OctetsMeanTheDurationsOfTheTable) {
  const std::pair<int, minutes> rows[] = {{0, minutes(5)},           {143, minutes(720)},
                                          {144, minutes(750)},       {167, minutes(1440)},
                                          {168, minutes(2 * 1440)},  {196, minutes(30 * 1440)},
                                          {197, minutes(5 * 10080)}, {255, minutes(63 * 10080)}};
  for (const auto& [octet, duration] : rows) {
    EXPECT_EQ(RelativePeriod{static_cast<std::uint8_t>(octet)}.duration(), duration) << octet;
  }
}

TEST(RelativePeriod, EveryOctetIsShownAndReadBack) {
  for (unsigned octet = 0; octet <= 255; ++octet) {
    const RelativePeriod period{static_cast<std::uint8_t>(octet)};
    EXPECT_EQ(to_relative_period(period.duration()).value(), period);
    EXPECT_EQ(from_value<RelativePeriod>(to_value(period)).value(), period) << to_value(period).to_text();
    EXPECT_EQ(from_value<RelativePeriod>(Value(octet)).value(), period);
  }
}

TEST(RelativePeriod, IsShownInTheUnitOfItsRange) {
  EXPECT_EQ(to_value(RelativePeriod{0}), Value("5m"));
  EXPECT_EQ(to_value(RelativePeriod{11}), Value("1h"));
  EXPECT_EQ(to_value(RelativePeriod{144}), Value("12h30m"));
  EXPECT_EQ(to_value(RelativePeriod{167}), Value("24h"));
  EXPECT_EQ(to_value(RelativePeriod{168}), Value("2d"));
  EXPECT_EQ(to_value(RelativePeriod{255}), Value("63w"));
}

TEST(RelativePeriod, AnyUnitsMayBeWritten) {
  EXPECT_EQ(from_value<RelativePeriod>(Value("90m")).value(), RelativePeriod{17});
  EXPECT_EQ(from_value<RelativePeriod>(Value("1d")).value(), RelativePeriod{167});
  EXPECT_EQ(from_value<RelativePeriod>(Value("1w")).value(), RelativePeriod{173});
  EXPECT_EQ(from_value<RelativePeriod>(Value("48h")).value(), RelativePeriod{168});
}

TEST(RelativePeriod, DurationBetweenTwoStepsNamesTheNext) {
  const auto period = from_value<RelativePeriod>(Value("31d"));
  ASSERT_FALSE(period);
  EXPECT_NE(period.error().text.find("5w"), std::string::npos) << period.error().text;
  EXPECT_FALSE(from_value<RelativePeriod>(Value("0m")));
  EXPECT_FALSE(from_value<RelativePeriod>(Value("64w")));
}

TEST(RelativePeriod, WhatIsNoDurationIsRefused) {
  for (const char* written : {"", "5", "m", "5x", "5m5", "-5m", "99999999m", "5 m"}) {
    EXPECT_FALSE(from_value<RelativePeriod>(Value(written))) << written;
  }
  EXPECT_FALSE(from_value<RelativePeriod>(Value(256)));
}

// TS 23.040 9.2.3.12.3
TEST(EnhancedPeriod, EachFormatIsShownAndReadBack) {
  const std::pair<const char*, Value> rows[] = {
      {"00000000000000", Value(Value::Map{})},         {"40000000000000", map("single-shot", true)},
      {"01a70000000000", map("relative", "24h")},      {"021e0000000000", map("seconds", 30)},
      {"03100395000000", map("hh-mm-ss", "01:30:59")},
  };
  for (const auto& [hex, value] : rows) {
    EXPECT_EQ(to_value(enhanced(hex)), value) << hex;
    EXPECT_EQ(from_value<EnhancedPeriod>(value).value(), enhanced(hex)) << hex;
  }
}

TEST(EnhancedPeriod, WhatTheFormatsDoNotSayIsKeptInHex) {
  for (const char* hex : {"81000000000000", "04000000000000", "08000000000000", "01a70000000001",
                          "03a00395000000", "ffffffffffffff", "00010000000000"}) {
    const Value shown = to_value(enhanced(hex));
    EXPECT_EQ(shown, Value(from_hex(hex).value()));
    EXPECT_EQ(from_value<EnhancedPeriod>(shown).value(), enhanced(hex));
  }
}

TEST(EnhancedPeriod, OnlyOneFormatMayBeGiven) {
  Value v = map("seconds", 30);
  v.add("relative", "24h");
  EXPECT_EQ(from_value<EnhancedPeriod>(v).error().clause, "TS 23.040 9.2.3.12.3");
}

TEST(EnhancedPeriod, MalformedTimesAreRefused) {
  for (const char* written : {"1:30:00", "01:30", "01-30-00", "0a:00:00", "01:30:000"}) {
    EXPECT_EQ(from_value<EnhancedPeriod>(map("hh-mm-ss", written)).error().field, "hh-mm-ss") << written;
  }
  EXPECT_FALSE(from_value<EnhancedPeriod>(map("hex", "0102")));
}

TEST(ValidityPeriod, EachFormatHasItsName) {
  const std::pair<ValidityPeriod, Value> rows[] = {
      {RelativePeriod{167}, map("relative", "24h")},
      {Timestamp{}, map("absolute", "2024-01-01 00:00:00 +00:00")},
      {enhanced("021e0000000000"), map("enhanced", map("seconds", 30))},
  };
  for (const auto& [period, value] : rows) {
    EXPECT_EQ(to_value(period), value);
    EXPECT_EQ(from_value<ValidityPeriod>(value).value(), period);
  }
}

TEST(ValidityPeriod, PlainStringsAreRelativeOrAbsolute) {
  EXPECT_EQ(from_value<ValidityPeriod>(Value("24h")).value(), ValidityPeriod(RelativePeriod{167}));
  EXPECT_EQ(from_value<ValidityPeriod>(Value("2024-01-01 00:00:00")).value(), ValidityPeriod(Timestamp{}));
  EXPECT_FALSE(from_value<ValidityPeriod>(Value("tomorrow")));
}

TEST(ValidityPeriod, UnknownFormatIsNamed) {
  EXPECT_NE(from_value<ValidityPeriod>(map("relativ", "24h")).error().text.find("relative"),
            std::string::npos);
  EXPECT_EQ(from_value<ValidityPeriod>(map("relative", "31d")).error().field, "relative");
  EXPECT_FALSE(from_value<ValidityPeriod>(Value(true)));
}

TEST(ValidityPeriod, FormatIndicatorFollowsFromWhatIsThere) {
  EXPECT_EQ(format_of(std::nullopt), ValidityPeriodFormat::not_present);
  EXPECT_EQ(format_of(ValidityPeriod(EnhancedPeriod{})), ValidityPeriodFormat::enhanced);
  EXPECT_EQ(format_of(ValidityPeriod(RelativePeriod{})), ValidityPeriodFormat::relative);
  EXPECT_EQ(format_of(ValidityPeriod(Timestamp{})), ValidityPeriodFormat::absolute);
}

}  // namespace
}  // namespace mapsim::sms
