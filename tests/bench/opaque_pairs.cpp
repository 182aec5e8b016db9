// Octets without meaning over UsrsctpTransport.
#include <algorithm>
#include <cstring>
#include <memory_resource>
#include <poll.h>
#include <stdexcept>
#include <time.h>

#include "sigtran/link/usrsctp/socket_io.h"
#include "sigtran/link/usrsctp/transport.h"
#include "tests/bench/two_processes.h"

namespace mapsim::bench {

namespace {

constexpr std::uint16_t kServerUdp = 29'899;
constexpr std::uint16_t kClientUdp = 29'898;
constexpr std::size_t kMark = sizeof(double);  // when a pair was due

Instant now() {
  timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return Instant::from_start(std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec));
}

class Side {
 public:
  Side(std::uint16_t local, std::uint16_t remote) : transport_(make_io(local, remote)) {}
  link::UsrsctpTransport& transport() { return transport_; }
  std::optional<link::Event> poll() { return transport_.poll(); }
  Instant at() const { return at_; }
  void turn(Instant until = Instant::never()) {
    // As node::Loop does: where something is due, the kernel is not asked.
    const Duration wait = std::min(transport_.next_deadline(), until) - now();
    if (wait > Duration::zero()) {
      pollfd fd{transport_.fd(), POLLIN, 0};
      const timespec t{static_cast<time_t>(wait / std::chrono::seconds(1)),
                       static_cast<long>((wait % std::chrono::seconds(1)).count())};
      ::ppoll(&fd, 1, &t, nullptr);
    }
    at_ = now();
    transport_.on_time(at_);
  }
  // `mark`: its first octets.
  void send(link::AssociationId association, std::size_t size, OctetView mark = {}) {
    OutBuffer message(size, &memory_);
    std::copy(mark.begin(), mark.end(), octets_.begin());
    message.prepend({octets_.data(), size});
    stream_ = static_cast<std::uint16_t>(stream_ % 16 + 1);
    if (!transport_.send(association, std::move(message), {.stream = stream_}, at_))
      throw std::runtime_error("the send queue is full");
  }

 private:
  static std::unique_ptr<link::SocketIo> make_io(std::uint16_t local, std::uint16_t remote) {
    link::SocketIoConfig config;
    config.local_port = local;
    config.remote_port = remote;
    return std::make_unique<link::SocketIo>(config);
  }
  std::pmr::unsynchronized_pool_resource memory_;
  link::UsrsctpTransport transport_;
  Octets octets_ = Octets(kRequestOctets, 0xAB);
  std::uint16_t stream_ = 0;
  Instant at_ = now();
};

void serve() {
  Side side(kServerUdp, kClientUdp);
  if (!side.transport().listen({{"127.0.0.2"}, 2905}, side.at()))
    throw std::runtime_error("the server cannot listen");
  for (;;) {
    side.turn();
    while (const auto event = side.poll()) {
      if (const auto* r = std::get_if<link::Received>(&*event))
        side.send(r->association, kAnswerOctets, r->data.first(kMark));
    }
  }
}

PairRate call(const Load& load) {
  Side side(kClientUdp, kServerUdp);
  const link::EndpointAddress server{{"127.0.0.2"}, 2905};
  PairRate rate;
  double start = 0;
  double end = wall_clock() + 10;
  const auto connect = [&] {
    if (!side.transport().connect({{"127.0.0.1"}, 2905}, server, side.at()))
      throw std::runtime_error("no association");
  };
  connect();
  while (wall_clock() < end) {
    side.turn();
    while (const auto event = side.poll()) {
      if (const auto* up = std::get_if<link::Established>(&*event)) {
        for (std::size_t i = 0; i < load.outstanding; ++i) side.send(up->association, kRequestOctets);
        start = wall_clock();
        end = start + load.seconds;
      } else if (const auto* r = std::get_if<link::Received>(&*event)) {
        ++rate.pairs;
        side.send(r->association, kRequestOctets);
      } else if (std::holds_alternative<link::Lost>(*event)) {
        if (start != 0) throw std::runtime_error("the association was lost");
        connect();  // the server was not there yet
      }
    }
  }
  rate.seconds = wall_clock() - start;
  const auto& counters = side.transport().counters();
  rate.packets = static_cast<double>(counters.packets_in + counters.packets_out);
  return rate;
}

// Begun when they are due.
PairRate call_at_rate(const Load& load) {
  Side side(kClientUdp, kServerUdp);
  const link::EndpointAddress server{{"127.0.0.2"}, 2905};
  const auto connect = [&] {
    if (!side.transport().connect({{"127.0.0.1"}, 2905}, server, side.at()))
      throw std::runtime_error("no association");
  };
  connect();
  std::optional<link::AssociationId> up;
  std::vector<double> taken;
  double due = 0;
  double end = wall_clock() + 10;
  while (wall_clock() < end) {
    const double left = up ? due - wall_clock() : 1;
    side.turn(now() + Duration(static_cast<std::int64_t>(std::max(left, 0.0) * 1e9)));
    while (const auto event = side.poll()) {
      if (const auto* established = std::get_if<link::Established>(&*event)) {
        up = established->association;
        due = wall_clock();
        end = due + load.seconds;
      } else if (const auto* r = std::get_if<link::Received>(&*event)) {
        double begun = 0;
        std::memcpy(&begun, r->data.data(), sizeof begun);
        taken.push_back(wall_clock() - begun);
      } else if (std::holds_alternative<link::Lost>(*event)) {
        if (up) throw std::runtime_error("the association was lost");
        connect();
      }
    }
    for (; up && due <= wall_clock(); due += 1 / load.rate) {
      const auto* octets = reinterpret_cast<const std::uint8_t*>(&due);
      side.send(*up, kRequestOctets, {octets, sizeof due});
    }
  }
  PairRate rate;
  rate.pairs = static_cast<double>(taken.size());
  rate.seconds = load.seconds;
  set_latencies(taken, rate);
  return rate;
}

}  // namespace

PairRate run_opaque(const Load& load) {
  return run_pair(serve, [&] { return load.rate != 0 ? call_at_rate(load) : call(load); });
}

}  // namespace mapsim::bench
