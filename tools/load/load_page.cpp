#include "tools/load/load_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "tools/load/figures.h"
#include "tools/report/escape.h"

namespace mapsim::cli {

namespace {

using load::Sample;

constexpr double kWidth = 900;
constexpr double kHeight = 220;
constexpr double kLeft = 70;
constexpr double kBottom = 190;
constexpr double kTop = 10;

constexpr const char* kStyle =
    "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 "
    "1em;color:#222;background:#fff}"
    "table{border-collapse:collapse}td,th{padding:.2em .9em .2em 0;text-align:left}td.n{text-align:right}"
    "svg{width:100%;height:auto}svg "
    "text{font-size:12px;fill:#555}.g{stroke:#ddd}.l{fill:none;stroke-width:1.5}"
    ".bad{color:#b00020}li{margin:.3em 0}";

double seconds(const Sample& s) {
  return std::chrono::duration<double>(s.from.since_start() + s.length).count();
}

struct Line {
  const char* name;
  const char* color;
  double (*value)(const Sample&);
};

// The least of 1, 2, 5, 10, 20 … that is not below.
double round_up(double value) {
  if (!(value > 0)) return 1;
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double step : {1.0, 2.0, 5.0, 10.0}) {
    if (value <= step * power * (1 + 1e-9)) return step * power;
  }
  return 10 * power;
}

std::string plot(const char* title, const Series& series, const std::vector<Line>& lines) {
  double top = 0;
  double last = 1e-3;
  for (const Sample& s : series.points()) {
    last = std::max(last, seconds(s));
    for (const Line& line : lines) top = std::max(top, line.value(s));
  }
  top = round_up(top);
  const auto x = [&](double t) { return kLeft + (kWidth - kLeft - 10) * t / last; };
  const auto y = [&](double v) { return kBottom - (kBottom - kTop) * v / top; };
  std::string svg = "<h2>" + report::html(title) + "</h2>\n<p>";
  for (const Line& line : lines)
    svg += "<span style=\"color:" + std::string(line.color) + "\">&#9644; " + line.name + "</span>&ensp;";
  svg += "</p>\n<svg viewBox=\"0 0 " + number("%.0f", kWidth) + " " + number("%.0f", kHeight) +
         "\" role=\"img\" aria-label=\"" + report::html(title) + "\">\n";
  for (int i = 0; i <= 5; ++i) {
    const double v = top * i / 5;
    svg += "<line class=\"g\" x1=\"" + number("%.0f", kLeft) + "\" x2=\"" + number("%.0f", kWidth - 10) +
           "\" y1=\"" + number("%.1f", y(v)) + "\" y2=\"" + number("%.1f", y(v)) + "\"/><text x=\"" +
           number("%.0f", kLeft - 8) + "\" y=\"" + number("%.1f", y(v) + 4) + "\" text-anchor=\"end\">" +
           number("%.6g", v) + "</text>\n";
    const double t = last * i / 5;
    svg += "<text x=\"" + number("%.1f", x(t)) + "\" y=\"" + number("%.0f", kBottom + 20) +
           "\" text-anchor=\"" +
           (i == 0   ? "start"
            : i == 5 ? "end"
                     : "middle") +
           "\">" + number("%.4g s", t) + "</text>\n";
  }
  for (const Line& line : lines) {
    svg += "<polyline class=\"l\" stroke=\"" + std::string(line.color) + "\" points=\"";
    for (const Sample& s : series.points())
      svg += number("%.1f", x(seconds(s))) + "," + number("%.1f ", y(line.value(s)));
    svg += "\"/>\n";
  }
  return svg + "</svg>\n";
}

std::string plots(const Series& series) {
  constexpr const char* kBlue = "#1f5fbf";
  constexpr const char* kOrange = "#c25e00";
  constexpr const char* kGreen = "#1b7a3d";
  return plot("Dialogues a second", series,
              {{"wanted", kOrange, [](const Sample& s) { return s.wanted; }},
               {"begun", kBlue, [](const Sample& s) { return s.begun; }},
               {"ended", kGreen, [](const Sample& s) { return s.ended; }}}) +
         plot("Latency since due, ms", series,
              {{"p99.9", kOrange, [](const Sample& s) { return ms(s.p99_9); }},
               {"p99", kBlue, [](const Sample& s) { return ms(s.p99); }},
               {"p50", kGreen, [](const Sample& s) { return ms(s.p50); }}}) +
         plot("Open and late dialogues", series,
              {{"open", kBlue, [](const Sample& s) { return static_cast<double>(s.open); }},
               {"late", kOrange, [](const Sample& s) { return static_cast<double>(s.late); }}}) +
         plot("Failures in a second", series,
              {{"failed", "#b00020", [](const Sample& s) { return static_cast<double>(s.failed); }}});
}

std::string row(const std::string& name, const std::string& value) {
  return "<tr><th>" + report::html(name) + "</th><td class=\"n\">" + report::html(value) + "</td></tr>\n";
}

// The messages of a dialogue that failed, from top to bottom; red: the one that failed.
std::string chart_svg(const load::Failure& f) {
  if (f.chart.empty()) return {};
  std::vector<std::string> ends;
  for (const load::ChartStep& s : f.chart) {
    for (const std::string& name : {s.from, s.to})
      if (std::find(ends.begin(), ends.end(), name) == ends.end()) ends.push_back(name);
  }
  constexpr double kColumn = 260;
  constexpr double kRow = 34;
  const auto x = [&](const std::string& name) {
    return 110 + kColumn * static_cast<double>(std::find(ends.begin(), ends.end(), name) - ends.begin());
  };
  const auto line = [](const std::string& look, double x1, double y1, double x2, double y2) {
    return "<line " + look + " x1=\"" + number("%.0f", x1) + "\" y1=\"" + number("%.0f", y1) + "\" x2=\"" +
           number("%.0f", x2) + "\" y2=\"" + number("%.0f", y2) + "\"/>";
  };
  const auto text = [](double at, double y, const std::string& what) {
    return "<text x=\"" + number("%.0f", at) + "\" y=\"" + number("%.0f", y) + "\" text-anchor=\"middle\">" +
           what + "</text>";
  };
  const double bottom = 40 + kRow * static_cast<double>(f.chart.size());
  std::string svg = "\n<svg viewBox=\"0 0 " + number("%.0f", kWidth) + " " + number("%.0f", bottom) +
                    "\" role=\"img\" aria-label=\"sequence chart\">\n";
  for (const std::string& name : ends)
    svg += text(x(name), 14, report::html(name)) + line("class=\"g\"", x(name), 20, x(name), bottom) + "\n";
  double y = 48;
  for (const load::ChartStep& s : f.chart) {
    const double from = x(s.from);
    const double to = x(s.to);
    const std::string color = s.passed ? "#1b7a3d" : "#b00020";
    if (s.ended) {
      svg += text(40, y + 4, number("%.3f s", std::chrono::duration<double>(s.ended->since_start()).count()));
    }
    svg += line("stroke=\"" + color + "\"", from, y, to, y) + "<path fill=\"" + color + "\" d=\"M" +
           number("%.0f", to) + " " + number("%.0f", y) + (to > from ? "l-7" : "l7") + " -4v8z\"/>" +
           text((from + to) / 2, y - 5, report::html(s.text) + (s.passed ? "" : " &#10007;")) + "\n";
    y += kRow;
  }
  return svg + "</svg>";
}

std::string cells(const load::Books& b) {
  std::string out;
  for (const std::uint64_t n : {b.started, b.succeeded(), b.failed(), b.open_at_end})
    out += "<td class=\"n\">" + std::to_string(n) + "</td>";
  return out;
}

std::string scenario_table(const LoadResult& r) {
  std::string out =
      "<h2>Scenarios</h2>\n<table>\n<tr><th></th><th>started</th><th>succeeded</th><th>failed</th>"
      "<th>still open</th><th>p50</th><th>p99</th><th>p99.9</th><th>max</th></tr>\n";
  for (const ScenarioLoad& s : r.scenarios) {
    out += "<tr><th>" + report::html(s.name) + "</th>" + cells(s.books);
    for (const double p : {50.0, 99.0, 99.9, 100.0})
      out += "<td class=\"n\">" + latency_text(static_cast<double>(s.latency.percentile(p))) + "</td>";
    out += "</tr>\n";
  }
  return out + "</table>\n";
}

std::string association_table(const LoadResult& r) {
  std::string out =
      "<h2>Associations</h2>\n<p>By the one over which a dialogue began.</p>\n<table>\n<tr><th></th>"
      "<th>started</th><th>succeeded</th><th>failed</th><th>still open</th></tr>\n";
  for (const AssociationLoad& a : r.associations) {
    const std::string part = a.shard.is_whole() ? ""
                                                : " of part " + std::to_string(a.shard.index + 1) + "/" +
                                                      std::to_string(a.shard.count);
    out += "<tr><th>" + report::html(a.name + part) + "</th>" + cells(a.books) + "</tr>\n";
  }
  return out + "</table>\n";
}

}  // namespace

