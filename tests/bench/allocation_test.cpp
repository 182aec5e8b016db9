// What the codecs of all layers allocate for one message: nothing to read it, its buffer to write it.
#include <cstdlib>
#include <gtest/gtest.h>
#include <new>

#include "asn1/codec/arena.h"
#include "tests/bench/sample.h"

namespace {
std::size_t allocations = 0;
}

// Counts for the whole program; everything else about allocation stays as it is.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size)) return p;
  throw std::bad_alloc();
}
// The memory resource behind buffers asks for an alignment.
void* operator new(std::size_t size, std::align_val_t) {
  ++allocations;
  if (void* p = std::malloc(size)) return p;  // aligned more than any of ours needs
  throw std::bad_alloc();
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

namespace mapsim::bench {
namespace {

TEST(StackAllocation, ReadingAllocatesNothing) {
  const Sample sample;
  const OutBuffer octets = encode_stack(sample);
  { const Decoded first(octets.view()); }
  const std::size_t before = allocations;
  const Decoded decoded(octets.view());
  EXPECT_EQ(allocations - before, 0U);
  EXPECT_EQ(decoded.argument->sm_rp_ui.octets().size(), 140U);
}

TEST(StackAllocation, WhatAsn1cNeedsFitsIntoItsBlock) {
  const Sample sample;
  const OutBuffer octets = encode_stack(sample);
  const asn1::ArenaUse use;
  const Decoded decoded(octets.view());
  EXPECT_FALSE(asn1::ArenaUse::has_spilled());
}

TEST(StackAllocation, WritingAllocatesItsBufferOnly) {
  const Sample sample;
  { const OutBuffer first = encode_prepared(sample); }
  const std::size_t before = allocations;
  const OutBuffer octets = encode_prepared(sample);
  EXPECT_EQ(allocations - before, 1U);
}

}  // namespace
}  // namespace mapsim::bench
