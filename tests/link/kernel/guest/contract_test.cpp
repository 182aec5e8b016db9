// The contract of every transport, kept by the kernel's over each kind of network.
#include "tests/link/kernel/guest/harness.h"

namespace mapsim::link::test {
namespace {

struct OverIpv4 : KernelHarness {};

struct OverIpv6 : KernelHarness {
  OverIpv6() : KernelHarness({"2001:db8:1::1"}, {"2001:db8:1::2"}) {}
};

struct OverTwoPaths : KernelHarness {
  OverTwoPaths() : KernelHarness({"198.51.100.1", "203.0.113.1"}, {"198.51.100.2", "203.0.113.2"}) {}
};

struct OverBothFamilies : KernelHarness {
  OverBothFamilies() : KernelHarness({"2001:db8:1::1", "203.0.113.1"}, {"2001:db8:1::2", "203.0.113.2"}) {}
};

struct OverALossyNetwork : KernelHarness {
  OverALossyNetwork() { Network::get().shape(1, "delay 5ms 2ms loss 5% duplicate 2% reorder 5%"); }
  ~OverALossyNetwork() { Network::get().restore(); }
};

using Networks = ::testing::Types<OverIpv4, OverIpv6, OverTwoPaths, OverBothFamilies, OverALossyNetwork>;
INSTANTIATE_TYPED_TEST_SUITE_P(Kernel, TransportContract, Networks);

}  // namespace
}  // namespace mapsim::link::test
