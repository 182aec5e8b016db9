// In place of metrics_server.cpp where libmicrohttpd is missing.
#include "tools/load/metrics.h"

namespace mapsim::cli {

struct MetricsServer::State {};

Result<MetricsServer> MetricsServer::start(const MetricsAddress&) {
  return fail(Error{.layer = "", .text = "--metrics: this program was built without libmicrohttpd"});
}

MetricsServer::MetricsServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
MetricsServer::MetricsServer(MetricsServer&&) noexcept = default;
MetricsServer::~MetricsServer() = default;
void MetricsServer::show(std::string) {}
std::string MetricsServer::url() const {
  return {};
}

}  // namespace mapsim::cli
