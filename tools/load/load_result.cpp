#include "tools/load/load_result.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "scenarios/load/histogram_text.h"
#include "tools/cli/printable.h"
#include "tools/cli/version.h"
#include "tools/json/whole_number.h"
#include "tools/load/figures.h"
#include "tools/load/tick_json.h"

namespace mapsim::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 2;
constexpr std::array kPercentileNames = {"p50", "p90", "p99", "p99.9", "p99.99", "max"};
constexpr std::size_t kMostShown = 5;  // failures in the table

std::optional<load::Shard> shard_of(const Json& json) {
  const load::Shard shard{whole_number<std::uint32_t>(json.at("part")) - 1,
                          whole_number<std::uint32_t>(json.at("of"))};
  if (shard.count == 0 || shard.count > load::kMaxShards || shard.index >= shard.count) return std::nullopt;
  return shard;
}

Json latency_json(const load::Histogram& h) {
  Json json;
  for (std::size_t i = 0; i < kPercentiles.size(); ++i) {
    json[kPercentileNames[i]] = static_cast<double>(h.percentile(kPercentiles[i])) / 1e6;
  }
  json["mean"] = h.mean() / 1e6;
  json["histogram"] = load::to_base64(h);
  return json;
}

void add_scenario(LoadResult& sum, const ScenarioLoad& part) {
  const auto same = std::find_if(sum.scenarios.begin(), sum.scenarios.end(),
                                 [&](const auto& s) { return s.name == part.name; });
  if (same == sum.scenarios.end()) {
    sum.scenarios.push_back(part);
    return;
  }
  same->books.add(part.books);
  (void)same->latency.add(
      part.latency);  // of one layout: that of this program, which load_result_from_json() checks
}

void add_association(LoadResult& sum, const AssociationLoad& part) {
  const auto same = std::ranges::find_if(sum.associations, [&](const AssociationLoad& a) {
    return a.name == part.name && a.shard.index == part.shard.index && a.shard.count == part.shard.count;
  });
  if (same == sum.associations.end()) {
    sum.associations.push_back(part);
  } else {
    same->books.add(part.books);
  }
}

std::string shard_text(const load::Shard& s) {
  return std::to_string(s.index + 1) + "/" + std::to_string(s.count);
}

Json time_json(const std::optional<Instant>& at) {
  return at ? Json(std::chrono::duration<double>(at->since_start()).count()) : Json();
}

std::optional<Instant> time_of(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return Instant::from_start(std::chrono::duration_cast<Duration>(
      std::chrono::duration<double>(std::clamp(json.get<double>(), 0.0, 1e9))));
}

Json chart_json(const std::vector<load::ChartStep>& chart) {
  Json json = Json::array();
  for (const load::ChartStep& s : chart) {
    json.push_back({{"from", s.from},
                    {"to", s.to},
                    {"step", s.text},
                    {"sent", time_json(s.sent)},
                    {"ended", time_json(s.ended)},
                    {"passed", s.passed}});
  }
  return json;
}

std::vector<load::ChartStep> chart_of(const Json& json) {
  std::vector<load::ChartStep> chart;
  for (const Json& s : json) {
    chart.push_back({s.at("from").get<std::string>(), s.at("to").get<std::string>(),
                     s.at("step").get<std::string>(), time_of(s.at("sent")), time_of(s.at("ended")),
                     s.at("passed").get<bool>()});
  }
  return chart;
}

}  // namespace

void keep_first(std::vector<load::Failure>& failures) {
  std::stable_sort(failures.begin(), failures.end(),
                   [](const load::Failure& a, const load::Failure& b) { return a.at < b.at; });
  if (failures.size() > load::kMostFailures) failures.resize(load::kMostFailures);
}

load::Books LoadResult::books() const {
  load::Books sum;
  for (const ScenarioLoad& s : scenarios) sum.add(s.books);
  return sum;
}

load::Histogram LoadResult::latency() const {
  load::Histogram sum;
  for (const ScenarioLoad& s : scenarios) (void)sum.add(s.latency);
  return sum;
}

