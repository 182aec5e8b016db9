// One M3UA node (RFC 4666): ASP, SGP or IPSP towards each of its peers, with the states of its application
// servers. A value in the sense of docs/architecture.md: inputs and the time go in, events come out.
//
// An association has two halves. In the local one this node is the ASP: it sends ASPUP and ASPAC and awaits
// their acknowledgements. In the remote one the peer is the ASP. An ASP has the first, an SGP the second, an
// IPSP both.
#pragma once

#include <bitset>
#include <deque>
#include <optional>
#include <vector>

#include "sigtran/core/timer_queue.h"
#include "sigtran/m3ua/broadcast_copies.h"
#include "sigtran/m3ua/check.h"
#include "sigtran/m3ua/data.h"
#include "sigtran/m3ua/events.h"
#include "sigtran/m3ua/registration.h"

namespace mapsim::m3ua {

class M3ua {
 public:
  // check(config) must have succeeded.
  explicit M3ua(Config config);

  void handle(const AssociationUp& up, Instant now);
  void handle(const AssociationDown& down, Instant now);
  void handle(const AssociationRestarted& restarted, Instant now);
  void handle(const Received& received, Instant now);
  void handle(const Undelivered& undelivered, Instant now);
  void handle(mtp::TransferRequest request, Instant now);
  void handle(const AspUp& request, Instant now);
  void handle(const AspDown& request, Instant now);
  void handle(const AspActive& request, Instant now);
  void handle(const AspInactive& request, Instant now);
  void handle(const ReportDestination& request, Instant now);
  void handle(const ReportUserPart& request, Instant now);
  void handle(const ReportCongestion& request, Instant now);
  void handle(const Audit& request, Instant now);
  void handle(const RegisterKey& request, Instant now);
  void handle(const DeregisterKey& request, Instant now);
  void handle(SendUnchecked request, Instant now);

  void on_time(Instant now);
  Instant next_deadline() const { return timers_.next_deadline(); }
  std::optional<Event> poll();
  // As poll(), where it stands: valid until the next call that is not const. nullptr where there is none.
  Event* poll_in_place();

  // As it was given, and behind that the application servers that registered keys have made.
  const Config& config() const { return config_; }
  // The state of one half in one of the peer's application servers (RFC 4666 4.3.1).
  AspState asp_state(std::size_t peer, std::size_t application_server, Side side) const;
  // RFC 4666 4.3.2, as the peers' activity makes it; without meaning at an ASP.
  AsState as_state(std::size_t application_server) const { return servers_[application_server].state; }
  // The routing context of one of the peer's application servers: configured, or assigned by registration.
  std::optional<std::uint32_t> routing_context(std::size_t peer, std::size_t application_server) const;
  // Whether a message for this destination would find a way now, or will when its AS is active again.
  bool reachable(mtp::PointCode dpc) const;
  std::size_t pending_messages(std::size_t application_server) const {
    return servers_[application_server].pending.size();
  }

 private:
  struct Binding {  // one application server of one peer
    std::size_t server = 0;
    std::optional<std::uint32_t> routing_context = {};  // configured, or assigned by registration
    bool wanted = false;                                // local: layer management wants it active
    bool requested = false;                             // local: named in the request that is under way
    bool local_active = false;
    bool acknowledged_by_data = false;  // local: DATA overtook the ASPAC ACK of the request that is under way
    bool overridden = false;  // local: another ASP took the traffic; taken back when that one is gone
    bool remote_active = false;
    bool joined = false;  // remote: by REG REQ (4.4.1); ends when the ASP is down
    // local, where the application server registers its key (4.4)
    bool registration_wanted = false;
    bool registered = false;
    bool registration_refused =
        false;  // the SGP would not; not asked again before the next request or association
    // local: told by DUNA and by DRST, ascending
    std::vector<mtp::PointCode> unavailable = {};
    std::vector<mtp::PointCode> restricted = {};
  };
  struct Audited {         // by T(audit)
    PointCodeRange range;  // as it was told
    bool congested = false;
    friend bool operator==(const Audited&, const Audited&) = default;
  };
  struct Association {  // the state towards one row of Config::peers
    std::optional<AssociationId> id;
    std::uint16_t streams_in = 1;
    std::uint16_t streams_out = 1;
    std::vector<Binding> bindings;
    // SCTP told that it did not deliver them, and not yet that the association is lost.
    std::vector<mtp::TransferRequest> undelivered;
    // local half
    bool wanted_up = false;
    bool local_up = false;
    bool stalled = false;  // a procedure failed
    std::optional<MessageType> request;
    unsigned retries_left = 0;
    TimerId ack_timer;
    std::vector<Audited> audits;  // what DAUD asks after
    TimerId audit_timer;
    // remote half
    bool remote_up = false;
    std::optional<std::uint32_t> remote_asp_identifier;
    // supervision
    TimerId beat_timer;
    std::uint64_t beats_sent = 0;
    unsigned beats_unanswered = 0;
  };
  struct Member {  // where a server's bindings are
    std::size_t peer = 0;
    std::size_t binding = 0;
  };
  struct Server {
    AsState state = AsState::down;
    std::optional<TrafficMode> mode;  // configured, or of the first ASPAC
    std::vector<Member> members;
    std::deque<mtp::TransferRequest> pending;
    TimerId recovery_timer;
    std::optional<Route> route;  // where messages that fit the routing key go
    bool made = false;           // by registration, not by configuration
    std::bitset<256>
        correlated;          // broadcast: traffic flows (by SLS) that all ASPs take part in since their tag
    BroadcastCopies copies;  // broadcast: of what the peer sends to several ASPs of this node
    bool told_copies = false;
  };
  struct Reach {
    mtp::PointCode pc = 0;
    bool reachable = false;
  };
  enum class TimerKind : std::uint8_t { ack, recovery, heartbeat, audit };
  struct TimerKey {
    TimerKind kind{};
    std::size_t index = 0;
  };
  // A message while it is handled.
  struct Incoming {
    std::size_t peer = 0;
    std::uint16_t stream = 0;
    OctetView octets;
    Instant now;
  };
  using Handler = void (M3ua::*)(const Incoming&, const Message&);
  struct ReceptionRow;
  static const ReceptionRow* find_reception(MessageType type);

