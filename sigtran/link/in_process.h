// SCTP between the endpoints of one program, without sockets and with virtual time: what an SCTP user and a
// tap on the wire see of RFC 9260, by a model that keeps both ends of each association in one place.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/random.h"
#include "sigtran/core/timer_queue.h"
#include "sigtran/link/fault.h"
#include "sigtran/link/in_process_state.h"
#include "sigtran/link/observer.h"
#include "sigtran/link/transport.h"

namespace mapsim::link {

struct InProcessConfig {
  std::uint64_t seed = 1;                         // tags, first TSNs, jitter, fault rates
  Duration delay = std::chrono::milliseconds(1);  // one way
  Duration jitter{};                  // up to this is added; packets of one direction keep their order
  std::size_t queue_limit = 100'000;  // messages of one direction, sent and not yet polled by the peer's user
  std::size_t max_message = 1 << 20;  // octets
  std::size_t max_associations = 32'768;
  std::size_t max_faults = 10'000;  // armed by inject() and not yet used up
  std::size_t path_mtu = 1500;      // octets of an IP packet: larger messages show as several DATA chunks
  Duration sack_delay = std::chrono::milliseconds(200);  // RFC 9260 6.2
  Duration init_retry = std::chrono::seconds(1);         // RTO.Initial, doubled up to 60 s (RFC 9260 16)
  int init_retries = 8;                                  // Max.Init.Retransmits
  Duration path_failure = std::chrono::seconds(10);      // a path down for so long ends its associations
  Duration reorder_wait = std::chrono::seconds(1);  // a reordered message waits no longer for its successor
};

// The streams that an endpoint asks for; an association gets the lesser of what one side sends and the other
// takes.
struct StreamCounts {
  std::uint16_t out = 17;  // stream 0 for management, the others by SLS (RFC 4666 1.4.7)
  std::uint16_t in = 17;
};

class InProcessTransport;

// Outlives the transports attached to it. Not copyable: transports refer to it.
class InProcessNetwork {
 public:
  explicit InProcessNetwork(InProcessConfig config = {});
  ~InProcessNetwork();
  InProcessNetwork(const InProcessNetwork&) = delete;
  InProcessNetwork& operator=(const InProcessNetwork&) = delete;

  // nullptr: nobody watches, and no work is done for it. May only change while no association exists.
  void set_observer(Observer* observer) { observer_ = observer; }

  // Delivers what has arrived by `now`, at every transport of the network.
  void on_time(Instant now);
  Instant next_deadline() const;

  // Faults -----------------------------------------------------------------------------------------
  // For the next `count` messages that this end of an association sends. Error: no such association, or
  // InProcessConfig::max_faults are armed already.
  Result<void> inject(AssociationId sender, const Fault& fault, std::uint32_t count = 1);
  // For the next `count` messages with this OutBuffer::tag (not 0), whoever sends them.
  Result<void> inject_by_tag(std::uint64_t tag, const Fault& fault, std::uint32_t count = 1);
  // Takes back what inject_by_tag() armed and no message has used up.
  void disarm_tagged();
  Result<void> set_rates(AssociationId sender, const FaultRates& rates);
  // Cuts or mends the path between two hosts, for associations that exist and that are to come. While it is
  // cut, messages wait for their retransmission; after InProcessConfig::path_failure their associations are
  // Lost.
  void cut_path(std::string_view host_a, std::string_view host_b, Instant now);
  void mend_path(std::string_view host_a, std::string_view host_b, Instant now);
  // This end loses its state and sets the association up again (RFC 9260 5.2): both ends get Restarted,
  // messages that were not delivered are reported by SendFailed. Error: the association is not established.
  Result<void> restart(AssociationId end, Instant now);
  // The id, at `host`, of an association between the two hosts; the oldest if there are several.
  std::optional<AssociationId> find_association(std::string_view host, std::string_view peer_host) const;

  struct Counters {
    std::uint64_t messages_sent = 0;
    std::uint64_t messages_delivered = 0;  // to the peer's user
    std::uint64_t faults = 0;              // messages that a fault hit
    std::uint64_t send_failures = 0;
  };
  const Counters& counters() const { return counters_; }

 private:
  friend class InProcessTransport;
  using Association = detail::Association;
  using Side = detail::Side;
  using Direction = detail::Direction;
  using Packet = detail::Packet;
  using PacketKind = detail::PacketKind;
  struct Place {
    Association* association = nullptr;
    int side = 0;
  };
  struct Listener {
    EndpointAddress address;
    InProcessTransport* transport = nullptr;
  };
  struct ArmedFault {
    std::optional<AssociationId> sender;
    std::uint64_t tag = 0;
    Fault fault;
    std::uint32_t count = 1;
  };
  enum class TimerKind : std::uint8_t { sack, init, path_failure };
  struct TimerKey {
    std::uint32_t slot = 0;
    std::uint32_t number = 0;  // of the association that armed it
    std::uint8_t side = 0;
    TimerKind kind = TimerKind::sack;
  };
  struct IdEntry {
    std::uint16_t generation = 1;
    std::uint8_t side = 0;
    bool used = false;
    std::uint32_t slot = 0;
  };

