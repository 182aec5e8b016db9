#include "tools/load/threshold.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <vector>

#include "scenarios/engine/duration.h"
#include "scenarios/load/rate.h"
#include "sigtran/core/nearest.h"

namespace mapsim::cli {

namespace {

tl::unexpected<Error> refuse_threshold(std::string_view text, const std::string& why) {
  return fail(Error{.layer = "", .text = "--fail-if '" + std::string(text) + "': " + why});
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || status != std::errc() || end != text.data() + text.size() || value < 0)
    return std::nullopt;
  return value;
}

// "p99.9": 99.9.
std::optional<double> percentile_of(std::string_view metric) {
  if (!metric.starts_with('p')) return std::nullopt;
  const auto percent = number_of(metric.substr(1));
  return percent && *percent <= 100 ? percent : std::nullopt;
}

bool is_latency(std::string_view metric) {
  return metric == "max" || metric == "mean" || percentile_of(metric);
}

std::vector<std::string_view> metrics() {
  std::vector<std::string_view> names = {"p50",  "p99",        "p99.9", "p99.99", "max",
                                         "mean", "error-rate", "rate",  "failed", "open"};
  for (std::size_t i = 1; i < scenario::kEndings; ++i)
    names.push_back(scenario::ending_name(static_cast<scenario::Ending>(i)));
  return names;
}

Result<double> read_value(std::string_view whole, std::string_view metric, std::string_view text) {
  if (is_latency(metric)) {
    const auto duration = scenario::parse_duration(text);
    if (!duration) return refuse_threshold(whole, duration.error().text);
    return static_cast<double>(duration->count());
  }
  if (metric == "error-rate") {
    const auto percent =
        text.ends_with('%') ? number_of(trim(text.substr(0, text.size() - 1))) : std::nullopt;
    if (!percent) return refuse_threshold(whole, "an error rate is a percentage: 0.1 %");
    return *percent / 100;
  }
  if (metric == "rate") {
    const auto rate = load::parse_rate(text);
    if (!rate) return refuse_threshold(whole, rate.error().text);
    return *rate;
  }
  const auto count = number_of(text);
  if (!count) return refuse_threshold(whole, "'" + std::string(text) + "' is no number of dialogues");
  return *count;
}

double measured(const std::string& metric, const Totals& totals) {
  const load::Histogram& latency = totals.latency;
  const load::Books& books = totals.books;
  if (metric == "max") return static_cast<double>(latency.max());
  if (metric == "mean") return latency.mean();
  if (const auto percent = percentile_of(metric)) return static_cast<double>(latency.percentile(*percent));
  if (metric == "error-rate") return books.error_rate();
  if (metric == "rate") return totals.seconds > 0 ? static_cast<double>(books.started) / totals.seconds : 0;
  if (metric == "failed") return static_cast<double>(books.failed());
  if (metric == "open") return static_cast<double>(books.open_at_end);
  for (std::size_t i = 0; i < scenario::kEndings; ++i) {
    if (scenario::ending_name(static_cast<scenario::Ending>(i)) == metric)
      return static_cast<double>(books.ended[i]);
  }
  return 0;
}

std::string formatted(const char* format, double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

}  // namespace

std::string latency_text(double nanoseconds) {
  if (nanoseconds >= 10e9) return formatted("%.1f s", nanoseconds / 1e9);
  return formatted("%.3f ms", nanoseconds / 1e6);
}

Result<Threshold> parse_threshold(std::string_view text) {
  const auto at = text.find_first_of("<>");
  if (at == std::string_view::npos) {
    return refuse_threshold(
        text, "expected a measure, a comparison and a value: p99 > 50ms, error-rate > 0.1 %, rate < 4900/s");
  }
  Threshold t;
  t.text = std::string(trim(text));
  t.metric = std::string(trim(text.substr(0, at)));
  t.comparison = std::string(text.substr(at, at + 1 < text.size() && text[at + 1] == '=' ? 2 : 1));
  const auto known = metrics();
  if (std::find(known.begin(), known.end(), t.metric) == known.end() && !percentile_of(t.metric)) {
    return refuse_threshold(text, "the measure " + unknown_name(t.metric, known));
  }
  const auto value = read_value(text, t.metric, trim(text.substr(at + t.comparison.size())));
  if (!value) return tl::unexpected(value.error());
  t.value = *value;
  return t;
}

std::string exceeded(const Threshold& t, const Totals& totals) {
  const double is = measured(t.metric, totals);
  const bool so = t.comparison == ">"    ? is > t.value
                  : t.comparison == ">=" ? is >= t.value
                  : t.comparison == "<"  ? is < t.value
                                         : is <= t.value;
  if (!so) return {};
  if (is_latency(t.metric)) return t.metric + " was " + latency_text(is);
  if (t.metric == "error-rate") return t.metric + " was " + formatted("%.3f %%", is * 100);
  if (t.metric == "rate") return t.metric + " was " + formatted("%.1f/s", is);
  return t.metric + " was " + formatted("%.0f", is);
}

}  // namespace mapsim::cli
