// Octets of one recvmmsg(2): several messages or notifications of one socket for one system call, in memory
// that is reused.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <sys/socket.h>

#include "sigtran/core/bytes.h"

namespace mapsim::link {

// What one recvmsg(2) of an SCTP socket gave.
struct ReceivedPart {
  OctetView octets;
  bool notification = false;
  bool end_of_record = false;  // MSG_EOR: the message or notification ends with these octets
  std::uint16_t stream = 0;    // of a message
  std::uint32_t payload_protocol = 0;
  std::uint32_t tsn = 0;  // of the message's first DATA chunk, in the first of its parts
};

class ReceiveBatch {
 public:
  static constexpr std::size_t kParts = 32;
  static constexpr std::size_t kPartSize = 8192;  // octets; a longer message comes in several parts

  enum class Outcome : std::uint8_t { parts, nothing, end, error };

  ReceiveBatch();
  // Forgets the parts that were not taken. `end`: the kernel has no association on this socket any more;
  // `error`: code() says why.
  Outcome read(int fd);
  // Valid until the next read().
  std::optional<ReceivedPart> next();
  int code() const { return code_; }
  void clear() { at_ = count_ = 0; }

 private:
  struct Memory;
  struct Release {
    void operator()(Memory* memory) const;
  };
  std::unique_ptr<Memory, Release> memory_;
  std::size_t count_ = 0;
  std::size_t at_ = 0;
  int code_ = 0;
};

}  // namespace mapsim::link
