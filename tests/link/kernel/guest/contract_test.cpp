// The contract of every transport, kept by the kernel's over each kind of network.
#include "tests/link/kernel/guest/harness.h"

namespace mapsim::link::test {
namespace {

struct OverIpv4 : KernelHarness {};

struct OverIpv6 : KernelHarness {
  OverIpv6() : KernelHarness({"fd00:1::1"}, {"fd00:1::2"}) {}
};

struct OverTwoPaths : KernelHarness {
  OverTwoPaths() : KernelHarness({"10.0.1.1", "10.0.2.1"}, {"10.0.1.2", "10.0.2.2"}) {}
};

struct OverBothFamilies : KernelHarness {
  OverBothFamilies() : KernelHarness({"fd00:1::1", "10.0.2.1"}, {"fd00:1::2", "10.0.2.2"}) {}
};

struct OverALossyNetwork : KernelHarness {
  OverALossyNetwork() { Network::get().shape(1, "delay 5ms 2ms loss 5% duplicate 2% reorder 5%"); }
  ~OverALossyNetwork() { Network::get().restore(); }
};

using Networks = ::testing::Types<OverIpv4, OverIpv6, OverTwoPaths, OverBothFamilies, OverALossyNetwork>;
INSTANTIATE_TYPED_TEST_SUITE_P(Kernel, TransportContract, Networks);

}  // namespace
}  // namespace mapsim::link::test
