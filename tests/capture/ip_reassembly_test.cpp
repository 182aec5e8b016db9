#include "sigtran/capture/ip_reassembly.h"

#include <gmock/gmock.h>

#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using ::testing::HasSubstr;

IpPacket fragment(std::size_t offset, bool more, std::uint32_t identification = 1) {
  IpPacket packet;
  packet.from = link::ip_from_octets(hex("c0000201"));
  packet.to = link::ip_from_octets(hex("c0000202"));
  packet.protocol = kProtocolSctp;
  packet.fragment = true;
  packet.fragment_offset = offset;
  packet.more_fragments = more;
  packet.identification = identification;
  return packet;
}

const std::string kFirst = "0001020304050607";
const std::string kSecond = "08090a0b0c0d0e0f";
const std::string kLast = "101112";

TEST(IpReassembly, FragmentsInAnyOrderAreOneDatagram) {
  IpReassembly reassembly;
  EXPECT_FALSE(reassembly.add(fragment(16, false), hex(kLast)).payload);
  EXPECT_FALSE(reassembly.add(fragment(0, true), hex(kFirst)).payload);
  const auto outcome = reassembly.add(fragment(8, true), hex(kSecond));
  ASSERT_TRUE(outcome.payload);
  EXPECT_EQ(to_hex(*outcome.payload), kFirst + kSecond + kLast);
  EXPECT_EQ(reassembly.waiting(), 0U);
}

TEST(IpReassembly, OverlapsThatAgreeAreNoHarm) {
  IpReassembly reassembly;
  EXPECT_FALSE(reassembly.add(fragment(8, true), hex(kSecond)).payload);
  EXPECT_FALSE(reassembly.add(fragment(8, true), hex(kSecond)).payload);
  EXPECT_FALSE(reassembly.add(fragment(0, true), hex(kFirst + kSecond)).payload);
  const auto outcome = reassembly.add(fragment(8, false), hex(kSecond + kLast));
  ASSERT_TRUE(outcome.payload);
  EXPECT_EQ(to_hex(*outcome.payload), kFirst + kSecond + kLast);
}

TEST(IpReassembly, FragmentsThatContradictEachOtherAreGivenUp) {
  IpReassembly reassembly;
  reassembly.add(fragment(0, true), hex(kFirst));
  EXPECT_THAT(reassembly.add(fragment(0, true), hex(kSecond)).fault.value_or(""), HasSubstr("contradict"));
  EXPECT_EQ(reassembly.waiting(), 0U);
  reassembly.add(fragment(8, false), hex(kSecond));
  EXPECT_THAT(reassembly.add(fragment(16, false), hex(kLast)).fault.value_or(""), HasSubstr("contradict"));
}

TEST(IpReassembly, DatagramsAreToldApartByTheirIdentification) {
  IpReassembly reassembly;
  reassembly.add(fragment(0, true, 1), hex(kFirst));
  EXPECT_FALSE(reassembly.add(fragment(8, false, 2), hex(kLast)).payload);
  EXPECT_EQ(to_hex(reassembly.add(fragment(8, false, 1), hex(kLast)).payload.value_or(Octets{})),
            kFirst + kLast);
}

TEST(IpReassembly, FragmentsThatFitNoDatagramAreRefused) {
  IpReassembly reassembly;
  EXPECT_TRUE(reassembly.add(fragment(0, true), hex(kLast)).fault);         // not a multiple of 8
  EXPECT_TRUE(reassembly.add(fragment(65'528, false), hex(kFirst)).fault);  // beyond 65 535 octets
  EXPECT_TRUE(reassembly.add(fragment(8, false), OctetView()).fault);       // empty
  IpPacket cut = fragment(0, true);
  cut.whole = false;
  EXPECT_THAT(reassembly.add(cut, hex(kFirst)).fault.value_or(""), HasSubstr("cut by the capture"));
  EXPECT_EQ(reassembly.waiting(), 0U);
}

TEST(IpReassembly, TheOldestDatagramGoesAtTheLimits) {
  IpReassembly reassembly;
  std::size_t given_up = 0;
  for (std::uint32_t id = 0; id < kMaxDatagrams + 10; ++id) {
    given_up += reassembly.add(fragment(0, true, id), hex(kFirst)).given_up;
  }
  EXPECT_EQ(given_up, 10U);
  EXPECT_EQ(reassembly.waiting(), kMaxDatagrams);
  EXPECT_FALSE(reassembly.add(fragment(8, false, 0), hex(kLast)).payload);
  EXPECT_TRUE(reassembly.add(fragment(8, false, kMaxDatagrams + 9), hex(kLast)).payload);

  IpReassembly large;
  const Octets half(32'768);
  for (std::uint32_t id = 0; id < 2 * kMaxWaitingDatagramOctets / half.size(); ++id) {
    large.add(fragment(0, true, id), half);
  }
  EXPECT_LE(large.waiting() * half.size(), kMaxWaitingDatagramOctets);

  IpReassembly many;
  for (std::size_t i = 0; i <= kMaxDatagramFragments; ++i) {
    given_up = many.add(fragment(i * 16, true), hex(kFirst)).given_up;
  }
  EXPECT_EQ(given_up, 1U);
  EXPECT_EQ(many.waiting(), 0U);
}

}  // namespace
}  // namespace mapsim::capture::test