  // m3ua.cpp
  void emit(Event event) { events_.push_back(std::move(event)); }
  void tell(Severity severity, std::string field, std::string clause, std::string text);
  void send(std::size_t peer, const Message& message, std::uint16_t stream = 0);
  void answer(const Incoming& in, Fault fault);
  void answer(const Incoming& in, ErrorCode code, std::string_view clause, std::string text,
              std::vector<std::uint32_t> routing_contexts = {});
  std::optional<std::size_t> find_peer(AssociationId id) const;
  bool has_half(std::size_t peer, Side side) const;
  bool stream_allowed(const Incoming& in, bool must_be_zero);
  void lose(std::size_t peer, Instant now);
  void start(std::size_t peer, Instant now);
  Binding* find_binding(std::size_t peer, std::uint32_t routing_context);
  std::string peer_name(std::size_t peer) const { return config_.peers[peer].name; }

  // asp_side.cpp: the local half (4.3.4)
  void steer(std::size_t peer, Instant now);
  void want(std::size_t peer, std::optional<std::size_t> server, bool active);
  void restart_procedures(std::size_t peer, Instant now);
  void request(std::size_t peer, MessageType type, Instant now);
  void transmit_request(std::size_t peer, Instant now);
  void finish_request(std::size_t peer);
  void fail_request(std::size_t peer, std::optional<ErrorCode> error);
  void on_ack_timeout(std::size_t peer, Instant now);
  void set_local_up(std::size_t peer, bool up);
  void set_local_active(std::size_t peer, Binding& binding, bool active);
  bool select_requested(std::size_t peer, MessageType type);
  ParameterGroup request_parameters(std::size_t peer) const;
  void on_aspup_ack(const Incoming& in, const Message& message);
  void on_aspdn_ack(const Incoming& in, const Message& message);
  void on_aspac_ack(const Incoming& in, const Message& message);
  void on_aspia_ack(const Incoming& in, const Message& message);
  void on_traffic_ack(const Incoming& in, const Message& message, bool active);

  // asp_registration.cpp: routing keys that this node registers (4.4)
  bool needs(const Association& a, const Binding& binding, MessageType type) const;
  ParameterGroup registration_parameters(std::size_t peer) const;
  void on_reg_rsp(const Incoming& in, const Message& message);
  void on_dereg_rsp(const Incoming& in, const Message& message);
  void end_registration_request(const Incoming& in);

  // sgp_side.cpp: the remote half (4.3.4)
  struct Selection {
    std::vector<Binding*> bindings;
    std::vector<std::uint32_t> accepted;  // routing contexts to acknowledge; empty where the request had none
    std::vector<std::uint32_t> unknown;
    bool named = false;  // the request had routing contexts
  };
  Selection select(std::size_t peer, const Message& message);
  bool refuse_asp_identifier(const Incoming& in, const Message& message);
  bool refuse_traffic_mode(const Incoming& in, const Message& message, Selection& selection);
  void set_remote_active(std::size_t peer, Binding& binding, bool active);
  void leave_remote(std::size_t peer, bool still_up, Instant now);
  void override_others(std::size_t peer, std::size_t server);
  void on_aspup(const Incoming& in, const Message& message);
  void on_aspdn(const Incoming& in, const Message& message);
  void on_aspac(const Incoming& in, const Message& message);
  void on_aspia(const Incoming& in, const Message& message);

