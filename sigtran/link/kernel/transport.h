// SCTP of the Linux kernel (lksctp): one-to-one sockets, non-blocking, behind one epoll descriptor.
//
// A turn: on_time() looks which sockets are ready, poll() reads them (up to 32 messages a socket) and at its
// end writes what send() queued, bundled where several messages wait (RFC 9260 6.10). Nothing allocates for
// the usual message: octets are shown where recvmmsg(2) put them.
//
// Limits: SctpOptions::max_associations (more are answered by ABORT), max_message (a longer one is dropped
// and told), send_queue_octets (of one association, besides what the kernel holds), accepted_peers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sigtran/link/kernel/association.h"
#include "sigtran/link/kernel/notification.h"
#include "sigtran/link/kernel/receive_batch.h"
#include "sigtran/link/pollable.h"
#include "sigtran/link/ring.h"
#include "sigtran/link/sctp_options.h"
#include "sigtran/link/transport.h"

namespace mapsim::link {

class KernelTransport final : public Transport, public Pollable {
 public:
  // Error, in one sentence: why this host cannot speak SCTP by its kernel, and what to do.
  static Result<void> supported();

  explicit KernelTransport(SctpOptions options);
  // Every association that is left is closed as the kernel closes a socket: gracefully, in the background.
  ~KernelTransport() override;
  KernelTransport(const KernelTransport&) = delete;
  KernelTransport& operator=(const KernelTransport&) = delete;

  Result<void> listen(const EndpointAddress& local, Instant now) override;
  void stop_listening(Instant now) override;
  // No way to the peer is told by Lost, like a set-up that failed.
  Result<AssociationId> connect(const EndpointAddress& local, const EndpointAddress& peer,
                                Instant now) override;
  Result<void> send(AssociationId association, OutBuffer message, SendOptions options, Instant now) override;
  bool is_drained() override;
  bool is_behind() override;
  void shutdown(AssociationId association, Instant now) override;
  // What the kernel held and the peer had not acknowledged is not told message by message, but counted in a
  // diagnostic: the sockets API has no way to ask for it (RFC 6458 4.1.8).
  void abort(AssociationId association, Instant now) override;

  void on_time(Instant now) override;
  Instant next_deadline() const override;
  std::optional<Event> poll() override;

  int fd() const override { return epoll_.get(); }

  struct Counters {
    std::uint64_t messages_sent = 0;  // taken by the kernel
    std::uint64_t messages_received = 0;
    std::uint64_t send_failures = 0;  // told by SendFailed
    std::uint64_t dropped = 0;        // received, longer than max_message
    std::uint64_t refused = 0;        // associations of unknown peers, or beyond the limit
  };
  const Counters& counters() const { return counters_; }

  // For whoever holds captured packets against messages. The TSN that the message which poll() gave last
  // begins with.
  std::uint32_t received_tsn() const { return received_tsn_; }
  // 0: there is no such association.
  std::uint16_t local_port(AssociationId id) const;
  // DATA chunks that the kernel has sent again, of all associations so far. Of one that ended by itself those
  // after the last look may be missing.
  std::uint64_t retransmissions();

 private:
  using Association = detail::KernelAssociation;
  using Outgoing = detail::KernelOutgoing;
  struct Listener {
    SctpSocket socket;
    EndpointAddress address;
  };
  struct Slot {
    std::uint32_t generation = 1;
    std::unique_ptr<Association> association;
  };

  // setup.cpp
  Result<AssociationId> add(SctpSocket socket, EndpointAddress peer);
  void accept_waiting(Listener& listener, Instant now);
  void take_in(SctpSocket socket);
  void refuse(SctpSocket socket, const std::string& peer, const std::string& why);
  Result<void> check_new(const EndpointAddress& local, const EndpointAddress& peer) const;
  bool accepts(const AssociationStatus& status) const;
  void pause_listeners(Instant now);
  void resume_listeners();
  void established(Association& a, bool incoming);

  // receive.cpp
  void read(Association& a);
  void on_end_of_data(Association& a);
  std::optional<Event> take_part();
  std::optional<Event> on_message(Association& a, const ReceivedPart& part);
  void on_notification(Association& a, const ReceivedPart& part);
  void on_change(Association& a, const notification::AssociationChange& change);
  void on_send_failure(Association& a, const notification::SendFailure& failure);
  void on_read_error(Association& a, int code);
  void tell_cause(const Association& a);

  // send.cpp
  void flush(Association& a);
  void flush_dirty();
  std::size_t write_some(Association& a, int& code);
  void on_write_error(Association& a, int code);
  void watch(Association& a);

  // transport.cpp
  Association* find(AssociationId id);
  void end(Association& a, LossReason reason);
  void fail_queued(Association& a);
  void tell_lost(Association& a);
  void release(Association& a);
  static void look_at_retransmissions(Association& a);
  void diagnose(Severity severity, Error error);

  SctpOptions options_;
  Descriptor epoll_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::size_t open_ = 0;
  Ring<Event> events_;
  std::vector<AssociationId> ready_;  // to be read in this turn, last first
  std::vector<AssociationId> dirty_;
  ReceiveBatch batch_;
  AssociationId batch_owner_;
  std::optional<Instant> paused_until_;  // no descriptor was left for a waiting association
  Counters counters_;
  std::uint64_t past_retransmissions_ = 0;  // of associations that are gone
  std::uint32_t received_tsn_ = 0;
};

}  // namespace mapsim::link
