#include "sigtran/sms/timestamp.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "sigtran/sms/semi_octets.h"

namespace mapsim::sms {

namespace {

constexpr std::string_view kTimestampClause = "TS 23.040 9.2.3.11";

bool exists(const CalendarTime& t) {
  const std::chrono::year_month_day date{std::chrono::year(t.year),
                                         std::chrono::month(static_cast<unsigned>(t.month)),
                                         std::chrono::day(static_cast<unsigned>(t.day))};
  return t.year >= 1990 && t.year <= 2089 && t.month >= 0 && t.day >= 0 && date.ok() && t.hour >= 0 &&
         t.hour < 24 && t.minute >= 0 && t.minute < 60 && t.second >= 0 && t.second < 60 &&
         t.zone_quarters >= 0 && t.zone_quarters < 80;
}

// Reads what a user wrote, left to right.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  // `digits` decimal digits.
  bool number(int& out, std::size_t digits) {
    if (rest_.size() < digits) return false;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (!digit(rest_[i])) return false;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    out = value;
    return true;
  }
  bool one_of(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::size_t digits_ahead() const {
    return static_cast<std::size_t>(std::ranges::find_if_not(rest_, digit) - rest_.begin());
  }
  bool at_end() const { return rest_.empty(); }
  char ahead() const { return rest_.empty() ? '\0' : rest_.front(); }

 private:
  static bool digit(char c) { return c >= '0' && c <= '9'; }
  std::string_view rest_;
};

// "", "Z", "+1", "+01", "+0130", "+01:30"
bool scan_zone(Scanner& in, CalendarTime& t) {
  if (in.at_end() || in.one_of("Z")) return true;
  t.zone_negative = in.ahead() == '-';
  if (!in.one_of("+-")) return false;
  int hours = 0;
  int minutes = 0;
  const std::size_t ahead = in.digits_ahead();
  if (!in.number(hours, ahead == 1 ? 1 : 2)) return false;
  if ((ahead == 4 || in.one_of(":")) && !in.number(minutes, 2)) return false;
  if (minutes >= 60 || minutes % 15 != 0) return false;
  t.zone_quarters = hours * 4 + minutes / 15;
  return true;
}

bool scan(std::string_view written, CalendarTime& t) {
  Scanner in(written);
  const bool date = in.number(t.year, 4) && in.one_of("-") && in.number(t.month, 2) && in.one_of("-") &&
                    in.number(t.day, 2) && in.one_of(" T");
  const bool time = date && in.number(t.hour, 2) && in.one_of(":") && in.number(t.minute, 2) &&
                    in.one_of(":") && in.number(t.second, 2);
  if (!time) return false;
  in.one_of(" ");
  return scan_zone(in, t) && in.at_end();
}

}  // namespace

std::optional<CalendarTime> Timestamp::calendar() const {
  std::array<int, 6> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto number = from_semi_octets(octets[i]);
    if (!number) return std::nullopt;
    numbers[i] = *number;
  }
  // The sign of the time zone stands in bit 4 of its octet: the highest of the tens.
  const auto zone = from_semi_octets(octets[6] & 0xF7U);
  if (!zone) return std::nullopt;
  const CalendarTime out{.year = numbers[0] + (numbers[0] >= 90 ? 1900 : 2000),
                         .month = numbers[1],
                         .day = numbers[2],
                         .hour = numbers[3],
                         .minute = numbers[4],
                         .second = numbers[5],
                         .zone_quarters = *zone,
                         .zone_negative = (octets[6] & 0x08U) != 0};
  if (!exists(out)) return std::nullopt;
  return out;
}

Result<Timestamp> to_timestamp(const CalendarTime& t) {
  if (!exists(t)) {
    return fail(
        Error{.layer = "sms",
              .clause = std::string(kTimestampClause),
              .text = "no such time: a date from 1990 to 2089, a time of day, and a zone up to 19:45"});
  }
  Timestamp out;
  out.octets = {to_semi_octets(t.year % 100),   to_semi_octets(t.month),  to_semi_octets(t.day),
                to_semi_octets(t.hour),         to_semi_octets(t.minute), to_semi_octets(t.second),
                to_semi_octets(t.zone_quarters)};
  if (t.zone_negative) out.octets[6] = static_cast<std::uint8_t>(out.octets[6] | 0x08U);
  return out;
}

Result<Timestamp> parse_timestamp(std::string_view written) {
  CalendarTime t;
  if (!scan(written, t)) {
    return fail(Error{.layer = "sms",
                      .clause = std::string(kTimestampClause),
                      .text = "'" + std::string(written) +
                              "' is no time: write \"2024-01-31 23:59:59 +01:00\" (quarters of an hour)"});
  }
  return to_timestamp(t);
}

std::optional<std::string> format(const Timestamp& timestamp) {
  const auto t = timestamp.calendar();
  if (!t) return std::nullopt;
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02d %02d:%02d:%02d %c%02d:%02d", t->year, t->month,
                t->day, t->hour, t->minute, t->second, t->zone_negative ? '-' : '+', t->zone_quarters / 4,
                t->zone_quarters % 4 * 15);
  return std::string(text.data());
}

}  // namespace mapsim::sms

namespace mapsim {

Value ValueTraits<sms::Timestamp>::to(const sms::Timestamp& v) {
  if (auto text = sms::format(v)) return Value(std::move(*text));
  return Value(OctetView(v.octets));
}

Result<sms::Timestamp> ValueTraits<sms::Timestamp>::from(const Value& v) {
  if (const std::string* text = v.if_string()) {
    auto out = sms::parse_timestamp(*text);
    if (!out) {
      out.error().layer.clear();
      out.error().mark = v.mark;
    }
    return out;
  }
  const auto octets = from_value<Octets>(v);
  if (!octets) return fail(unexpected_kind(v, "a time, \"2024-01-31 23:59:59 +01:00\", or {hex: \"…\"}"));
  sms::Timestamp out;
  if (octets->size() != out.octets.size()) {
    return fail(Error{.layer = "", .text = "a time stamp has 7 octets", .mark = v.mark});
  }
  std::ranges::copy(*octets, out.octets.begin());
  return out;
}

}  // namespace mapsim
