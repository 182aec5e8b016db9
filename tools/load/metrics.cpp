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

constexpr std::string_view kMixName = "mix";

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
  void head(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    out_ +=
        "# HELP " + name_ + " " + std::string(help) + "\n# TYPE " + name_ + " " + std::string(type) + "\n";
  }
  // A line of the metric that head() named; `suffix` goes to its name.
  void value(std::string_view scenario, const std::string& is, const std::string& more = "",
             const char* suffix = "") {
    out_ += name_ + suffix + "{scenario=\"" + label(scenario) + "\"" + (more.empty() ? "" : "," + more) +
            "} " + is + "\n";
  }
  std::string take() { return std::move(out_); }

 private:
  std::string name_;
  std::string out_;
};

void write_latency(std::string_view scenario, const load::Histogram& h, Text& text) {
  for (const double bound : kBounds) {
    const std::uint64_t above = h.count_above(static_cast<std::uint64_t>(bound * 1e9));
    text.value(scenario, std::to_string(h.total() - above), "le=\"" + metric(bound) + "\"", "_bucket");
  }
  text.value(scenario, std::to_string(h.total()), "le=\"+Inf\"", "_bucket");
  text.value(scenario, metric(h.mean() * static_cast<double>(h.total()) / 1e9), "", "_sum");
  text.value(scenario, std::to_string(h.total()), "", "_count");
}

}  // namespace

std::string metrics_text(const Tick& tick, const std::vector<load::Histogram>& latency) {
  Text text;
  text.head("mapsim_dialogues_started_total", "counter", "Dialogues that were begun.");
  for (const ScenarioTick& s : tick.scenarios) text.value(s.name, std::to_string(s.books.started));
  text.head("mapsim_dialogues_ended_total", "counter", "Dialogues that ended, by how.");
  for (const ScenarioTick& s : tick.scenarios) {
    for (std::size_t i = 0; i < scenario::kEndings; ++i) {
      text.value(s.name, std::to_string(s.books.ended[i]),
                 "ending=\"" + std::string(scenario::ending_name(static_cast<Ending>(i))) + "\"");
    }
  }
  text.head("mapsim_dialogues_open", "gauge", "Dialogues that are open.");
  for (const ScenarioTick& s : tick.scenarios) text.value(s.name, std::to_string(s.open));
  // These are the run's, not a scenario's.
  const std::string_view run = tick.scenarios.size() == 1 ? tick.scenarios.front().name : kMixName;
  const auto one = [&](const char* name, const char* help, const std::string& is) {
    text.head(name, "gauge", help);
    text.value(run, is);
  };
  one("mapsim_dialogues_late", "Dialogues that are due and not begun.", std::to_string(tick.sample.late));
  one("mapsim_wanted_rate", "Dialogues a second that were due in the last second.",
      metric(tick.sample.wanted));
  one("mapsim_associations", "SCTP associations of the endpoints that are played here.",
      std::to_string(tick.associations));
  if (tick.retransmissions) {
    text.head("mapsim_sctp_retransmissions_total", "counter", "DATA chunks that were sent again.");
    text.value(run, std::to_string(*tick.retransmissions));
  }
  one("mapsim_processor_share", "Share of a processor that the run had in the last second.",
      metric(tick.sample.cpu));
  text.head("mapsim_latency_seconds", "histogram", "Time of dialogues that succeeded, since they were due.");
  for (std::size_t i = 0; i < latency.size(); ++i) write_latency(tick.scenarios[i].name, latency[i], text);
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
