// --metrics: what Prometheus scrapes, in its text exposition format 0.0.4, served by libmicrohttpd. A thread
// of its own serves the text of the last second; the run gives it a new one and never waits for a scrape.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "scenarios/load/histogram.h"
#include "sigtran/core/result.h"
#include "tools/load/tick.h"

namespace mapsim::cli {

// `latency`: of each scenario of the tick, since the start. Figures of dialogues have the label `scenario`.
std::string metrics_text(const Tick& tick, const std::vector<load::Histogram>& latency);

// "[HOST:]PORT"; 127.0.0.1 where no host is given, IPv6 addresses in brackets. Port 0: any that is free.
struct MetricsAddress {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
};
Result<MetricsAddress> parse_metrics_address(std::string_view text);

class MetricsServer {
 public:
  // Signals that the caller blocks do not come to its thread. Error: the address is in use or no address of
  // this host, or this build has no libmicrohttpd.
  static Result<MetricsServer> start(const MetricsAddress& address);
  ~MetricsServer();
  MetricsServer(MetricsServer&&) noexcept;
  MetricsServer& operator=(MetricsServer&&) = delete;

  void show(std::string text);
  // "http://127.0.0.1:9464/metrics"
  std::string url() const;

 private:
  struct State;
  explicit MetricsServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace mapsim::cli
