// What the kernel transport keeps of one association.
#pragma once

#include <bit>
#include <optional>
#include <vector>

#include "sigtran/link/kernel/socket.h"
#include "sigtran/link/reassembly.h"
#include "sigtran/link/ring.h"
#include "sigtran/link/transport.h"

namespace mapsim::link::detail {

struct KernelOutgoing {
  OutBuffer message;
  std::uint16_t stream = 0;
  std::uint32_t payload_protocol = 0;
  bool unordered = false;
};

// The kernel gives 32 bits of context back with a message that failed; a tag has 64. Contexts are numbered,
// and the last of them that can still be in the kernel keep their tags here.
class TagRing {
 public:
  // The kernel charges no message with less than this to its send buffer.
  static constexpr std::size_t kLeastCharge = 256;

  explicit TagRing(std::size_t send_buffer = 0) : tags_(std::bit_ceil(send_buffer / kLeastCharge + 16)) {}
  // The context of the message that is put next.
  std::uint32_t next() const { return next_; }
  void put(std::uint64_t tag) { tags_[next_++ & (tags_.size() - 1)] = tag; }
  // 0 for a context that is too old to be known.
  std::uint64_t tag(std::uint32_t context) const {
    const std::uint32_t age = next_ - context;
    return age == 0 || age > tags_.size() ? 0 : tags_[context & (tags_.size() - 1)];
  }

 private:
  std::vector<std::uint64_t> tags_;
  std::uint32_t next_ = 0;
};

enum class AssociationPhase : std::uint8_t {
  connecting,
  up,
  closing,  // shutdown was asked for, by the user or by the peer: nothing more can be sent
  ended,    // the kernel told so; what it still has to say is read before Lost is told
};

struct KernelAssociation {
  KernelAssociation(SctpSocket s, const SctpOptions& options)
      : socket(std::move(s)),
        incoming_message(options.max_message),
        failed_message(options.max_message),
        tags(socket.send_buffer()) {}

  SctpSocket socket;
  AssociationId id;
  AssociationPhase phase = AssociationPhase::connecting;
  EndpointAddress peer;
  std::uint16_t local_port = 0;
  std::uint16_t streams_out = 1;
  std::uint64_t retransmissions = 0;  // that the kernel told last
  bool asked_shutdown = false;
  bool shut_down = false;  // the kernel was told so; before that, the queue is written
  bool edge_triggered =
      false;  // the peer sends no more: the socket stays readable and must not wake us for that
  std::optional<LossReason> reason;  // once it ended
  int error = 0;                     // errno of that end; 0: there was none
  std::uint16_t cause = 0;           // of the ABORT that ended it (RFC 9260 3.3.10); 0: none was given

  Reassembly incoming_message;
  std::uint32_t incoming_tsn = 0;  // that it begins with
  Reassembly failed_message;
  std::uint32_t failed_context = 0;
  bool skips_notification = false;  // the rest of one that was longer than the buffer
  TagRing tags;

  Ring<KernelOutgoing> queue;  // not yet in the kernel
  std::size_t queued_octets = 0;
  bool waits_for_room = false;  // EPOLLOUT is asked for
  bool dirty = false;           // stands in the list of associations to flush
};

}  // namespace mapsim::link::detail
