// Two userland transports of one process over a network in memory, in virtual time.
#pragma once

#include <algorithm>
#include <memory>

#include "sigtran/link/usrsctp/memory_io.h"
#include "sigtran/link/usrsctp/transport.h"
#include "tests/link/transport_contract.h"

namespace mapsim::link::test {

struct UsrsctpHarness {
  MemoryNetwork network;
  UsrsctpTransport client_transport;
  UsrsctpTransport server_transport;
  Instant at;
  Instant until = Instant::from_start(std::chrono::seconds(300));

  explicit UsrsctpHarness(MemoryNetworkConfig network_config = {}, UsrsctpConfig client_config = {},
                          UsrsctpConfig server_config = {})
      : network(network_config),
        client_transport(std::make_unique<MemoryIo>(network), std::move(client_config)),
        server_transport(std::make_unique<MemoryIo>(network), std::move(server_config)) {
    // A host that is there answers, even where nobody listens.
    EXPECT_TRUE(server_transport.listen({server_address().hosts, 9}, at));
  }
  Transport& client() { return client_transport; }
  Transport& server() { return server_transport; }
  EndpointAddress client_address() { return {{"192.0.2.1"}, 2905}; }
  EndpointAddress server_address() { return {{"192.0.2.2"}, 2905}; }
  Instant now() const { return at; }
  bool step() {
    const Instant next = std::min(client_transport.next_deadline(), server_transport.next_deadline());
    if (next.is_never() || next > until) return false;
    at = std::max(at, next);
    client_transport.on_time(at);
    server_transport.on_time(at);
    return true;
  }
};

// An association between the two, and what each told.
class UsrsctpTest : public ::testing::Test {
 protected:
  void start(MemoryNetworkConfig network = {}, UsrsctpConfig client_config = {},
             UsrsctpConfig server_config = {}) {
    h = std::make_unique<UsrsctpHarness>(network, std::move(client_config), std::move(server_config));
    ASSERT_TRUE(h->server().listen(h->server_address(), h->now()));
  }
  void set_up() {
    const auto id = h->client().connect(h->client_address(), h->server_address(), h->now());
    ASSERT_TRUE(id) << id.error().message();
    const auto at_client = await<Established>(client);
    const auto at_server = await<Established>(server);
    ASSERT_TRUE(at_client);
    ASSERT_TRUE(at_server);
    client_end = *at_client;
    server_end = *at_server;
  }
  bool step() {
    if (!h->step()) return false;
    client.take(h->client());
    server.take(h->server());
    return true;
  }
  void run_for(Duration time) {
    const Instant end = h->now() + time;
    while (h->now() < end && step()) {
    }
  }
  template <class T>
  std::optional<T> await(Log& log) {
    for (;;) {
      if (auto event = log.find<T>()) return event;
      if (!step()) return std::nullopt;
    }
  }
  bool await_messages(Log& log, std::size_t count) {
    while (log.messages.size() < count) {
      if (!step()) return false;
    }
    return true;
  }
  Result<void> send(const std::string& text, SendOptions options = {}, std::uint64_t tag = 0) {
    return h->client().send(client_end.association, message_of(text, tag), options, h->now());
  }

  std::unique_ptr<UsrsctpHarness> h;
  Log client;
  Log server;
  Established client_end;
  Established server_end;
};

// Octets that differ from message to message and within one.
inline std::string pattern(std::size_t size, std::size_t seed = 0) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>((i * 31 + i / 251 + seed * 7) & 0xFF);
  return text;
}

}  // namespace mapsim::link::test
