// Two kernel transports on the two hosts of a Network, in real time.
#pragma once

#include <algorithm>
#include <chrono>
#include <poll.h>

#include "sigtran/link/kernel/transport.h"
#include "tests/link/kernel/guest/network.h"
#include "tests/link/transport_contract.h"

namespace mapsim::link::test {

// Retransmission within the time that a test has.
inline SctpOptions quick_options() {
  SctpOptions options;
  options.rto_initial = std::chrono::milliseconds(200);
  options.rto_min = std::chrono::milliseconds(100);
  options.rto_max = std::chrono::milliseconds(400);
  options.sack_delay = std::chrono::milliseconds(20);
  options.init_retries = 4;
  options.init_timeout_max = std::chrono::milliseconds(400);
  options.association_max_retransmissions = 6;
  options.path_max_retransmissions = 2;
  options.heartbeat_interval = std::chrono::milliseconds(300);
  return options;
}

class Clock {
 public:
  Instant now() const { return Instant::from_start(std::chrono::steady_clock::now() - start_); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// Waits until one of the transports has something to do, and lets it; false at `until`.
template <class... Transports>
bool step_real_time(const Clock& clock, Instant until, Transports&... transports) {
  const Instant now = clock.now();
  if (now >= until) return false;
  const Instant next = std::min({until, transports.next_deadline()...});
  pollfd fds[] = {{transports.fd(), POLLIN, 0}...};
  const auto wait = std::max(next - now, Duration::zero());
  const auto ms = std::chrono::ceil<std::chrono::milliseconds>(wait).count();
  ::poll(fds, sizeof...(transports), static_cast<int>(std::min<std::int64_t>(ms, 1000)));
  const Instant then = clock.now();
  (transports.on_time(then), ...);
  return true;
}

inline std::uint16_t next_port() {
  static std::uint16_t port = 3000;
  return ++port;
}

struct KernelHarness {
  explicit KernelHarness(std::vector<std::string> left = {"198.51.100.1"},
                         std::vector<std::string> right = {"198.51.100.2"},
                         const SctpOptions& left_options = quick_options(),
                         const SctpOptions& right_options = quick_options())
      : left_address{std::move(left), next_port()},
        right_address{std::move(right), next_port()},
        left_kernel(left_options),
        right_kernel(right_options) {
    Network::get().restore();
  }
  Transport& client() { return left_host; }
  Transport& server() { return right_host; }
  EndpointAddress client_address() { return left_address; }
  EndpointAddress server_address() { return right_address; }
  Instant now() const { return clock.now(); }
  bool step() { return step_real_time(clock, until, left_kernel, right_kernel); }

  Clock clock;
  Instant until = Instant::from_start(std::chrono::seconds(20));
  EndpointAddress left_address;
  EndpointAddress right_address;
  KernelTransport left_kernel;
  KernelTransport right_kernel;
  HostTransport left_host{left_kernel, Host::left};
  HostTransport right_host{right_kernel, Host::right};
};

}  // namespace mapsim::link::test
