// SCTP of the kernel and of libusrsctp with each other, inside UDP (RFC 6951; net.sctp.udp_port and
// net.sctp.encap_port), either of them as the client.
#include <gmock/gmock.h>

#include "sigtran/link/usrsctp/socket_io.h"
#include "sigtran/link/usrsctp/transport.h"
#include "tests/link/kernel/guest/pair.h"

namespace mapsim::link::test {
namespace {

using ::testing::HasSubstr;

// Of userland; another one than the kernel's, so that both may be on either host.
constexpr std::uint16_t kUserlandPort = kSctpOverUdp - 1;

// Once: the kernel takes long to close such a socket.
void encapsulate() {
  static const bool once = [] {
    for (const Host host : {Host::left, Host::right}) {
      Network::get().set_sysctl(host, "net/sctp/encap_port", std::to_string(kUserlandPort));
      Network::get().set_sysctl(host, "net/sctp/udp_port", std::to_string(kSctpOverUdp));
    }
    return true;
  }();
  (void)once;
}

SocketIoConfig userland_sockets() {
  SocketIoConfig config;
  config.local_port = kUserlandPort;
  config.remote_port = kSctpOverUdp;
  return config;
}

// The kernel on one host, libusrsctp on the other.
struct EncapsulatedPair {
  EncapsulatedPair(Host kernel_on, bool v6, const SctpOptions& userland_options = quick_options())
      : kernel_host(kernel_on),
        left_address{{v6 ? "2001:db8:1::1" : "198.51.100.1"}, next_port()},
        right_address{{v6 ? "2001:db8:1::2" : "198.51.100.2"}, next_port()},
        kernel(quick_options()),
        userland(std::make_unique<SocketIo>(userland_sockets()), UsrsctpConfig{.sctp = userland_options}) {
    Network::get().restore();
    encapsulate();
    // A host that is there answers, even where nobody listens.
    const EndpointAddress& here = kernel_host == Host::left ? right_address : left_address;
    EXPECT_TRUE(userland_there.listen({here.hosts, 9}, now()));
  }

  Transport& client() { return kernel_host == Host::left ? kernel_there : userland_there; }
  Transport& server() { return kernel_host == Host::left ? userland_there : kernel_there; }
  EndpointAddress client_address() { return left_address; }
  EndpointAddress server_address() { return right_address; }
  Instant now() const { return clock.now(); }
  bool step() { return step_real_time(clock, until, kernel, userland); }

  Host kernel_host;
  Clock clock;
  Instant until = Instant::from_start(std::chrono::seconds(20));
  EndpointAddress left_address;
  EndpointAddress right_address;
  KernelTransport kernel;
  UsrsctpTransport userland;
  HostTransport kernel_there{kernel, kernel_host};
  HostTransport userland_there{userland, kernel_host == Host::left ? Host::right : Host::left};
};

struct KernelToUserland : EncapsulatedPair {
  KernelToUserland() : EncapsulatedPair(Host::left, false) {}
};
struct UserlandToKernel : EncapsulatedPair {
  UserlandToKernel() : EncapsulatedPair(Host::right, false) {}
};
struct KernelToUserlandIpv6 : EncapsulatedPair {
  KernelToUserlandIpv6() : EncapsulatedPair(Host::left, true) {}
};
struct UserlandToKernelIpv6 : EncapsulatedPair {
  UserlandToKernelIpv6() : EncapsulatedPair(Host::right, true) {}
};

using Directions =
    ::testing::Types<KernelToUserland, UserlandToKernel, KernelToUserlandIpv6, UserlandToKernelIpv6>;
INSTANTIATE_TYPED_TEST_SUITE_P(Encapsulated, TransportContract, Directions);

class Encapsulated : public ::testing::Test {
 protected:
  void start(Host kernel_on, const SctpOptions& userland_options = quick_options()) {
    h = std::make_unique<EncapsulatedPair>(kernel_on, false, userland_options);
    ASSERT_TRUE(h->server().listen(h->server_address(), h->now()));
    const auto id = h->client().connect(h->client_address(), h->server_address(), h->now());
    ASSERT_TRUE(id);
  }
  template <class T>
  std::optional<T> await(Log& log) {
    for (;;) {
      if (auto event = log.find<T>()) return event;
      if (!h->step()) return std::nullopt;
      client.take(h->client());
      server.take(h->server());
    }
  }
  std::unique_ptr<EncapsulatedPair> h;
  Log client;
  Log server;
};

TEST_F(Encapsulated, TheKernelIsToldWhyUserlandRefuses) {
  SctpOptions none = quick_options();
  none.max_associations = 0;
  start(Host::left, none);
  const auto lost = await<Lost>(client);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::refused);
  EXPECT_THAT(diagnostics(client), HasSubstr("received from 198.51.100.2, cause 4 (Out of Resource)"));
}

TEST_F(Encapsulated, UserlandIsToldWhyTheKernelAborts) {
  start(Host::right);
  ASSERT_TRUE(await<Established>(client));
  const auto at_server = await<Established>(server);
  ASSERT_TRUE(at_server);
  h->server().abort(at_server->association, h->now());
  const auto lost = await<Lost>(client);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->reason, LossReason::aborted_by_peer);
  EXPECT_THAT(diagnostics(client), HasSubstr("received from 198.51.100.2, cause 12 (User-Initiated Abort)"));
}

TEST_F(Encapsulated, NothingIsLostBetweenThemOnALossyNetwork) {
  start(Host::left);
  const auto at_client = await<Established>(client);
  ASSERT_TRUE(at_client);
  const auto at_server = await<Established>(server);
  ASSERT_TRUE(at_server);
  Network::get().shape(1, "delay 5ms 2ms loss 5% duplicate 2% reorder 5%");
  for (int i = 0; i < 200; ++i) {
    ASSERT_TRUE(h->client().send(at_client->association, message_of(std::to_string(i)), {}, h->now()));
    ASSERT_TRUE(h->server().send(at_server->association, message_of(std::to_string(i)), {}, h->now()));
  }
  while (client.messages.size() < 200 || server.messages.size() < 200) {
    ASSERT_TRUE(h->step()) << client.messages.size() << " " << server.messages.size();
    client.take(h->client());
    server.take(h->server());
  }
  for (std::size_t i = 0; i < 200; ++i) {
    EXPECT_EQ(client.messages[i].text, std::to_string(i));
    EXPECT_EQ(server.messages[i].text, std::to_string(i));
  }
}

}  // namespace
}  // namespace mapsim::link::test
