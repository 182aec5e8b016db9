// Which message each DATA chunk of one outgoing direction carries, from what a link tells of its messages and
// its packets.
#pragma once

#include <cstdint>
#include <vector>

#include "sigtran/capture/sctp_reassembly.h"
#include "sigtran/link/ring.h"

namespace mapsim::capture {

class SentMessages {
 public:
  // Chunks that are not acknowledged, and messages of one stream: beyond so many the oldest is forgotten, and
  // its chunks are those of a message without tag.
  static constexpr std::size_t kMax = 65'536;

  // Names a message: the ordered and the unordered ones of each stream are counted apart.
  // One word: it is copied right after it was made.
  class Name {
   public:
    Name() = default;  // of a message that is not known
    Name(std::uint32_t queue, std::uint32_t number)
        : value_(static_cast<std::uint64_t>(queue) << 32U | number) {}
    bool known() const { return value_ != kUnknown; }
    std::uint32_t queue() const { return static_cast<std::uint32_t>(value_ >> 32U); }
    std::uint32_t number() const { return static_cast<std::uint32_t>(value_); }

   private:
    static constexpr std::uint64_t kUnknown = UINT64_MAX;  // queue_of() is below 2^17
    std::uint64_t value_ = kUnknown;
  };
  struct Chunk {
    Name message;
    bool retransmission = false;
  };

  // In the order in which SCTP takes them. Its chunks may have left already.
  void on_message(std::uint16_t stream, bool unordered, std::uint64_t tag);
  Chunk on_chunk(const DataChunk& chunk);
  // 0: it has none, or is forgotten.
  std::uint64_t tag(const Name& message) const;
  // Up to this TSN; what it frees can no longer be named.
  void on_acknowledged(std::uint32_t tsn);

 private:
  struct Queue {
    link::Ring<std::uint64_t> tags;
    std::uint32_t first = 0;           // the number of the first of them
    std::uint32_t unordered_sent = 0;  // RFC 9260 6.6: their stream sequence numbers mean nothing
  };
  struct Sent {
    Name message;
    bool seen = false;
    bool last = false;
  };
  static std::uint32_t queue_of(std::uint16_t stream, bool unordered) {
    return static_cast<std::uint32_t>(stream) << 1U | (unordered ? 1U : 0U);
  }
  Name name_of(const DataChunk& chunk, std::size_t at);
  void forget_first_chunk();

  Queue& queue(std::uint32_t number);

  std::vector<Queue> queues_;    // by queue_of(), as far as streams were used
  link::Ring<Sent> sent_;        // by TSN
  std::uint32_t first_tsn_ = 0;  // of the first of them
  bool started_ = false;
};

}  // namespace mapsim::capture
