#include "sigtran/core/reader.h"

#include <gtest/gtest.h>

namespace mapsim {
namespace {

TEST(Reader, ReadsBigAndLittleEndian) {
  const Octets in{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0xFF};
  Reader r(in);
  EXPECT_EQ(r.u8(), 0x01U);
  EXPECT_EQ(r.u16(), 0x0203U);
  EXPECT_EQ(r.u24(), 0x040506U);
  EXPECT_EQ(r.u32(), 0x0708090AU);
  EXPECT_EQ(r.u16_le(), 0x0C0BU);
  EXPECT_EQ(r.peek(), 0xFF);
  EXPECT_EQ(r.offset(), 12U);
  EXPECT_EQ(r.remaining(), 1U);
  EXPECT_EQ(to_hex(r.rest()), "ff");
  EXPECT_TRUE(r.at_end());
  EXPECT_TRUE(r.ok());
}

TEST(Reader, PastTheEndYieldsZeroAndFailsForGood) {
  const Octets in{0xAA, 0xBB};
  Reader r(in);
  EXPECT_EQ(r.u24(), 0U);
  EXPECT_FALSE(r.ok());
  EXPECT_EQ(r.u8(), 0U);
  EXPECT_TRUE(r.take(0).empty());
  EXPECT_TRUE(r.rest().empty());
  EXPECT_FALSE(r.ok());
}

TEST(Reader, TakeGivesAViewOfTheInput) {
  const Octets in{1, 2, 3};
  Reader r(in);
  EXPECT_EQ(r.take(2).data(), in.data());
  EXPECT_TRUE(r.take(2).empty());
  EXPECT_FALSE(r.ok());
}

TEST(Reader, PeekAtTheEndIsZeroAndHarmless) {
  Reader r({});
  EXPECT_EQ(r.peek(), 0);
  EXPECT_TRUE(r.ok());
  EXPECT_TRUE(r.at_end());
}

}  // namespace
}  // namespace mapsim
