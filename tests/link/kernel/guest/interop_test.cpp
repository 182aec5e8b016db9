// SCTP of the kernel and of libusrsctp with each other, inside UDP (RFC 6951; net.sctp.udp_port and
// net.sctp.encap_port), either of them as the client.
#include <gmock/gmock.h>

#include "sigtran/link/usrsctp/socket_io.h"
#include "sigtran/link/usrsctp/transport.h"
#include "tests/link/kernel/guest/pair.h"

namespace mapsim::link::test {
namespace {

void encapsulate(Host host, bool on) {
  Network& network = Network::get();
  const std::string port = on ? std::to_string(kSctpOverUdp) : "0";
  network.set_sysctl(host, "net/sctp/encap_port", port);
  network.set_sysctl(host, "net/sctp/udp_port", port);
}

// The kernel on one host, libusrsctp on the other.
struct EncapsulatedPair {
  EncapsulatedPair(Host kernel_on, bool v6)
      : kernel_host(kernel_on),
        left_address{{v6 ? "2001:db8:1::1" : "198.51.100.1"}, next_port()},
        right_address{{v6 ? "2001:db8:1::2" : "198.51.100.2"}, next_port()},
        kernel(quick_options()),
        userland(std::make_unique<SocketIo>(), UsrsctpConfig{.sctp = quick_options()}) {
    Network::get().restore();
    encapsulate(kernel_host, true);
    // A host that is there answers, even where nobody listens.
    const EndpointAddress& here = kernel_host == Host::left ? right_address : left_address;
    EXPECT_TRUE(userland_there.listen({here.hosts, 9}, now()));
  }
  ~EncapsulatedPair() { encapsulate(kernel_host, false); }

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

}  // namespace
}  // namespace mapsim::link::test
