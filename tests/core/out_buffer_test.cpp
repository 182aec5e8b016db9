#include "sigtran/core/out_buffer.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace mapsim {
namespace {

// Counts what is allocated and not yet given back.
class CountingMemory : public std::pmr::memory_resource {
 public:
  int allocations = 0;
  int outstanding = 0;
  std::size_t largest = 0;

 private:
  void* do_allocate(std::size_t bytes, std::size_t alignment) override {
    largest = std::max(largest, bytes);
    ++allocations;
    ++outstanding;
    return std::pmr::new_delete_resource()->allocate(bytes, alignment);
  }
  void do_deallocate(void* p, std::size_t bytes, std::size_t alignment) override {
    --outstanding;
    std::pmr::new_delete_resource()->deallocate(p, bytes, alignment);
  }
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
};

TEST(OutBuffer, PrependsInReverse) {
  OutBuffer out;
  out.prepend(Octets{0xAA, 0xBB});
  out.prepend_u8(0x01);
  out.prepend_u16(0x0203);
  out.prepend_u24(0x040506);
  out.prepend_u32(0x0708090A);
  out.prepend_u16_le(0x0B0C);
  EXPECT_EQ(to_hex(out.view()),
            "0c0b0708090a0405060203"
            "01aabb");
}

TEST(OutBuffer, GrowsBeyondItsCapacityAtTheFront) {
  OutBuffer out(2);
  std::string expected;
  for (int i = 0; i < 1000; ++i) out.prepend_u8(static_cast<std::uint8_t>(i));
  ASSERT_EQ(out.size(), 1000U);
  for (std::size_t i = 0; i < 1000; ++i) ASSERT_EQ(out.view()[i], static_cast<std::uint8_t>(999 - i));
}

TEST(OutBuffer, AppendsZerosBeyondItsTailRoom) {
  OutBuffer out(4);
  out.prepend(Octets{1, 2, 3, 4});
  out.append_zeros(3);
  out.append_zeros(100);
  out.prepend_u8(9);
  ASSERT_EQ(out.size(), 108U);
  EXPECT_EQ(to_hex(out.view().first(8)), "0901020304000000");
  EXPECT_EQ(out.view().back(), 0);
}

TEST(OutBuffer, AppendsOctetsBehindTheData) {
  OutBuffer out(4);
  out.prepend(Octets{3, 4});
  out.append(Octets{5, 6});
  out.append({});
  out.append(Octets(100, 7));
  out.prepend_u16(0x0102);
  EXPECT_EQ(to_hex(out.view().first(8)), "0102030405060707");
  EXPECT_EQ(out.size(), 106U);
}

TEST(OutBuffer, AppendedZerosAreZeroAfterGrowth) {
  OutBuffer out(1);
  out.prepend(Octets(200, 0xFF));
  for (int i = 0; i < 40; ++i) out.append_zeros(1);
  for (const std::uint8_t octet : out.view().last(40)) ASSERT_EQ(octet, 0);
}

// A peer decides how many optional parameters there are to pass on.
TEST(OutBuffer, ManySmallPiecesTakeAMultipleOfTheirSum) {
  CountingMemory memory;
  OutBuffer out(16, &memory);
  for (int i = 0; i < 5000; ++i) {
    out.append(Octets{1, 2});
    out.prepend(Octets{3, 4});
  }
  EXPECT_EQ(out.size(), 20'000U);
  EXPECT_EQ(out.view().front(), 3);
  EXPECT_EQ(out.view().back(), 2);
  EXPECT_LT(memory.largest, 100'000U);
  EXPECT_LT(memory.allocations, 40);
}

TEST(OutBuffer, WithinCapacityAllocatesOnce) {
  CountingMemory memory;
  {
    OutBuffer out(16, &memory);
    out.prepend(Octets(16, 0));
    out.append_zeros(13);
    OutBuffer moved = std::move(out);
    EXPECT_EQ(moved.size(), 29U);
    EXPECT_EQ(moved.memory(), &memory);
    EXPECT_EQ(memory.allocations, 1);
  }
  EXPECT_EQ(memory.outstanding, 0);
}

TEST(OutBuffer, WithoutCapacityAllocatesWhenItIsFilled) {
  CountingMemory memory;
  OutBuffer out(0, &memory);
  EXPECT_EQ(memory.allocations, 0);
  out.append(Octets{2});
  out.prepend(Octets{1});
  EXPECT_EQ(to_hex(out.view()), "0102");
}

TEST(OutBuffer, CopyIsIndependentAndKeepsTheTag) {
  OutBuffer a;
  a.tag = 77;
  a.prepend_u16(0x0102);
  OutBuffer b = a;
  b.prepend_u8(9);
  a.prepend_u8(8);
  EXPECT_EQ(to_hex(a.view()), "080102");
  EXPECT_EQ(to_hex(b.view()), "090102");
  EXPECT_EQ(b.tag, 77U);
}

TEST(OutBuffer, MovedFromIsEmptyAndUsable) {
  CountingMemory memory;
  {
    OutBuffer a(8, &memory);
    a.prepend_u8(1);
    const OutBuffer b = std::move(a);
    EXPECT_EQ(a.size(), 0U);  // NOLINT(bugprone-use-after-move): the state is promised
    a.prepend_u8(2);
    EXPECT_EQ(to_hex(a.view()), "02");
    EXPECT_EQ(to_hex(b.view()), "01");
    a = b;
    EXPECT_EQ(to_hex(a.view()), "01");
  }
  EXPECT_EQ(memory.outstanding, 0);
}

}  // namespace
}  // namespace mapsim
