// One buffer a message, filled from the end: each layer prepends its header to what the layer above wrote, and
// nothing is copied on the way down.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <utility>

#include "sigtran/core/bytes.h"

namespace mapsim {

class OutBuffer {
 public:
  // Room for `capacity` octets before the first reallocation; 0 allocates nothing yet. Where the resource is a pool, sending at a steady
  // state allocates nothing.
  explicit OutBuffer(std::size_t capacity = 448,
                     std::pmr::memory_resource* memory = std::pmr::get_default_resource());
  OutBuffer(const OutBuffer& other);
  OutBuffer(OutBuffer&& other) noexcept
      : tag(other.tag),
        memory_(other.memory_),
        data_(std::exchange(other.data_, nullptr)),
        capacity_(std::exchange(other.capacity_, 0)),
        begin_(std::exchange(other.begin_, 0)),
        end_(std::exchange(other.end_, 0)) {}
  OutBuffer& operator=(OutBuffer other) noexcept;
  ~OutBuffer() {
    if (data_ != nullptr) memory_->deallocate(data_, capacity_, 1);
  }

  void prepend(OctetView octets);
  void prepend_u8(std::uint8_t v) { *grow_front(1) = v; }
  void prepend_u16(std::uint16_t v);
  void prepend_u24(std::uint32_t v);
  void prepend_u32(std::uint32_t v);
  void prepend_u16_le(std::uint16_t v);
  // For what must stand behind the data: the optional part of an SCCP message (Q.713 1.7).
  void append(OctetView octets);
  // For the padding that M3UA puts behind protocol data.
  void append_zeros(std::size_t count);

  OctetView view() const { return {data_ + begin_, end_ - begin_}; }
  std::size_t size() const { return end_ - begin_; }
  // For a layer that splits one message into several buffers of the same origin.
  std::pmr::memory_resource* memory() const { return memory_; }

  // Opaque to every layer; names the step that caused this message, so that a capture can comment its frames.
  std::uint64_t tag = 0;

 private:
  std::uint8_t* grow_front(std::size_t count) {
    if (count > begin_) reallocate(count, 0);
    begin_ -= count;
    return data_ + begin_;
  }
  std::uint8_t* grow_back(std::size_t count);
  void reallocate(std::size_t front, std::size_t back);
  friend void swap(OutBuffer& a, OutBuffer& b) noexcept;

  std::pmr::memory_resource* memory_;
  std::uint8_t* data_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace mapsim
