#include "asn1/codec/arena.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>

namespace mapsim::asn1 {

namespace {

constexpr std::size_t kAlignment = alignof(std::max_align_t);
constexpr std::size_t kHeader = kAlignment;  // holds the size of the piece behind it

struct Arena {
  std::size_t used = 0;
  unsigned uses = 0;
  bool spilled = false;
  alignas(kAlignment) std::array<std::byte, kArenaSize> block{};

  bool holds(const void* piece) const {
    const auto* p = static_cast<const std::byte*>(piece);
    return !std::less<>()(p, block.data()) && std::less<>()(p, block.data() + block.size());
  }
};
constinit thread_local Arena arena;

std::size_t size_of(const void* piece) {
  std::size_t size = 0;
  std::memcpy(&size, static_cast<const std::byte*>(piece) - kHeader, sizeof(size));
  return size;
}

void* take(std::size_t size) {
  Arena& a = arena;
  if (a.uses != 0 && size <= kArenaSize) {
    const std::size_t needed = kHeader + (size + kAlignment - 1) / kAlignment * kAlignment;
    if (needed <= kArenaSize - a.used) {
      std::byte* const at = a.block.data() + a.used;
      std::memcpy(at, &size, sizeof(size));
      a.used += needed;
      return at + kHeader;
    }
  }
  a.spilled = a.spilled || a.uses != 0;
  return std::malloc(size);
}

}  // namespace

ArenaUse::ArenaUse() noexcept {
  ++arena.uses;
}

ArenaUse::~ArenaUse() {
  Arena& a = arena;
  assert(a.uses != 0);
  if (--a.uses != 0) return;
  a.used = 0;
  a.spilled = false;
}

bool ArenaUse::has_spilled() noexcept {
  return arena.spilled;
}

}  // namespace mapsim::asn1

using mapsim::asn1::arena;

void* mapsim_asn1_malloc(std::size_t size) {
  return mapsim::asn1::take(size);
}

void* mapsim_asn1_calloc(std::size_t count, std::size_t size) {
  if (size != 0 && count > SIZE_MAX / size) return nullptr;
  void* const piece = mapsim::asn1::take(count * size);
  if (piece != nullptr) std::memset(piece, 0, count * size);
  return piece;
}

void* mapsim_asn1_realloc(void* old, std::size_t size) {
  if (old == nullptr) return mapsim::asn1::take(size);
  if (!arena.holds(old)) return std::realloc(old, size);
  void* const piece = mapsim::asn1::take(size);
  if (piece != nullptr) std::memcpy(piece, old, std::min(size, mapsim::asn1::size_of(old)));
  return piece;
}

void mapsim_asn1_free(void* piece) {
  if (!arena.holds(piece)) std::free(piece);
}