void Series::add(const Sample& s) {
  if (in_last_ != 0 && in_last_ < together_) {
    Sample& last = points_.back();
    const auto weight = static_cast<double>(in_last_);
    const auto mean = [&](double a, double b) { return (a * weight + b) / (weight + 1); };
    last.length += s.length;
    last.wanted = mean(last.wanted, s.wanted);
    last.begun = mean(last.begun, s.begun);
    last.ended = mean(last.ended, s.ended);
    last.failed += s.failed;
    last.open = std::max(last.open, s.open);
    last.late = std::max(last.late, s.late);
    // The worst: a peak that lasted a second stays to be seen.
    last.p50 = std::max(last.p50, s.p50);
    last.p99 = std::max(last.p99, s.p99);
    last.p99_9 = std::max(last.p99_9, s.p99_9);
    last.max = std::max(last.max, s.max);
    ++in_last_;
    return;
  }
  if (points_.size() == kMost) {
    const std::vector<Sample> before = std::exchange(points_, {});
    const std::size_t each = std::exchange(together_, 2);
    in_last_ = 0;
    for (const Sample& point : before) add(point);
    together_ = 2 * each;
    in_last_ = 0;
  }
  points_.push_back(s);
  in_last_ = 1;
}

std::string load_page(const LoadResult& r, const Series& series) {
  const load::Books books = r.books();
  const load::Histogram latency = r.latency();
  std::string names;
  for (const ScenarioLoad& s : r.scenarios) names += (names.empty() ? "" : ", ") + s.name;
  std::string page = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Load of " +
                     report::html(names) + "</title>\n<style>" + kStyle +
                     "</style></head><body>\n<h1>Load of " + report::html(names) + "</h1>\n<table>\n";
  page += row("ended", r.reason + ", after " + number("%.3f s", r.seconds));
  page +=
      row("rate", number("%.1f/s begun", r.seconds > 0 ? static_cast<double>(books.started) / r.seconds : 0) +
                      number(", %.1f/s wanted", r.seconds > 0 ? r.wanted / r.seconds : 0));
  page += row("started", std::to_string(books.started));
  page += row("succeeded", std::to_string(books.succeeded()));
  for (std::size_t i = 1; i < scenario::kEndings; ++i) {
    if (books.ended[i] != 0)
      page += row(std::string(scenario::ending_name(static_cast<scenario::Ending>(i))),
                  std::to_string(books.ended[i]));
  }
  page += row("still open", std::to_string(books.open_at_end));
  page += "</table>\n";
  if (!books.balances()) page += "<p class=\"bad\">The books do not balance.</p>\n";
  page += "<h2>Latency since due</h2>\n<table>\n";
  for (const double p : kPercentiles) {
    page +=
        row(p == 100 ? "max" : number("p%g", p), latency_text(static_cast<double>(latency.percentile(p))));
  }
  page += "</table>\n";
  if (r.scenarios.size() > 1) page += scenario_table(r);
  if (!r.associations.empty()) page += association_table(r);
  page += plots(series);
  if (!r.failures.empty()) {
    page += "<h2>First failures</h2>\n<ul>\n";
    for (const load::Failure& f : r.failures) {
      page += "<li>" + report::html(f.scenario) + " dialogue " + std::to_string(f.number) + ", " +
              report::html(f.step) + "<br>" + report::html(f.text) + chart_svg(f) + "</li>\n";
    }
    page += "</ul>\n";
  }
  return page + "</body></html>\n";
}

}  // namespace mapsim::cli
