// Timers for many owners. Timers of one duration expire in the order in which they were armed, so each duration
// has a queue of its own: arming, cancelling and expiring are O(1), finding the earliest is O(durations).
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <optional>
#include <vector>

#include "sigtran/core/time.h"

namespace mapsim {

// Names an armed timer. A zero id names none; an id that fired or was cancelled never matches again.
struct TimerId {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
  explicit operator bool() const { return generation != 0; }
  friend bool operator==(TimerId, TimerId) = default;
};

template <class Key>
class TimerQueue {
 public:
  TimerId arm(Instant now, Duration after, Key key) {
    Queue& queue = queue_for(after);
    const std::uint32_t slot = allocate();
    Node& node = nodes_[slot];
    node.key = std::move(key);
    node.queue = static_cast<std::uint32_t>(&queue - queues_.data());
    // A caller whose clock went backwards must not break the queue's order.
    node.deadline = queue.tail == kNone ? now + after : std::max(now + after, nodes_[queue.tail].deadline);
    node.sequence = next_sequence_++;
    node.previous = queue.tail;
    node.next = kNone;
    (queue.tail == kNone ? queue.head : nodes_[queue.tail].next) = slot;
    queue.tail = slot;
    ++size_;
    return {slot, node.generation};
  }

  // Harmless for a timer that fired already; clears the id.
  void cancel(TimerId& id) {
    if (id && id.slot < nodes_.size() && nodes_[id.slot].armed() && nodes_[id.slot].generation == id.generation) {
      release(id.slot);
    }
    id = {};
  }

  Instant next_deadline() const {
    const std::uint32_t slot = earliest();
    return slot == kNone ? Instant::never() : nodes_[slot].deadline;
  }

  // The owner's key of one timer that is due, earliest first, ties in the order of arming.
  std::optional<Key> pop_due(Instant now) {
    const std::uint32_t slot = earliest();
    if (slot == kNone || nodes_[slot].deadline > now) return std::nullopt;
    std::optional<Key> key(std::move(nodes_[slot].key));
    release(slot);
    return key;
  }

  std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Node {
    Instant deadline;
    std::uint64_t sequence = 0;
    Key key{};
    std::uint32_t previous = kNone;
    std::uint32_t next = kNone;  // of one that is not armed: the next of these
    std::uint32_t generation = 1;
    std::uint32_t queue = kNone;  // kNone: not armed
    bool armed() const { return queue != kNone; }
  };
  struct Queue {
    Duration after{};
    std::uint32_t head = kNone;
    std::uint32_t tail = kNone;
  };

  Queue& queue_for(Duration after) {
    for (Queue& q : queues_) {
      if (q.after == after) return q;
    }
    // A drained queue is taken over, so that durations drawn by chance do not make the list grow for ever.
    for (Queue& q : queues_) {
      if (q.head == kNone) {
        q.after = after;
        return q;
      }
    }
    return queues_.emplace_back(Queue{after, kNone, kNone});
  }

  std::uint32_t allocate() {
    if (free_ != kNone) {
      const std::uint32_t slot = free_;
      free_ = nodes_[slot].next;
      return slot;
    }
    nodes_.emplace_back();
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }

  void release(std::uint32_t slot) {
    Node& node = nodes_[slot];
    Queue& queue = queues_[node.queue];
    (node.previous == kNone ? queue.head : nodes_[node.previous].next) = node.next;
    (node.next == kNone ? queue.tail : nodes_[node.next].previous) = node.previous;
    node.queue = kNone;
    if (++node.generation == 0) node.generation = 1;
    node.next = free_;
    free_ = slot;
    --size_;
  }

  std::uint32_t earliest() const {
    std::uint32_t best = kNone;
    for (const Queue& q : queues_) {
      if (q.head == kNone) continue;
      if (best == kNone || before(nodes_[q.head], nodes_[best])) best = q.head;
    }
    return best;
  }

  static bool before(const Node& a, const Node& b) {
    return a.deadline != b.deadline ? a.deadline < b.deadline : a.sequence < b.sequence;
  }

  std::vector<Node> nodes_;
  std::uint32_t free_ = kNone;  // the first node that is not armed
  std::vector<Queue> queues_;
  std::uint64_t next_sequence_ = 0;
  std::size_t size_ = 0;
};

}  // namespace mapsim