  // in_process_network.cpp
  void attach(InProcessTransport& transport);
  void detach(InProcessTransport& transport);
  Result<void> listen(InProcessTransport& transport, const EndpointAddress& local);
  void stop_listening(const InProcessTransport& transport);
  InProcessTransport* listener_at(const EndpointAddress& address) const;
  Place find(AssociationId id) const;
  Association* find(std::uint32_t slot, std::uint32_t number) const;
  Association* find(const EndpointAddress& a, const EndpointAddress& b, int& side_of_a) const;
  Association* create(const EndpointAddress& a, const EndpointAddress& b);
  AssociationId allocate_id(const Association& association, int side);
  void release_id(AssociationId id);
  void dispatch(Packet& packet, Instant now);
  void on_timer(const TimerKey& key, Instant now);
  TimerId arm(const Association& a, int side, TimerKind kind, Duration after, Instant now);

  // in_process_wire.cpp
  Duration transit();
  void tell(Instant now, const Association& a, int from, Chunk& chunk);
  void send_control(Association& a, int from, PacketKind kind, Instant now);
  void launch(Association& a, Packet packet, Instant now);

  // in_process_setup.cpp
  Result<AssociationId> connect(InProcessTransport& transport, EndpointAddress local,
                                const EndpointAddress& peer, Instant now);
  void begin_setup(Association& a, int side, Instant now);
  void send_init(Association& a, int side, Instant now);
  void on_init(Association& a, int to, Instant now);
  void on_init_ack(Association& a, int to, Instant now);
  void on_cookie_echo(Association& a, int to, Instant now);
  void on_cookie_ack(Association& a, int to, Instant now);
  void establish(Association& a, int side, bool incoming);
  void on_init_timer(Association& a, int side, Instant now);

  // in_process_data.cpp
  Result<void> send(InProcessTransport& transport, AssociationId id, OutBuffer message,
                    const SendOptions& options, Instant now);
  void transmit(Association& a, int from, detail::Outgoing message, Instant now);
  void tell_data(const Association& a, const Packet& packet, Instant now);
  void on_data(Association& a, Packet& packet, Instant now);
  void acknowledge(Association& a, int receiver, Instant now, bool bundled);
  void drained(Association& a, int from, Instant now);
  void polled(AssociationId receiver);

  // in_process_faults.cpp
  bool apply_faults(Association& a, int from, detail::Outgoing& message, Instant now);
  bool apply_rates(Association& a, int from, detail::Outgoing& message, Instant now);
  bool apply(const Fault& fault, Association& a, int from, detail::Outgoing& message, Instant now);
  void hold(Association& a, int from, detail::Outgoing message, Duration delay, PacketKind kind, Instant now);
  void release_reordered(Association& a, int from, Instant now);
  bool is_cut(const EndpointAddress& a, const EndpointAddress& b) const;
  Result<void> arm_fault(ArmedFault fault);

  // in_process_teardown.cpp
  void shutdown(AssociationId id, Instant now);
  void abort(AssociationId id, Instant now);
  void on_acknowledged(Association& a, int side, Instant now);
  void on_shutdown(Association& a, int to, std::uint32_t acknowledged_tsn, Instant now);
  void on_shutdown_ack(Association& a, int to, Instant now);
  void on_abort(Association& a, int to, bool refused, Instant now);
  void abort_reflected(Association& a, int closed_side, Instant now);
  void lose(Association& a, int side, LossReason reason);
  void fail_undelivered(Association& a, int from, bool under_way_too);
  void on_path_failure(Association& a);
  void free_if_closed(Association& a);

  InProcessConfig config_;
  Random random_;  // tags and TSNs
  Random jitter_random_;
  Random fault_random_;
  Observer* observer_ = nullptr;
  Instant told_;                                            // of the latest chunk: times told never decrease
  std::vector<std::unique_ptr<Association>> associations_;  // by slot; nullptr where free
  std::vector<std::uint32_t> free_slots_;
  std::vector<IdEntry> ids_;
  Ring<std::uint32_t> free_ids_;  // oldest first, so that an id is not soon used again
  std::vector<InProcessTransport*> transports_;
  std::vector<Listener> listeners_;
  std::vector<ArmedFault> faults_;
  std::vector<std::array<std::string, 2>> cuts_;
  detail::PacketQueue packets_;
  TimerQueue<TimerKey> timers_;
  std::uint32_t next_number_ = 1;
  std::uint16_t next_port_ = 49'152;  // for local port 0
  Counters counters_;
};

// One user of the network. Destroying it is what kill -9 is to a process: its associations end without a
// word, and the peers learn of it when they send, or when it sets up anew from the same address.
class InProcessTransport final : public Transport {
 public:
  explicit InProcessTransport(InProcessNetwork& network, StreamCounts streams = {});
  ~InProcessTransport() override;
  InProcessTransport(const InProcessTransport&) = delete;
  InProcessTransport& operator=(const InProcessTransport&) = delete;

  Result<void> listen(const EndpointAddress& local, Instant now) override;
  void stop_listening(Instant now) override;
  Result<AssociationId> connect(const EndpointAddress& local, const EndpointAddress& peer,
                                Instant now) override;
  Result<void> send(AssociationId association, OutBuffer message, SendOptions options, Instant now) override;
  // Here messages of one direction never overtake one another, whatever their streams.
  bool is_drained() override { return true; }
  void shutdown(AssociationId association, Instant now) override;
  void abort(AssociationId association, Instant now) override;
  // Time belongs to the network: any transport's on_time moves all of them.
  void on_time(Instant now) override;
  Instant next_deadline() const override;
  std::optional<Event> poll() override;

 private:
  friend class InProcessNetwork;
  InProcessNetwork& network_;
  StreamCounts streams_;
  Ring<detail::InboxItem> inbox_;
  std::optional<OutBuffer> current_;  // what the last Received shows
};

}  // namespace mapsim::link
