#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <microhttpd.h>
#include <mutex>
#include <utility>

#include "tools/load/metrics.h"

namespace mapsim::cli {

namespace {

constexpr unsigned kMostConnections = 16;
constexpr unsigned kIdleSeconds = 10;
constexpr std::size_t kMemoryEach = 16 * 1024;  // of a connection; a longer request is refused

tl::unexpected<Error> refuse(const MetricsAddress& address, const std::string& why) {
  return fail(Error{.layer = "",
                    .text = "--metrics " + address.host + ":" + std::to_string(address.port) + ": " + why});
}

}  // namespace

struct MetricsServer::State {
  MetricsAddress address;
  MHD_Daemon* daemon = nullptr;
  std::mutex mutex;  // of `text`
  std::string text;

  static MHD_Result answer(void* self, MHD_Connection* connection, const char* url, const char* method,
                           const char*, const char*, std::size_t* upload, void** seen) {
    // The first call has the head only; an answer is given when all of the request is there.
    static int marker = 0;
    if (*seen == nullptr) {
      *seen = &marker;
      return MHD_YES;
    }
    if (*upload != 0) {
      *upload = 0;
      return MHD_YES;
    }
    auto& state = *static_cast<State*>(self);
    std::string body;
    unsigned status = MHD_HTTP_OK;
    const bool reads = std::strcmp(method, "GET") == 0 || std::strcmp(method, "HEAD") == 0;
    if (!reads) {
      status = MHD_HTTP_METHOD_NOT_ALLOWED;
    } else if (std::strcmp(url, "/metrics") != 0) {
      status = MHD_HTTP_NOT_FOUND;
      body = "the metrics are at /metrics\n";
    } else {
      const std::lock_guard lock(state.mutex);
      body = state.text;
    }
    MHD_Response* response = MHD_create_response_from_buffer(body.size(), body.data(), MHD_RESPMEM_MUST_COPY);
    if (response == nullptr) return MHD_NO;
    const char* type =
        status == MHD_HTTP_OK ? "text/plain; version=0.0.4; charset=utf-8" : "text/plain; charset=utf-8";
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    const MHD_Result done = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return done;
  }
};

Result<MetricsServer> MetricsServer::start(const MetricsAddress& address) {
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  sockaddr* local = nullptr;
  unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO;
  if (::inet_pton(AF_INET, address.host.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(address.port);
    local = reinterpret_cast<sockaddr*>(&v4);
  } else if (::inet_pton(AF_INET6, address.host.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(address.port);
    local = reinterpret_cast<sockaddr*>(&v6);
    flags |= MHD_USE_IPv6;
  } else {
    return refuse(address, "expected an IP address");
  }
  auto state = std::make_unique<State>();
  state->address = address;
  state->daemon = MHD_start_daemon(flags, address.port, nullptr, nullptr, &State::answer, state.get(),
                                   MHD_OPTION_SOCK_ADDR, local, MHD_OPTION_CONNECTION_LIMIT, kMostConnections,
                                   MHD_OPTION_CONNECTION_TIMEOUT, kIdleSeconds,
                                   MHD_OPTION_CONNECTION_MEMORY_LIMIT, kMemoryEach, MHD_OPTION_END);
  if (state->daemon == nullptr) return refuse(address, std::strerror(errno));
  if (const auto* info = MHD_get_daemon_info(state->daemon, MHD_DAEMON_INFO_BIND_PORT); info != nullptr) {
    state->address.port = info->port;
  }
  return MetricsServer(std::move(state));
}

MetricsServer::MetricsServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
MetricsServer::MetricsServer(MetricsServer&&) noexcept = default;

MetricsServer::~MetricsServer() {
  if (state_ != nullptr) MHD_stop_daemon(state_->daemon);
}

void MetricsServer::show(std::string text) {
  const std::lock_guard lock(state_->mutex);
  state_->text = std::move(text);
}

std::string MetricsServer::url() const {
  const bool v6 = state_->address.host.find(':') != std::string::npos;
  const std::string host = v6 ? "[" + state_->address.host + "]" : state_->address.host;
  return "http://" + host + ":" + std::to_string(state_->address.port) + "/metrics";
}

}  // namespace mapsim::cli
