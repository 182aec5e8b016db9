// SCTP by libusrsctp, over UDP or directly over IP (SocketIo), for hosts whose kernel has no SCTP; or over a
// network in memory, for tests.
//
// One local address a transport, and one of the peer: the first of the hosts given is used (no multihoming).
// A peer inside UDP answers from the UDP port at which it is addressed. Messages sent within a turn of the
// loop leave at its end, bundled: next_deadline() is due at once, and on_time() sends them. Messages of an
// idle association never wait for more than that.
//
// What a peer can make grow: associations (SctpOptions::max_associations; more are answered by ABORT, "out of
// resource", RFC 9260 3.3.10.4), reassembly and received messages (SctpOptions::receive_buffer for each
// association), addresses that packets came from (UsrsctpConfig::max_unassociated_peers, the one unused for
// longest is forgotten), diagnostics that nobody polls (64).
#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "sigtran/core/slab.h"
#include "sigtran/link/observer.h"
#include "sigtran/link/pollable.h"
#include "sigtran/link/sctp_options.h"
#include "sigtran/link/usrsctp/association.h"
#include "sigtran/link/usrsctp/packet_batch.h"
#include "sigtran/link/usrsctp/stack.h"

struct sctp_assoc_change;
struct sctp_rcvinfo;

namespace mapsim::link {

struct UsrsctpConfig {
  SctpOptions sctp;                               // dscp is SocketIoConfig's
  Duration tick = std::chrono::milliseconds(10);  // how exact SCTP's timers are; at least 1 ms
  std::size_t max_unassociated_peers = 256;
  // Taken from the network before the user gets a turn; half of those that are at hand, if that is more. With
  // all of them at once the peer would wait for the last before it has the first answer.
  std::size_t packets_per_turn = 8;
};

class UsrsctpTransport final : public Transport, public Pollable, private PacketSink {
 public:
  explicit UsrsctpTransport(std::unique_ptr<PacketIo> io, UsrsctpConfig config = {});
  // Ends what is left by ABORT.
  ~UsrsctpTransport() override;
  UsrsctpTransport(const UsrsctpTransport&) = delete;
  UsrsctpTransport& operator=(const UsrsctpTransport&) = delete;

  // Told of every packet in and out, as it is on the wire, and of every message; outlives the transport.
  // nullptr: nobody watches.
  void set_observer(Observer* observer) { observer_ = observer; }

  // Several ports of one address may listen. Error: the address is not usable, in use, or another one than
  // that of an earlier listen or connect.
  Result<void> listen(const EndpointAddress& local, Instant now) override;
  void stop_listening(Instant now) override;
  // Port 0 of `local`: any that is free. Error: as with listen, or the association exists.
  Result<AssociationId> connect(const EndpointAddress& local, const EndpointAddress& peer,
                                Instant now) override;
  Result<void> send(AssociationId association, OutBuffer message, SendOptions options, Instant now) override;
  bool is_drained() override;
  bool is_behind() override;
  void shutdown(AssociationId association, Instant now) override;
  // Before the association is established: set-up is given up.
  void abort(AssociationId association, Instant now) override;
  void on_time(Instant now) override;
  Instant next_deadline() const override;
  std::optional<Event> poll() override;

  int fd() const override { return io_->fd(); }

  // Addresses that are remembered, with and without associations.
  std::size_t known_peers() const { return path_by_peer_.size(); }

  struct Counters {
    std::uint64_t packets_in = 0;
    std::uint64_t packets_out = 0;
    std::uint64_t packets_not_sent = 0;  // the network did not follow (PacketBatch::kLimit)
    std::uint64_t packets_bad = 0;       // too short, or a wrong checksum
    std::uint64_t packets_refused = 0;   // by SctpOptions::accepted_peers
    std::uint64_t messages_too_long = 0;
    std::uint64_t associations_refused = 0;
  };
  const Counters& counters() const { return counters_; }

