#include "sigtran/core/out_buffer.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace mapsim {

namespace {
// SCCP appends at most 10 octets (segmentation, importance, end of optional parameters), M3UA pads by at
// most 3.
constexpr std::size_t kTailRoom = 16;
}  // namespace

OutBuffer::OutBuffer(std::size_t capacity, std::pmr::memory_resource* memory)
    : memory_(memory), capacity_(capacity == 0 ? 0 : capacity + kTailRoom), begin_(capacity), end_(capacity) {
  if (capacity_ != 0) data_ = static_cast<std::uint8_t*>(memory_->allocate(capacity_, 1));
}

OutBuffer::OutBuffer(const OutBuffer& other) : OutBuffer(other.size(), other.memory_) {
  prepend(other.view());
  tag = other.tag;
}

OutBuffer& OutBuffer::operator=(OutBuffer other) noexcept {
  swap(*this, other);
  return *this;
}

void swap(OutBuffer& a, OutBuffer& b) noexcept {
  std::swap(a.tag, b.tag);
  std::swap(a.memory_, b.memory_);
  std::swap(a.data_, b.data_);
  std::swap(a.capacity_, b.capacity_);
  std::swap(a.begin_, b.begin_);
  std::swap(a.end_, b.end_);
}

void OutBuffer::reallocate(std::size_t front, std::size_t back) {
  const std::size_t used = size();
  // The side that grows gets as much room as there are octets already, so that any number of small pieces costs a
  // multiple of what they add up to.
  const std::size_t slack = std::max<std::size_t>(used, 64);
  const std::size_t room_in_front = front == 0 ? begin_ : front + slack;
  const std::size_t room_behind = back == 0 ? std::max(capacity_ - end_, kTailRoom) : back + slack;
  const std::size_t capacity = room_in_front + used + room_behind;
  auto* data = static_cast<std::uint8_t*>(memory_->allocate(capacity, 1));
  if (used != 0) std::memcpy(data + room_in_front, data_ + begin_, used);
  if (data_ != nullptr) memory_->deallocate(data_, capacity_, 1);
  data_ = data;
  capacity_ = capacity;
  begin_ = room_in_front;
  end_ = room_in_front + used;
}

void OutBuffer::prepend(OctetView octets) {
  if (octets.empty()) return;
  std::memcpy(grow_front(octets.size()), octets.data(), octets.size());
}

void OutBuffer::prepend_u16(std::uint16_t v) {
  std::uint8_t* p = grow_front(2);
  p[0] = static_cast<std::uint8_t>(v >> 8U);
  p[1] = static_cast<std::uint8_t>(v);
}

void OutBuffer::prepend_u24(std::uint32_t v) {
  prepend_u16(static_cast<std::uint16_t>(v));
  prepend_u8(static_cast<std::uint8_t>(v >> 16U));
}

void OutBuffer::prepend_u32(std::uint32_t v) {
  prepend_u16(static_cast<std::uint16_t>(v));
  prepend_u16(static_cast<std::uint16_t>(v >> 16U));
}

void OutBuffer::prepend_u16_le(std::uint16_t v) {
  prepend_u16(static_cast<std::uint16_t>((v >> 8U) | (v << 8U)));
}

std::uint8_t* OutBuffer::grow_back(std::size_t count) {
  if (count > capacity_ - end_) reallocate(0, count);
  end_ += count;
  return data_ + end_ - count;
}

void OutBuffer::append(OctetView octets) {
  if (octets.empty()) return;
  std::memcpy(grow_back(octets.size()), octets.data(), octets.size());
}

void OutBuffer::append_zeros(std::size_t count) {
  if (count == 0) return;
  std::memset(grow_back(count), 0, count);
}

}  // namespace mapsim
