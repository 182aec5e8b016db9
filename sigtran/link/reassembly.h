// Puts together what SCTP, the kernel's or userland's, delivers in parts (RFC 6458 5.1.3, MSG_EOR; 6.1.4 for
// messages that failed), up to a limit: a peer decides how long its messages are.
#pragma once

#include <cstdint>

#include "sigtran/core/bytes.h"

namespace mapsim::link {

class Reassembly {
 public:
  // `limit`: octets of a message.
  explicit Reassembly(std::size_t limit = 0) : limit_(limit) {}

  enum class Outcome : std::uint8_t {
    incomplete,
    complete,   // message() is the whole
    oversized,  // told once, with the part that went beyond the limit; the rest of the message is dropped
    dropped,    // a later part of such a message
  };

  // The usual message, in one part, is not copied.
  Outcome add(OctetView part, bool last);
  // The rest of the message will not come.
  void reset();
  // Valid as long as the last part, and until the next add().
  OctetView message() const { return message_; }
  bool under_way() const { return under_way_; }

 private:
  std::size_t limit_;
  Octets kept_;
  OctetView message_;
  bool under_way_ = false;
  bool dropping_ = false;
};

inline void Reassembly::reset() {
  kept_.clear();
  under_way_ = dropping_ = false;
}

inline Reassembly::Outcome Reassembly::add(OctetView part, bool last) {
  if (!under_way_) kept_.clear();
  const bool whole = last && !under_way_;
  under_way_ = !last;
  if (dropping_) {
    dropping_ = !last;
    return Outcome::dropped;
  }
  if (kept_.size() + part.size() > limit_) {
    kept_.clear();
    dropping_ = !last;
    return Outcome::oversized;
  }
  if (whole) {
    message_ = part;
    return Outcome::complete;
  }
  kept_.insert(kept_.end(), part.begin(), part.end());
  if (!last) return Outcome::incomplete;
  message_ = kept_;
  return Outcome::complete;
}

}  // namespace mapsim::link
