// A queue in one block of memory that grows to the largest number ever queued and is then reused: no
// allocation at a steady state, unlike std::deque.
#pragma once

#include <cassert>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace mapsim::link {

template <class T>
class Ring {
 public:
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }

  void push(T item) {
    if (size_ == slots_.size()) grow();
    slots_[index(size_)].emplace(std::move(item));
    ++size_;
  }
  T& front() { return (*this)[0]; }
  const T& front() const { return *slots_[first_]; }
  T& back() { return (*this)[size_ - 1]; }
  T& operator[](std::size_t i) { return *slots_[index(i)]; }
  const T& operator[](std::size_t i) const { return *slots_[index(i)]; }

  T pop() {
    assert(size_ != 0);
    T item = std::move(*slots_[first_]);
    slots_[first_].reset();
    first_ = index(1);
    --size_;
    return item;
  }

 private:
  std::size_t index(std::size_t i) const { return (first_ + i) & (slots_.size() - 1); }
  void grow() {
    std::vector<std::optional<T>> larger(slots_.empty() ? 16 : slots_.size() * 2);
    for (std::size_t i = 0; i < size_; ++i) larger[i] = std::move(slots_[index(i)]);
    slots_ = std::move(larger);
    first_ = 0;
  }

  std::vector<std::optional<T>> slots_;  // a power of two
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace mapsim::link
