#include "sigtran/tcap/transaction_ids.h"

#include <gtest/gtest.h>
#include <set>

namespace mapsim::tcap::test {
namespace {

TEST(TransactionIds, every_width_finds_its_slots_again) {
  for (std::uint8_t octets = 1; octets <= 4; ++octets) {
    for (const bool mixed : {true, false}) {
      Random random(octets);
      const TransactionIdSpace space{.octets = octets, .mixed = mixed};
      const TransactionIds ids(space, 100, random);
      std::set<std::uint32_t> seen;
      for (std::uint32_t slot = 0; slot < 100; ++slot) {
        for (std::uint32_t generation = 1; generation < 40; generation += 2) {
          const TransactionId id = ids.of({slot, generation});
          EXPECT_EQ(id.octets, octets);
          EXPECT_EQ(ids.slot(id), slot);
          EXPECT_LT(std::uint64_t{id.value}, std::uint64_t{1} << (8 * octets));
          EXPECT_TRUE(octets == 1 || seen.insert(id.value).second);
        }
      }
    }
  }
}

TEST(TransactionIds, a_prefix_keeps_two_engines_apart) {
  Random random(1);
  const TransactionIds first({.octets = 2, .prefix_bits = 4, .prefix = 0x3}, 64, random);
  const TransactionIds second({.octets = 2, .prefix_bits = 4, .prefix = 0xF}, 64, random);
  for (std::uint32_t slot = 0; slot < 64; ++slot) {
    EXPECT_EQ(first.of({slot, 1}).value >> 12U, 0x3U);
    EXPECT_EQ(second.of({slot, 1}).value >> 12U, 0xFU);
    EXPECT_EQ(second.slot(second.of({slot, 7})), slot);
  }
}

TEST(TransactionIds, unmixed_ones_count) {
  Random random(1);
  const TransactionIds ids({.mixed = false}, 1024, random);
  EXPECT_EQ(ids.of({0, 1}).value, 1U);
  EXPECT_EQ(ids.of({1, 1}).value, 2U);
}

TEST(TransactionIds, one_octet_holds_at_most_256_dialogues) {
  Random random(1);
  EXPECT_EQ(TransactionIds({.octets = 1}, 100000, random).max_open(), 256U);
  EXPECT_EQ(TransactionIds({.octets = 1, .prefix_bits = 2}, 100000, random).max_open(), 64U);
}

TEST(TransactionIds, other_widths_are_nobodys) {
  Random random(1);
  const TransactionIds ids({.octets = 3}, 16, random);
  EXPECT_FALSE(ids.slot({1, 4}));
  EXPECT_TRUE(ids.slot({1, 3}));
}

TEST(TransactionIds, the_same_seed_gives_the_same_ids) {
  Random a(5);
  Random b(5);
  Random c(6);
  const TransactionIds first({}, 1000, a);
  const TransactionIds same({}, 1000, b);
  const TransactionIds other({}, 1000, c);
  EXPECT_EQ(first.of({3, 1}), same.of({3, 1}));
  EXPECT_NE(first.of({3, 1}), other.of({3, 1}));
}

}  // namespace
}  // namespace mapsim::tcap::test
