#include "sigtran/link/kernel/socket_address.h"

#include <gmock/gmock.h>

namespace mapsim::link {
namespace {

TEST(PackedAddresses, StandOneBehindTheOtherWithOnePort) {
  auto packed = PackedAddresses::of({{"10.0.1.2", "fd00::1"}, 2905}, "peer address");
  ASSERT_TRUE(packed);
  EXPECT_EQ(packed->count(), 2);
  EXPECT_TRUE(packed->has_v4());
  EXPECT_TRUE(packed->has_v6());
  const OctetView all(reinterpret_cast<const std::uint8_t*>(packed->data()), 16 + 28);
  EXPECT_EQ(to_hex(all.first(8)), "02000b590a000102");
  EXPECT_EQ(to_hex(all.subspan(16, 24)), "0a000b5900000000fd000000000000000000000000000001");
  EXPECT_EQ(packed_size(all), 16U);
  EXPECT_EQ(packed_size(all.subspan(16)), 28U);
}

TEST(PackedAddresses, ReadAsWritten) {
  for (const std::string host : {"10.0.1.2", "fd00::1"}) {
    auto packed = PackedAddresses::of({{host}, 14'001}, "x");
    ASSERT_TRUE(packed);
    const OctetView all(reinterpret_cast<const std::uint8_t*>(packed->data()), host == "fd00::1" ? 28 : 16);
    EXPECT_EQ(read_address(all), (HostAndPort{host, 14'001}));
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_FALSE(read_address(all.first(i))) << i;
  }
}

TEST(PackedAddresses, TellWhichHostIsNoAddress) {
  const auto packed = PackedAddresses::of({{"10.0.1.2", "smsc.example"}, 2905}, "peer address");
  ASSERT_FALSE(packed);
  EXPECT_EQ(packed.error().field, "peer address");
  EXPECT_THAT(packed.error().text, testing::HasSubstr("'smsc.example'"));
  EXPECT_FALSE(PackedAddresses::of({{}, 2905}, "local address"));
}

TEST(SocketAddress, AnIpv4AddressMappedIntoIpv6IsReadAsIpv4) {
  const Octets mapped = from_hex("0a000b5900000000 00000000000000000000ffff0a000102 00000000").value();
  EXPECT_EQ(read_address(mapped), (HostAndPort{"10.0.1.2", 2905}));
}

TEST(SocketAddress, AnotherFamilyHasNoAddress) {
  const Octets local = from_hex("0100 2f746d70").value();
  EXPECT_FALSE(read_address(local));
  EXPECT_EQ(packed_size(local), 0U);
}

TEST(SocketAddress, HostsAreComparedInOneForm) {
  EXPECT_EQ(canonical_host("FD00:0:0::0001"), "fd00::1");
  EXPECT_EQ(canonical_host("10.0.1.2"), "10.0.1.2");
}

}  // namespace
}  // namespace mapsim::link
