#include "scenarios/load/rate.h"

#include <charconv>
#include <string>

#include "scenarios/engine/duration.h"

namespace mapsim::load {

namespace {

tl::unexpected<Error> refuse(std::string text) {
  return fail(Error{.layer = "", .text = std::move(text)});
}

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// The seconds that a rate's unit stands for; 0: there is no such unit.
double seconds_of(std::string_view unit) {
  if (unit.empty() || unit == "/s") return 1;
  if (unit == "/m" || unit == "/min") return 60;
  if (unit == "/h") return 3600;
  return 0;
}

Result<Duration> parse_length(std::string_view text, std::string_view whole) {
  auto length = scenario::parse_duration(trim(text));
  if (!length) return refuse(quoted(whole) + ": " + length.error().text);
  if (length->count() == 0) return refuse(quoted(whole) + ": it must last longer than nothing");
  return *length;
}

}  // namespace

Result<double> parse_rate(std::string_view text) {
  const std::string_view all = trim(text);
  const auto unit_at = std::min(all.find_first_not_of("0123456789."), all.size());
  const std::string_view number = all.substr(0, unit_at);
  double count = 0;
  const auto [end, status] = std::from_chars(number.data(), number.data() + number.size(), count);
  if (number.empty() || status != std::errc() || end != number.data() + number.size()) {
    return refuse(quoted(text) + " is no rate; a rate is a number and a unit: 5000/s, 300/m, 100/h");
  }
  const double seconds = seconds_of(trim(all.substr(unit_at)));
  if (seconds == 0) {
    return refuse(quoted(all.substr(unit_at)) + " is no unit of a rate; allowed: /s, /m, /h");
  }
  if (count / seconds > kMaxRate) return refuse(quoted(text) + " is more than 10000000/s");
  return count / seconds;
}

Result<Stretch> parse_ramp(std::string_view text) {
  const auto dots = text.find("..");
  const auto over = text.find(" over ");
  if (dots == std::string_view::npos || over == std::string_view::npos || over < dots) {
    return refuse(quoted(text) +
                  " is no ramp; write the first rate, the last one and the time: 0..20000/s over 5m");
  }
  const std::string_view last = trim(text.substr(dots + 2, over - dots - 2));
  // The unit stands once, behind the second rate: "0..20000/s".
  const auto slash = last.find('/');
  const std::string_view unit = slash == std::string_view::npos ? std::string_view() : last.substr(slash);
  const std::string_view first = trim(text.substr(0, dots));
  const auto from = first.find('/') == std::string_view::npos
                        ? parse_rate(std::string(first) + std::string(unit))
                        : parse_rate(first);
  if (!from) return tl::unexpected(from.error());
  const auto to = parse_rate(last);
  if (!to) return tl::unexpected(to.error());
  const auto length = parse_length(text.substr(over + 6), text);
  if (!length) return tl::unexpected(length.error());
  return Stretch{*from, *to, *length};
}

Result<Stretch> parse_step(std::string_view text) {
  const auto middle = text.find(" for ");
  if (middle == std::string_view::npos) {
    return refuse(quoted(text) + " is no step; write the rate and the time: 1000/s for 30s");
  }
  const auto rate = parse_rate(text.substr(0, middle));
  if (!rate) return tl::unexpected(rate.error());
  const auto length = parse_length(text.substr(middle + 5), text);
  if (!length) return tl::unexpected(length.error());
  return Stretch{*rate, *rate, *length};
}

}  // namespace mapsim::load
