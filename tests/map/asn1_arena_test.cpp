// The memory of the generated decoders. Freeing and the end of each piece are watched by the sanitizers.
#include <cstdint>
#include <cstring>
#include <gtest/gtest.h>

#include "asn1/codec/arena.h"

namespace mapsim::asn1 {
namespace {

TEST(Asn1Arena, IsGivenBackWithTheLastUse) {
  void* first = nullptr;
  {
    const ArenaUse use;
    const ArenaUse another = use;
    first = mapsim_asn1_malloc(100);
    mapsim_asn1_free(first);  // no effect: the next piece is another one
    EXPECT_NE(mapsim_asn1_malloc(100), first);
  }
  const ArenaUse use;
  EXPECT_EQ(mapsim_asn1_malloc(100), first);
}

TEST(Asn1Arena, KeepsItsPiecesUntilTheLastUseEnds) {
  const ArenaUse outer;
  auto* const kept = static_cast<std::uint8_t*>(mapsim_asn1_malloc(4));
  std::memset(kept, 0x55, 4);
  {
    const ArenaUse inner;
    std::memset(mapsim_asn1_malloc(4), 0xAA, 4);
  }
  std::memset(mapsim_asn1_malloc(4), 0xAA, 4);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(kept[i], 0x55);
}

TEST(Asn1Arena, AlignsEveryPiece) {
  const ArenaUse use;
  for (std::size_t size = 0; size < 40; ++size) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(mapsim_asn1_malloc(size)) % alignof(std::max_align_t), 0U)
        << size;
  }
}

TEST(Asn1Arena, ZeroesWhatItIsAskedToThoughTheBlockWasUsed) {
  {
    const ArenaUse use;
    std::memset(mapsim_asn1_malloc(64), 0xFF, 64);
  }
  const ArenaUse use;
  const auto* const piece = static_cast<const std::uint8_t*>(mapsim_asn1_calloc(8, 8));
  for (int i = 0; i < 64; ++i) EXPECT_EQ(piece[i], 0) << i;
}

TEST(Asn1Arena, RefusesACountThatOverflows) {
  EXPECT_EQ(mapsim_asn1_calloc(SIZE_MAX / 2, 3), nullptr);
}

TEST(Asn1Arena, KeepsTheContentsOfAPieceThatGrows) {
  const ArenaUse use;
  auto* const piece = static_cast<char*>(mapsim_asn1_realloc(nullptr, 8));
  std::memcpy(piece, "12345678", 8);
  auto* const grown = static_cast<char*>(mapsim_asn1_realloc(piece, 16));
  EXPECT_EQ(std::memcmp(grown, "12345678", 8), 0);
  // Beyond the block, and further there.
  auto* const beyond = static_cast<char*>(mapsim_asn1_realloc(grown, kArenaSize + 1));
  EXPECT_TRUE(ArenaUse::has_spilled());
  EXPECT_EQ(std::memcmp(beyond, "12345678", 8), 0);
  auto* const further = static_cast<char*>(mapsim_asn1_realloc(beyond, 2 * kArenaSize));
  EXPECT_EQ(std::memcmp(further, "12345678", 8), 0);
  mapsim_asn1_free(further);
}

TEST(Asn1Arena, TakesFromMallocWhatDoesNotFitAndForgetsItWithTheLastUse) {
  {
    const ArenaUse use;
    mapsim_asn1_malloc(kArenaSize / 2);
    EXPECT_FALSE(ArenaUse::has_spilled());
    void* const piece = mapsim_asn1_malloc(kArenaSize / 2);
    EXPECT_TRUE(ArenaUse::has_spilled());
    mapsim_asn1_free(piece);
  }
  EXPECT_FALSE(ArenaUse::has_spilled());
}

TEST(Asn1Arena, IsNotTouchedWhileThereIsNoUse) {
  void* const piece = mapsim_asn1_malloc(100);
  EXPECT_FALSE(ArenaUse::has_spilled());
  const ArenaUse use;
  void* const in_block = mapsim_asn1_malloc(100);
  EXPECT_NE(piece, in_block);
  mapsim_asn1_free(piece);
}

}  // namespace
}  // namespace mapsim::asn1
