// Objects addressed by slot and generation: finding one is an index, and a handle of an object that is gone
// is told from one that took its slot.
#pragma once

#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace mapsim {

struct SlabHandle {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;  // odd while occupied, so a zeroed handle never matches
  friend bool operator==(SlabHandle, SlabHandle) = default;
};

// Copyable (a test may copy a layer and try both futures). Addresses stay valid until the object is erased:
// growth adds chunks and moves nothing.
template <class T>
class Slab {
 public:
  template <class... Args>
  SlabHandle emplace(Args&&... args) {
    std::uint32_t slot = 0;
    if (free_.empty()) {
      slot = static_cast<std::uint32_t>(slots_);
      if (slots_ % kChunk == 0) {
        chunks_.emplace_back();
        chunks_.back().reserve(kChunk);
      }
      chunks_.back().emplace_back();
      ++slots_;
    } else {
      slot = free_.back();
      free_.pop_back();
    }
    Slot& s = at(slot);
    std::construct_at(&s.value, std::forward<Args>(args)...);
    ++s.generation;
    ++size_;
    return {slot, s.generation};
  }

  T* find(SlabHandle h) {
    if (h.slot >= slots_) return nullptr;
    Slot& s = at(h.slot);
    return s.generation == h.generation && s.occupied() ? &s.value : nullptr;
  }
  const T* find(SlabHandle h) const { return const_cast<Slab*>(this)->find(h); }

  // The handle of what occupies the slot now; for ids on the wire that hold the slot and part of the generation.
  std::optional<SlabHandle> occupant(std::uint32_t slot) const {
    if (slot >= slots_) return std::nullopt;
    const Slot& s = const_cast<Slab*>(this)->at(slot);
    if (!s.occupied()) return std::nullopt;
    return SlabHandle{slot, s.generation};
  }

  // The handle of whatever occupies a slot now; one that finds nothing where none does.
  SlabHandle handle_at(std::uint32_t slot) const {
    if (slot >= slots_) return {};
    return {slot, const_cast<Slab*>(this)->at(slot).generation};
  }

  void erase(SlabHandle h) {
    assert(find(h) != nullptr);
    Slot& s = at(h.slot);
    ++s.generation;
    std::destroy_at(&s.value);
    free_.push_back(h.slot);
    --size_;
  }

  // Calls f(SlabHandle, T&) for every object, in the order of their slots.
  template <class F>
  void for_each(F&& f) {
    for (std::uint32_t i = 0; i < slots_; ++i) {
      Slot& s = at(i);
      if (s.occupied()) f(SlabHandle{i, s.generation}, s.value);
    }
  }

  std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t kChunk = 256;
  // The generation says whether there is a value: a flag of its own would cost eight octets.
  struct Slot {
    Slot() {}
    Slot(const Slot& other) : generation(other.generation) {
      if (occupied()) std::construct_at(&value, other.value);
    }
    Slot(Slot&& other) noexcept : generation(other.generation) {
      if (occupied()) std::construct_at(&value, std::move(other.value));
    }
    Slot& operator=(const Slot&) = delete;
    Slot& operator=(Slot&&) = delete;
    ~Slot() {
      if (occupied()) std::destroy_at(&value);
    }
    bool occupied() const { return generation % 2 == 1; }

    std::uint32_t generation = 0;
    union {
      T value;
    };
  };
  // reserve() is lost when a vector is copied, but a copied chunk never grows past what is in use: only the
  // last chunk grows, and it moves its few objects once. Layers hold handles, not addresses, across calls.
  Slot& at(std::uint32_t slot) { return chunks_[slot / kChunk][slot % kChunk]; }

  std::vector<std::vector<Slot>> chunks_;
  std::vector<std::uint32_t> free_;
  std::size_t slots_ = 0;
  std::size_t size_ = 0;
};

}  // namespace mapsim