 private:
  using Association = detail::UsrsctpAssociation;
  struct Flow {
    std::uint16_t local_port = 0;
    std::uint16_t remote_port = 0;
    std::uint16_t library_port = 0;
  };
  struct Path {
    PacketAddress peer;
    std::uint32_t address = 0;  // in the library
    std::uint64_t last_used = 0;
    std::vector<Flow> flows;  // one an association
    std::uint64_t sack_turn =
        0;  // of the batch in which packet `sack` is a plain acknowledgement and no more
    std::size_t sack = 0;
  };
  struct Listener {
    std::uint16_t port = 0;
    std::uint16_t library_port = 0;
    struct socket* socket = nullptr;
  };

  // transport.cpp
  Result<void> open(const EndpointAddress& local);
  Association* find(AssociationId id);
  Association& create(std::uint32_t path, const Flow& flow);
  void abort_now(Association& a);
  std::uint16_t free_port();
  void diagnose(Error error);
  WireFlow wire_flow(const Association& a, bool outgoing) const;
  void push(Event event) { events_.push(std::move(event)); }

  // socket_setup.cpp
  Result<struct socket*> open_socket(std::uint16_t library_port);
  std::string configure(struct socket* socket) const;

  // input.cpp
  void receive_packets(Instant now);
  void take(InPacket packet, Instant now);
  bool refuse(const Path& path, const Flow& flow, OctetView packet);
  void accept(Listener& listener, std::uint32_t path);
  void on_output(std::uint32_t path, OctetView packet) override;
  void on_sack(Path& path, std::size_t number);
  bool put_out(const Path& path, OctetView packet);
  void flush();
  std::uint32_t path_to(const PacketAddress& peer);
  void forget_oldest_path();

  // receive.cpp
  static void on_upcall(struct socket* socket, void* association, int flags);
  void mark_ready(Association& a);
  std::optional<Event> read(Association& a);
  std::optional<Event> on_data(Association& a, OctetView data, const sctp_rcvinfo& info, bool whole);
  Event deliver(const Association& a, OctetView message, const sctp_rcvinfo& info);
  void on_notification(Association& a, OctetView notification);
  void on_association_change(Association& a, const sctp_assoc_change& change);
  void on_send_failed(Association& a, OctetView notification);
  void tell_cause(const Association& a, LossReason reason);
  void end(Association& a, LossReason reason);
  LossReason reason_of(const Association& a, int error) const;

  // send.cpp
  void mark_dirty(Association& a);
  void push_messages();
  void push_messages(Association& a);
  bool push_message(Association& a, const detail::UsrsctpMessage& message);

  UsrsctpConfig config_;
  std::unique_ptr<PacketIo> io_;
  std::shared_ptr<SctpStack> stack_;
  Observer* observer_ = nullptr;
  std::optional<IpAddress> local_;
  std::set<IpAddress> accepted_;
  std::vector<Listener> listeners_;
  bool listening_ = true;  // where there are listeners
  Slab<Association> associations_;
  std::vector<Path> paths_;
  std::vector<std::uint32_t> free_paths_;
  std::map<PacketAddress, std::uint32_t> path_by_peer_;
  std::uint64_t uses_ = 0;
  std::uint16_t next_port_ = 49'152;  // RFC 6335: dynamic ports
  std::uint16_t answering_port_ = 0;  // on the wire, of the packet that is being taken
  PacketBatch batch_;
  std::uint64_t batch_turn_ = 1;
  Ring<Event> events_;
  std::size_t diagnostics_waiting_ = 0;
  Ring<AssociationId> ready_;         // have something to read
  std::size_t in_a_row_ = 0;          // messages read from the first of them
  std::vector<AssociationId> dirty_;  // have something to send
  bool flush_wanted_ = false;
  bool flush_deferred_ = false;
  bool received_last_ = false;  // at the latest turn
  bool network_full_ = false;  // the rest of the batch waits for the next tick
  Octets buffer_;              // what was read last
  Instant now_;
  Instant next_tick_;
  Counters counters_;
};

}  // namespace mapsim::link