  // sgp_registration.cpp: routing keys that ASPs register (4.4)
  bool refuse_registration(const Incoming& in, std::string_view clause);
  void on_reg_req(const Incoming& in, const Message& message);
  void on_dereg_req(const Incoming& in, const Message& message);
  RegistrationResult register_key(std::size_t peer, const ParameterGroup& group,
                                  std::vector<std::size_t>& joined);
  std::optional<RegistrationStatus> refusal(std::size_t peer, const RegistrationRequest& request) const;
  bool is_known_by(std::size_t server, const RegistrationRequest& request) const;
  RegistrationResult change_key(std::size_t peer, RegistrationRequest request);
  RegistrationResult join(std::size_t peer, std::size_t server, const RegistrationRequest& request,
                          std::vector<std::size_t>& joined);
  std::optional<std::size_t> find_key(const RegistrationRequest& request) const;
  bool is_overlapped(const RegistrationRequest& request, std::optional<std::size_t> except) const;
  bool is_known_appearance(std::uint32_t appearance) const;
  std::size_t make_server(RegistrationRequest request);
  std::uint32_t free_routing_context() const;
  DeregistrationStatus deregister(std::size_t peer, std::uint32_t routing_context, Instant now);
  void add_binding(std::size_t peer, std::size_t server);
  void remove_binding(std::size_t peer, std::size_t binding);
  void leave_registered(std::size_t peer);
  void release(std::size_t server);
  bool is_routed(mtp::PointCode pc) const;

  // as_state.cpp: the application servers (4.3.2) and NOTIFY (4.3.4.5)
  bool evaluate(std::size_t server, Instant now);
  void change_state(std::size_t server, AsState state, Instant now);
  void on_recovery_timeout(std::size_t server, Instant now);
  std::size_t count_active(std::size_t server) const;
  std::size_t count_up(std::size_t server) const;
  void notify(std::size_t peer, std::size_t server, Status status,
              std::optional<std::uint32_t> asp_identifier = {});
  void notify_state(std::size_t peer, std::size_t server);
  void notify_shortage(std::size_t server);
  void notify_failure(std::size_t failed, std::size_t server);
  void on_ntfy(const Incoming& in, const Message& message);
  void on_override(const NotifyReceived& told, Instant now);

  // transfer.cpp: MTP-TRANSFER and DATA (4.1)
  const Route* find_route(const mtp::RoutingLabel& label) const;
  const Route* find_static_route(mtp::PointCode dpc) const;
  bool route_reachable(const Route& route, mtp::PointCode dpc) const;
  void prefer_unrestricted(mtp::PointCode dpc);
  bool may_send(std::size_t peer, const Binding& binding) const;
  bool may_receive(std::size_t peer, const Binding& binding) const;
  bool is_way(const Route& route, mtp::PointCode dpc, const Member& member) const;
  void send_data(const Member& way, mtp::TransferRequest request);
  void discard(const mtp::TransferRequest& request, std::string text);
  void receive_data(const Incoming& in);
  bool is_copy(const Incoming& in, const Binding& binding, const mtp::TransferIndication& data);
  void broadcast(std::size_t server, mtp::TransferRequest request);
  Binding* data_binding(const Incoming& in, const mtp::TransferIndication& data);
  TrafficMode mode_of(std::size_t server) const;

  // network_state.cpp: SSNM (4.5)
  void on_availability(const Incoming& in, const Message& message);
  void on_scon(const Incoming& in, const Message& message);
  void on_dupu(const Incoming& in, const Message& message);
  void on_daud(const Incoming& in, const Message& message);
  std::optional<std::vector<Binding*>> concerned(const Incoming& in, const Message& message);
  bool refuse_user_part(const Incoming& in, const Message& message);
  bool set_listed(std::vector<mtp::PointCode>& list, mtp::PointCode pc, bool listed) const;
  void update_destinations();
  void learn_destination(mtp::PointCode pc);
  std::vector<mtp::PointCode> expand(const PointCodeRange& range) const;
  Destination destination_status(mtp::PointCode pc) const;
  Message network_message(MessageType type, std::size_t peer, std::vector<PointCodeRange> affected, Side side,
                          const std::vector<Binding*>* of = nullptr) const;
  void send_status(std::size_t peer, const Destination& destination,
                   const std::vector<Binding*>* of = nullptr);
  bool conceal(const Incoming& in, const Message& message, const std::vector<mtp::PointCode>& audited);
  bool active_somewhere(std::size_t peer, Side side) const;

  // audit.cpp: DAUD by T(audit) (4.5.3)
  void note_for_audit(std::size_t peer, const Audited& audited, bool wanted, Instant now);
  void on_audit_time(std::size_t peer, Instant now);

  // management.cpp: BEAT, ERROR
  void on_beat(const Incoming& in, const Message& message);
  void on_beat_ack(const Incoming& in, const Message& message);
  void on_err(const Incoming& in, const Message& message);
  void on_heartbeat_time(std::size_t peer, Instant now);

  Config config_;
  std::vector<Association> peers_;
  std::vector<Server> servers_;
  std::vector<Reach> destinations_;  // ascending
  bool has_default_route_ =
      false;  // without routes all goes to the first application server, if it has no key
  std::vector<std::size_t> keyed_;    // servers with a routing key of ASPs, which route messages
  std::vector<std::size_t> vacant_;   // servers that registration made and nobody has any more
  std::size_t restrictions_ = 0;      // entries of all lists `restricted`
  std::uint32_t correlation_id_ = 0;  // the last that was given
  TimerQueue<TimerKey> timers_;
  std::vector<Event> events_;
  std::size_t next_event_ = 0;
  std::vector<Member> ways_;  // scratch of one call, kept for its storage
};

}  // namespace mapsim::m3ua
