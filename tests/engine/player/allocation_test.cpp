// At a steady state whole dialogues pass the player and both stacks without a single allocation: their
// arguments are constant, so that asn1c has nothing to do.
#include <cstdlib>
#include <gtest/gtest.h>
#include <new>

#include "tests/engine/player/played.h"

#if defined(__GNUC__) && !defined(__clang__)
// g++ 12 sees free() where the operators below are inlined, and not that their memory is of aligned_alloc().
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

namespace {
std::size_t allocations = 0;
}

// AddressSanitizer has its own.
#if !defined(MAPSIM_SANITIZED)
namespace {
void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  if (void* p = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment)) return p;
  throw std::bad_alloc();
}
}  // namespace

// Counts for the whole program; everything else about allocation stays as it is.
void* operator new(std::size_t size) {
  return counted(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, std::max(static_cast<std::size_t>(alignment), alignof(std::max_align_t)));
}
void operator delete(void* p) noexcept {
  std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
  std::free(p);
}
void operator delete(void* p, std::align_val_t) noexcept {
  std::free(p);
}
void operator delete(void* p, std::size_t, std::align_val_t) noexcept {
  std::free(p);
}
#endif

namespace mapsim::scenario::test {
namespace {

class Silent final : public RunObserver {
 public:
  void on_step(const StepOutcome&) override {}
  void on_note(Instant, std::string_view, std::string_view) override {}
  bool wants_trees() const override { return false; }
};

TEST(PlayerAllocation, DialoguesOfConstantsTakeNoneAtASteadyState) {
#if defined(MAPSIM_SANITIZED)
  GTEST_SKIP() << "under AddressSanitizer every message has memory of its own (sigtran/node/world.cpp)";
#endif
  const Program program =
      program_of(scenario(begin() + "  - pause: 10ms\n  - msc -> smsc: end\n    result: mt-ForwardSM\n"));
  auto stage = Stage::create(program, {});
  ASSERT_TRUE(stage && (*stage)->open());
  node::World& world = (*stage)->world();
  Silent silent;
  Player player(program, world, silent);
  const auto play = [&](int dialogues) {
    for (int i = 0; i < dialogues; ++i) {
      player.start();
      if (player.running() < 20) continue;
      // Some are always open.
      const std::size_t before = player.running();
      while (player.running() == before) {
        if (const auto event = world.next(player.next_deadline())) player.handle(*event);
        player.on_time();
      }
    }
  };
  play(500);
  const std::size_t before = allocations;
  play(2000);
  EXPECT_EQ(allocations - before, 0U);
  EXPECT_NE(player.verdict(), Verdict::fail);
  EXPECT_NE(player.verdict(), Verdict::error);
}

}  // namespace
}  // namespace mapsim::scenario::test
