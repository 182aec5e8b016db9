#include "sigtran/tcap/transaction_ids.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace mapsim::tcap {

TransactionIds::TransactionIds(const TransactionIdSpace& space, std::size_t max_open, Random& random)
    : space_(space) {
  const unsigned width = space.octets * 8U;
  assert(space.octets >= 1 && space.octets <= 4 && space.prefix_bits < width);
  const unsigned free_bits = width - space.prefix_bits;
  mask_ = static_cast<std::uint32_t>((1ULL << free_bits) - 1);
  max_open_ = static_cast<std::size_t>(std::clamp<std::uint64_t>(max_open, 1, 1ULL << free_bits));
  slot_bits_ = static_cast<unsigned>(std::bit_width(max_open_ - 1));
  if (!space.mixed) return;
  factor_ = static_cast<std::uint32_t>(random.next()) | 1U;
  offset_ = static_cast<std::uint32_t>(random.next());
  // Newton's iteration doubles the bits that are right: 3, 6, 12, 24, 48.
  inverse_ = factor_;
  for (int i = 0; i < 4; ++i) inverse_ *= 2U - factor_ * inverse_;
}

TransactionId TransactionIds::of(SlabHandle handle) const {
  // A generation is odd while occupied; half of it counts the occupants.
  const std::uint64_t counted =
      (static_cast<std::uint64_t>(handle.generation >> 1U) << slot_bits_) | handle.slot;
  const std::uint32_t mixed = (static_cast<std::uint32_t>(counted) * factor_ + offset_) & mask_;
  const std::uint64_t prefix = static_cast<std::uint64_t>(space_.prefix)
                               << (space_.octets * 8U - space_.prefix_bits);
  return {.value = static_cast<std::uint32_t>(prefix) | mixed, .octets = space_.octets};
}

std::optional<std::uint32_t> TransactionIds::slot(TransactionId id) const {
  if (id.octets != space_.octets) return std::nullopt;
  const std::uint32_t counted = ((id.value & mask_) - offset_) * inverse_ & mask_;
  const std::uint64_t slots = (1ULL << slot_bits_) - 1;
  return static_cast<std::uint32_t>(counted & slots);
}

}  // namespace mapsim::tcap
