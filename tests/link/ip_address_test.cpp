#include "sigtran/link/ip_address.h"

#include <gtest/gtest.h>

namespace mapsim::link {
namespace {

TEST(IpAddress, ReadsAndWritesBothFamilies) {
  const auto v4 = parse_ip("192.0.2.7");
  ASSERT_TRUE(v4);
  EXPECT_EQ(to_hex(v4->view()), "c0000207");
  EXPECT_EQ(to_text(*v4), "192.0.2.7");
  const auto v6 = parse_ip("2001:DB8:0::7");
  ASSERT_TRUE(v6);
  EXPECT_EQ(to_hex(v6->view()), "20010db8000000000000000000000007");
  EXPECT_EQ(to_text(*v6), "2001:db8::7");
  EXPECT_EQ(ip_from_octets(v6->view()), *v6);
}

TEST(IpAddress, RefusesWhatIsNone) {
  for (const char* text : {"", "192.0.2", "192.0.2.256", "host", "[::1]", "::1%eth0", "192.0.2.1:80"}) {
    EXPECT_FALSE(parse_ip(text)) << text;
  }
  EXPECT_FALSE(parse_ip(std::string_view("192.0.2.1\0x", 11)));
}

}  // namespace
}  // namespace mapsim::link
