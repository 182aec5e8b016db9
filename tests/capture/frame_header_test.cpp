// Checksums of the headers that a frame is given.
#include "sigtran/capture/frame_header.h"

#include <gtest/gtest.h>

#include "sigtran/capture/put.h"
#include "sigtran/core/internet_sum.h"

namespace mapsim::capture::test {
namespace {

// What has its right checksum in it sums to FFFF (RFC 1071 1).
TEST(FrameHeader, ChecksumsOfIpv4AndUdpAreRightForEveryLength) {
  const link::IpAddress from = *link::parse_ip("192.0.2.1");
  const link::IpAddress to = *link::parse_ip("198.51.100.255");
  FrameHeader header(LinkType::raw_ip, from, to, {9899, 61234});
  for (std::size_t size = 0; size < 40; ++size) {
    Octets frame(header.octets().begin(), header.octets().end());
    for (std::size_t i = 0; i < size; ++i) frame.push_back(static_cast<std::uint8_t>(0xF1 + 37 * i));
    header.complete(frame);
    EXPECT_EQ(internet_sum(OctetView(frame).first(20)), 0xFFFFU) << size;
    // RFC 768: addresses, protocol and length come before the datagram.
    Octets datagram(frame.begin() + 12, frame.begin() + 20);
    put_u16(datagram, 17);
    put_u16(datagram, static_cast<std::uint16_t>(8 + size));
    put(datagram, OctetView(frame).subspan(20));
    EXPECT_EQ(internet_sum(datagram), 0xFFFFU) << size;
  }
}

}  // namespace
}  // namespace mapsim::capture::test
