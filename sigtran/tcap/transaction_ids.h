// Local transaction ids: a slot and part of its generation, mixed, so that finding a dialogue is arithmetic
// and an index, while ids neither follow one another nor come back at once.
#pragma once

#include <cstdint>
#include <optional>

#include "sigtran/core/random.h"
#include "sigtran/core/slab.h"
#include "sigtran/tcap/primitives.h"

namespace mapsim::tcap {

// Which ids are ours. Several engines behind one address take different prefixes.
struct TransactionIdSpace {
  std::uint8_t octets = 4;       // of every id, 1..4
  std::uint8_t prefix_bits = 0;  // the highest bits of every id that are fixed, fewer than the id has
  std::uint32_t prefix = 0;      // their value
  bool mixed = true;             // false: ids count 1, 2, 3 …
};

class TransactionIds {
 public:
  // `max_open` is cut to what the space holds.
  TransactionIds(const TransactionIdSpace& space, std::size_t max_open, Random& random);

  TransactionId of(SlabHandle handle) const;
  // The slot that an id of ours must be in; nullopt for ids outside the space. Whether the id is in use is
  // for the occupant to say.
  std::optional<std::uint32_t> slot(TransactionId id) const;
  std::size_t max_open() const { return max_open_; }

 private:
  TransactionIdSpace space_;
  std::size_t max_open_;
  unsigned slot_bits_;
  std::uint32_t mask_;        // the bits that are not fixed
  std::uint32_t factor_ = 1;  // odd, so that multiplication modulo 2^n has an inverse
  std::uint32_t inverse_ = 1;
  std::uint32_t offset_ = 1;
};

}  // namespace mapsim::tcap