std::string to_json(const LoadResult& r) {
  const load::Books books = r.books();
  Json json = {{"format", kFormat},
               {"program", std::string("mapsim ") + kVersion},
               {"started-at", r.started_at},
               {"seconds", r.seconds},
               {"wanted", r.wanted},
               {"rate", r.seconds > 0 ? static_cast<double>(books.started) / r.seconds : 0},
               {"error-rate", books.error_rate()},
               {"end", r.reason}};
  for (const load::Shard& s : r.shards) json["shards"].push_back({{"part", s.index + 1}, {"of", s.count}});
  json["books"] = books_json(books);
  json["latency-ms"] = latency_json(r.latency());
  json["scenarios"] = Json::array();
  for (const ScenarioLoad& s : r.scenarios) {
    json["scenarios"].push_back(
        {{"name", s.name}, {"books", books_json(s.books)}, {"latency-ms", latency_json(s.latency)}});
  }
  json["associations"] = Json::array();
  for (const AssociationLoad& a : r.associations) {
    json["associations"].push_back({{"name", a.name},
                                    {"part", a.shard.index + 1},
                                    {"of", a.shard.count},
                                    {"books", books_json(a.books)}});
  }
  json["failures"] = Json::array();
  for (const load::Failure& f : r.failures) {
    json["failures"].push_back({{"scenario", f.scenario},
                                {"dialogue", f.number},
                                {"at", std::chrono::duration<double>(f.at.since_start()).count()},
                                {"step", f.step},
                                {"text", f.text},
                                {"chart", chart_json(f.chart)}});
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<LoadResult> load_result_from_json(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    if (whole_number<int>(json.at("format")) != kFormat)
      return refuse("it has another format than this program reads");
    LoadResult r;
    r.started_at = json.at("started-at").get<double>();
    r.seconds = json.at("seconds").get<double>();
    r.wanted = json.at("wanted").get<double>();
    r.reason = json.at("end").get<std::string>();
    for (const Json& s : json.at("shards")) {
      const auto shard = shard_of(s);
      if (!shard) return refuse("it has a shard that is none");
      r.shards.push_back(*shard);
    }
    for (const Json& s : json.at("scenarios")) {
      auto latency = load::histogram_from_base64(s.at("latency-ms").at("histogram").get<std::string>());
      if (!latency) return tl::unexpected(latency.error());
      if (latency->layout() != load::HistogramLayout{}) return refuse("its histograms have another layout");
      r.scenarios.push_back({s.at("name").get<std::string>(), books_of(s.at("books")), std::move(*latency)});
    }
    for (const Json& a : json.at("associations")) {
      const auto shard = shard_of(a);
      if (!shard) return refuse("it has a shard that is none");
      r.associations.push_back({a.at("name").get<std::string>(), *shard, books_of(a.at("books"))});
    }
    for (const Json& f : json.at("failures")) {
      r.failures.push_back(
          {whole_number<std::size_t>(f.at("dialogue")),
           Instant::from_start(std::chrono::duration_cast<Duration>(
               std::chrono::duration<double>(std::clamp(f.at("at").get<double>(), 0.0, 1e9)))),
           f.at("step").get<std::string>(), f.at("text").get<std::string>(),
           f.at("scenario").get<std::string>(), chart_of(f.at("chart"))});
    }
    return r;
  } catch (const nlohmann::json::exception& e) {
    return refuse(std::string("it is no result of mapsim load: ") + e.what());
  }
}

Result<void> add(LoadResult& sum, const LoadResult& part) {
  for (const load::Shard& s : part.shards) {
    if (s.is_whole()) continue;
    for (const load::Shard& other : sum.shards) {
      if (other.is_whole()) continue;
      if (other.count != s.count) {
        return refuse("shards of " + std::to_string(other.count) + " and of " + std::to_string(s.count) +
                      " are no one run");
      }
      if (other.index == s.index) {
        return refuse("shard " + std::to_string(s.index + 1) + "/" + std::to_string(s.count) +
                      " is there twice");
      }
    }
  }
  for (const ScenarioLoad& s : part.scenarios) add_scenario(sum, s);
  sum.started_at = sum.shards.empty() ? part.started_at : std::min(sum.started_at, part.started_at);
  sum.shards.insert(sum.shards.end(), part.shards.begin(), part.shards.end());
  sum.seconds = std::max(sum.seconds, part.seconds);
  sum.wanted += part.wanted;
  if (sum.reason.empty()) {
    sum.reason = part.reason;
  } else if (sum.reason != part.reason) {
    sum.reason += "; " + part.reason;
  }
  for (const AssociationLoad& a : part.associations) add_association(sum, a);
  sum.failures.insert(sum.failures.end(), part.failures.begin(), part.failures.end());
  keep_first(sum.failures);
  return {};
}

namespace {

void show_latency(const load::Histogram& latency, const std::string& of, std::ostream& out) {
  out << "  latency  ";
  if (!of.empty()) out << ' ' << printable(of) << ':';
  for (std::size_t i = 0; i < kPercentiles.size(); ++i) {
    out << ' ' << kPercentileNames[i] << ' '
        << latency_text(static_cast<double>(latency.percentile(kPercentiles[i])));
  }
  out << '\n';
}

}  // namespace

void show(const LoadResult& r, std::ostream& out) {
  const load::Books books = r.books();
  const load::Histogram latency = r.latency();
  const double rate = r.seconds > 0 ? static_cast<double>(books.started) / r.seconds : 0;
  out << "  ended     " << printable(r.reason) << ", after " << number("%.3f", r.seconds) << " s, at "
      << number("%.1f", rate) << " dialogues/s\n";
  for (const ScenarioLoad& s : r.scenarios)
    out << "  books     " << printable(s.name) << ": " << s.books.to_text() << '\n';
  if (r.scenarios.size() > 1) out << "  books     all: " << books.to_text() << '\n';
  if (r.associations.size() > 1) {
    for (const AssociationLoad& a : r.associations) {
      out << "  over      " << printable(a.name)
          << (a.shard.is_whole() ? std::string() : " of part " + shard_text(a.shard)) << ": "
          << a.books.to_text() << '\n';
    }
  }
  // Who only answers measures none.
  if (latency.total() != 0) show_latency(latency, r.scenarios.size() > 1 ? "all" : "", out);
  if (r.scenarios.size() > 1) {
    for (const ScenarioLoad& s : r.scenarios) {
      if (s.latency.total() != 0) show_latency(s.latency, s.name, out);
    }
  }
  if (latency.beyond() != 0)
    out << "  " << latency.beyond() << " dialogues took longer than an hour and count as that\n";
  for (std::size_t i = 0; i < std::min(r.failures.size(), kMostShown); ++i) {
    const load::Failure& f = r.failures[i];
    out << "  failed    " << (r.scenarios.size() > 1 ? printable(f.scenario) + " " : "") << "dialogue "
        << f.number << ", " << printable(f.step) << ": " << printable(f.text) << '\n';
  }
  if (books.failed() > kMostShown) out << "  failed    " << books.failed() << " in all\n";
}

bool holds(const LoadResult& r, const std::vector<Threshold>& thresholds, std::ostream& err) {
  bool good = true;
  for (const ScenarioLoad& s : r.scenarios) {
    if (s.books.balances()) continue;
    err << "  books of " << printable(s.name) << " do not balance: " << s.books.to_text() << '\n';
    good = false;
  }
  const load::Books books = r.books();
  const load::Histogram latency = r.latency();
  for (const Threshold& t : thresholds) {
    const std::string text = exceeded(t, {books, latency, r.seconds});
    if (text.empty()) continue;
    err << "  fail-if   " << printable(t.text) << ": " << text << '\n';
    good = false;
  }
  return good;
}

}  // namespace mapsim::cli
