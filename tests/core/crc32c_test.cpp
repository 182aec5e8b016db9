#include "sigtran/core/crc32c.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "sigtran/core/random.h"

namespace mapsim {
namespace {

std::uint32_t by_tables(OctetView octets) {
  return ~detail::crc32c_by_tables(0xFFFFFFFF, octets);
}

// RFC 3720 B.4 has these.
TEST(Crc32c, PublishedVectors) {
  Octets ascending(32);
  for (std::size_t i = 0; i < 32; ++i) ascending[i] = static_cast<std::uint8_t>(i);
  Octets descending(ascending.rbegin(), ascending.rend());
  const std::string check = "123456789";
  const struct {
    Octets octets;
    std::uint32_t crc;
  } vectors[] = {{{}, 0},
                 {Octets(check.begin(), check.end()), 0xE3069283},
                 {Octets(32, 0x00), 0x8A9136AA},
                 {Octets(32, 0xFF), 0x62A8AB43},
                 {ascending, 0x46DD794E},
                 {descending, 0x113FDB5C}};
  for (const auto& v : vectors) {
    EXPECT_EQ(crc32c(v.octets), v.crc) << to_hex(v.octets);
    EXPECT_EQ(by_tables(v.octets), v.crc) << to_hex(v.octets);
  }
}

TEST(Crc32c, TablesAndInstructionAgreeAtEveryLength) {
  Random random(1);
  Octets octets(200);
  std::generate(octets.begin(), octets.end(), [&] { return static_cast<std::uint8_t>(random.next()); });
  for (std::size_t n = 0; n <= octets.size(); ++n) {
    EXPECT_EQ(crc32c(OctetView(octets).first(n)), by_tables(OctetView(octets).first(n))) << n;
  }
}

TEST(Crc32c, AnSctpPacketIsCheckedAsIfItsChecksumWereZero) {
  Octets packet = from_hex("0b590b59 00000001 00000000 0e000004").value();
  const std::uint32_t crc = crc32c(packet);
  packet[8] = 0x12;  // whatever stands there does not count
  const std::uint32_t swapped =
      (crc & 0xFFU) << 24U | (crc & 0xFF00U) << 8U | (crc >> 8U & 0xFF00U) | crc >> 24U;
  EXPECT_EQ(sctp_checksum(packet), swapped);
}

}  // namespace
}  // namespace mapsim
