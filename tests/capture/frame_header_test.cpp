// Checksums of the headers that a frame is given.
#include "sigtran/capture/frame_header.h"

#include <gtest/gtest.h>

#include "sigtran/capture/put.h"

namespace mapsim::capture::test {
namespace {

// RFC 1071, octet pair by octet pair: what is right, with its checksum in it, sums to FFFF.
std::uint32_t sum_of(OctetView octets) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < octets.size(); ++i)
    sum += static_cast<std::uint32_t>(octets[i]) << (i % 2 == 0 ? 8U : 0U);
  while (sum > 0xFFFF) sum = (sum & 0xFFFFU) + (sum >> 16U);
  return sum;
}

TEST(FrameHeader, ChecksumsOfIpv4AndUdpAreRightForEveryLength) {
  const link::IpAddress from = *link::parse_ip("192.0.2.1");
  const link::IpAddress to = *link::parse_ip("198.51.100.255");
  FrameHeader header(LinkType::raw_ip, from, to, {9899, 61234});
  for (std::size_t size = 0; size < 40; ++size) {
    Octets frame(header.octets().begin(), header.octets().end());
    for (std::size_t i = 0; i < size; ++i) frame.push_back(static_cast<std::uint8_t>(0xF1 + 37 * i));
    header.complete(frame);
    EXPECT_EQ(sum_of(OctetView(frame).first(20)), 0xFFFFU) << size;
    // RFC 768: addresses, protocol and length come before the datagram.
    Octets datagram(frame.begin() + 12, frame.begin() + 20);
    put_u16(datagram, 17);
    put_u16(datagram, static_cast<std::uint16_t>(8 + size));
    put(datagram, OctetView(frame).subspan(20));
    EXPECT_EQ(sum_of(datagram), 0xFFFFU) << size;
  }
}

}  // namespace
}  // namespace mapsim::capture::test
