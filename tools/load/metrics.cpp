#include "tools/load/metrics.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace mapsim::cli {

namespace {

using scenario::Ending;

// Upper bounds of latency buckets, in seconds.
constexpr std::array kBounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                0.25,   0.5,   1.0,    2.5,   5.0,  10.0,  30.0, 60.0};

std::string metric(double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.10g", value);
  return text.data();
}

// A label's value: backslash, quote and line end are escaped.
std::string label(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

class Text {
 public:
  explicit Text(std::string_view scenario) : label_("scenario=\"" + label(scenario) + "\"") {}
  void head(std::string_view name, std::string_view type, std::string_view help) {
    out_ += "# HELP " + std::string(name) + " " + std::string(help) + "\n# TYPE " + std::string(name) + " " +
            std::string(type) + "\n";
  }
  void value(std::string_view name, const std::string& value, const std::string& more = "") {
    out_ += std::string(name) + "{" + label_ + (more.empty() ? "" : "," + more) + "} " + value + "\n";
  }
  void one(std::string_view name, std::string_view type, std::string_view help, const std::string& is) {
    head(name, type, help);
    value(name, is);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string label_;
  std::string out_;
};

}  // namespace

std::string metrics_text(const Measured& m) {
  Text text(m.scenario);
  text.one("mapsim_dialogues_started_total", "counter", "Dialogues that were begun.",
           std::to_string(m.books.started));
  text.head("mapsim_dialogues_ended_total", "counter", "Dialogues that ended, by how.");
  for (std::size_t i = 0; i < scenario::kEndings; ++i) {
    text.value("mapsim_dialogues_ended_total", std::to_string(m.books.ended[i]),
               "ending=\"" + std::string(scenario::ending_name(static_cast<Ending>(i))) + "\"");
  }
  text.one("mapsim_dialogues_open", "gauge", "Dialogues that are open.", std::to_string(m.sample.open));
  text.one("mapsim_dialogues_late", "gauge", "Dialogues that are due and not begun.",
           std::to_string(m.sample.late));
  text.one("mapsim_wanted_rate", "gauge", "Dialogues a second that were due in the last second.",
           metric(m.sample.wanted));
  text.one("mapsim_associations", "gauge", "SCTP associations of the endpoints that are played here.",
           std::to_string(m.associations));
  text.one("mapsim_processor_share", "gauge", "Share of a processor that the run had in the last second.",
           metric(m.sample.cpu));
  text.head("mapsim_latency_seconds", "histogram", "Time of dialogues that succeeded, since they were due.");
  for (const double bound : kBounds) {
    const std::uint64_t above = m.latency.count_above(static_cast<std::uint64_t>(bound * 1e9));
    text.value("mapsim_latency_seconds_bucket", std::to_string(m.latency.total() - above),
               "le=\"" + metric(bound) + "\"");
  }
  text.value("mapsim_latency_seconds_bucket", std::to_string(m.latency.total()), "le=\"+Inf\"");
  text.value("mapsim_latency_seconds_sum",
             metric(m.latency.mean() * static_cast<double>(m.latency.total()) / 1e9));
  text.value("mapsim_latency_seconds_count", std::to_string(m.latency.total()));
  return text.take();
}

Result<MetricsAddress> parse_metrics_address(std::string_view text) {
  const auto refuse = [&] {
    return fail(Error{
        .layer = "",
        .text = "--metrics " + std::string(text) + ": expected [HOST:]PORT, such as 9464 or 192.0.2.1:9464"});
  };
  MetricsAddress address;
  std::string_view port = text;
  if (const auto colon = text.rfind(':'); colon != std::string_view::npos) {
    std::string_view host = text.substr(0, colon);
    port = text.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host.empty()) return refuse();
    address.host = std::string(host);
  }
  const auto [end, status] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (port.empty() || status != std::errc() || end != port.data() + port.size()) return refuse();
  return address;
}

}  // namespace mapsim::cli
