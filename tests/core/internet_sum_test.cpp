#include "sigtran/core/internet_sum.h"

#include <gtest/gtest.h>

namespace mapsim {
namespace {

// Octet pair by octet pair, as RFC 1071 1 says it.
std::uint32_t by_pairs(OctetView octets, std::uint32_t sum) {
  for (std::size_t i = 0; i < octets.size(); ++i)
    sum += static_cast<std::uint32_t>(octets[i]) << (i % 2 == 0 ? 8U : 0U);
  while (sum > 0xFFFF) sum = (sum & 0xFFFFU) + (sum >> 16U);
  return sum;
}

TEST(InternetSum, IsThatOfTheExampleOfTheRfc) {
  const Octets example = {0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7};  // RFC 1071 3
  EXPECT_EQ(internet_sum(example), 0xDDF2U);
}

TEST(InternetSum, IsRightForEveryLengthAndStart) {
  Octets octets;
  for (std::uint32_t i = 0; i < 70; ++i) octets.push_back(static_cast<std::uint8_t>(0xF1 + 37 * i));
  for (std::size_t begin = 0; begin < 9; ++begin) {
    for (std::size_t size = 0; size + begin <= octets.size(); ++size) {
      const OctetView part = OctetView(octets).subspan(begin, size);
      EXPECT_EQ(internet_sum(part), by_pairs(part, 0)) << begin << " " << size;
      EXPECT_EQ(internet_sum(part, 0x1FFFE), by_pairs(part, 0x1FFFE)) << begin << " " << size;
    }
  }
}

TEST(InternetSum, GoesOnFromThatOfAnEvenPart) {
  Octets octets(65'535, 0xFF);
  octets[65'534] = 0x12;
  const std::uint32_t whole = internet_sum(octets);
  for (const std::size_t cut : {2U, 20U, 4098U}) {
    const OctetView view(octets);
    EXPECT_EQ(internet_sum(view.subspan(cut), internet_sum(view.first(cut))), whole) << cut;
  }
  EXPECT_EQ(whole, by_pairs(octets, 0));
}

}  // namespace
}  // namespace mapsim
