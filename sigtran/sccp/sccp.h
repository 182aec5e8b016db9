// Connectionless SCCP: routing control (Q.714 2), connectionless control with segmentation and message return
// (Q.714 4), management (Q.714 5). Between N-UNITDATA and N-STATE above and MTP-TRANSFER below.
//
// Limits on what peers can make grow: ReassemblyLimits, Destinations::kMax, RemoteSubsystems::kMax and
// Congestion::kMaxNodes. What is beyond is answered or told of by a Diagnostic, and taken as available.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "sigtran/core/diagnostic.h"
#include "sigtran/core/random.h"
#include "sigtran/sccp/capacity.h"
#include "sigtran/sccp/congestion.h"
#include "sigtran/sccp/destinations.h"
#include "sigtran/sccp/primitives.h"
#include "sigtran/sccp/reassembly.h"
#include "sigtran/sccp/remote_subsystems.h"
#include "sigtran/sccp/translation.h"

namespace mapsim::sccp {

// Q.714 5
struct ManagementConfig {
  std::vector<mtp::PointCode> concerned;    // nodes that are told when a subsystem here changes its state
  std::vector<RemoteSubsystem> subsystems;  // of other nodes, whose users here are told whatever changes them
  Multiplicity multiplicity = Multiplicity::unknown;  // of the subsystems here, as other nodes are told
  StatusTest status_test;
  CongestionTimers congestion;
  // Keep back what has less importance than a congested way lets pass (Q.714 2.6). Off: users are told of
  // congestion, but all that a test sends is sent.
  bool limit_traffic = false;
};

struct Config {
  mtp::PointCode point_code = 0;         // our own
  std::uint8_t network_indicator = 2;    // 0..3
  std::vector<std::uint8_t> subsystems;  // SSNs that are equipped here; empty: all
  std::vector<TranslationRule> translations;
  // A received message whose title no rule translates is taken as ours. Off: it is returned (Q.714 2.4.5).
  bool accept_untranslated = false;
  std::uint8_t hop_counter = kMaxHopCounter;  // of XUDT and LUDT that start here, 1..15
  std::optional<std::uint8_t> importance;     // of XUDT and LUDT that start here, 0..7; absent: no parameter
  std::size_t max_sif = kMtpMaxSif;
  std::uint8_t sls_count = 16;  // SLS values 0..15 (Q.704 2.2.4), at most 255
  ReassemblyLimits reassembly;
  ManagementConfig management;
};

// Of a local subsystem (Q.714 5.3).
enum class SubsystemState : std::uint8_t { unequipped, in_service, out_of_service, congested };

using Event = std::variant<Indication, mtp::TransferRequest, Diagnostic, ManagementIndication>;

class Sccp {
 public:
  Sccp(Config config, Random random);

  // N-UNITDATA request. Error: what no message can carry (addresses, a forced form that does not fit,
  // protocol class). A message that cannot be routed or segmented is no error here: it comes back by N-NOTICE
  // where asked (Q.714 4.2).
  Result<void> handle(UnitdataRequest&& request, Instant now);
  // N-STATE request: the concerned nodes are told. Error: SSN 0 or 1.
  Result<void> handle(const StateRequest& request, Instant now);
  void handle(const mtp::Indication& indication, Instant now);
  void on_time(Instant now);
  Instant next_deadline() const;
  // Views in an event are valid until the next call, and those of a received message only while it is.
  std::optional<Event> poll();
  // As poll(), where it stands: valid until the next call that is not const. nullptr where there is none.
  Event* poll_in_place();

  // As the functions of capacity.h, for the called address as its translation makes it.
  std::size_t udt_capacity(const Address& called, const Address& calling) const;
  std::size_t xudt_segment_capacity(const Address& called, const Address& calling) const;

  // Any state, and nobody is told.
  void set_subsystem(std::uint8_t ssn, SubsystemState state) { subsystems_[ssn] = state; }
  SubsystemState subsystem(std::uint8_t ssn) const { return subsystems_[ssn]; }
  // What is known of a subsystem of another node.
  bool prohibited(mtp::PointCode node, std::uint8_t ssn) const { return remote_.prohibited(node, ssn); }
  std::uint8_t restriction_level(mtp::PointCode node) const { return congestion_.restriction_level(node); }
  const Reassembly& reassembly() const { return reassembly_; }

 private:
  struct Queued {
    Event event;
    Octets owned;  // what the event's view refers to where it is not a received message
    bool owns = false;
  };
  // A received message on its way through routing control.
  struct Arrival {
    const MessageView& message;
    const mtp::TransferIndication& mtp;
  };
  using Routed = tl::expected<mtp::PointCode, ReturnCause>;

  // Routing (sccp_routing.cpp)
  Routed route_request(Address& called);
  Routed choose(const TranslationRule& rule, std::uint32_t share) const;
  std::optional<ReturnCause> subsystem_fault(std::optional<std::uint8_t> ssn) const;
  std::optional<ReturnCause> remote_fault(mtp::PointCode node, RoutingIndicator routing,
                                          std::optional<std::uint8_t> ssn) const;
  bool restricted(mtp::PointCode node, const std::optional<std::uint8_t>& importance, bool service);
  Address translated(const Address& called) const;

  // Sending (sccp_send.cpp)
  Result<void> send(UnitdataRequest& request, mtp::PointCode dpc);
  Result<void> send_one(UnitdataRequest& request, Header& header, const mtp::RoutingLabel& label);
  void send_segments(UnitdataRequest& request, Header& header, const mtp::RoutingLabel& label,
                     std::size_t size);
  void loop_back(UnitdataRequest& request);
  void refuse(UnitdataRequest& request, ReturnCause cause, const char* clause, std::string text);
  std::uint8_t choose_sls(const UnitdataRequest& request);
  void transmit(const Header& header, OutBuffer data, const mtp::RoutingLabel& label,
                const mtp::M3uaOverrides& overrides = {});

  // Receiving (sccp_receive.cpp)
  void receive(const mtp::TransferIndication& mtp, Instant now);
  void translate_arrival(const Arrival& arrival, Instant now);
  void relay(const Arrival& arrival, const TranslationRule& rule, mtp::PointCode dpc);
  void deliver(const Arrival& arrival, std::optional<std::uint8_t> ssn, Instant now);
  void deliver_segment(const Arrival& arrival, Instant now);
  void give_up(Reassembly::Failure failure);

  // Message return (sccp_return.cpp)
  void return_message(const Header& header, OctetView data, const mtp::RoutingLabel& label,
                      ReturnCause cause);
  void deliver_notice(const Arrival& arrival, std::optional<std::uint8_t> ssn);

  // Management (sccp_management.cpp)
  void paused(mtp::PointCode node);
  void resumed(mtp::PointCode node);
  void status(const mtp::StatusIndication& status, Instant now);
  void sccp_back(mtp::PointCode node);
  void management_on_time(Instant now);
  ManagementMessage own_state(std::uint8_t ssn, bool allowed) const;
  void receive_management(const Arrival& arrival, Instant now);
  void answer_test(const ManagementMessage& test, const mtp::RoutingLabel& label);
  void learn(const ManagementMessage& message, Instant now);
  void carry_out(const ManagementActions& actions);
  void send_management(mtp::PointCode node, const ManagementMessage& message);
  void tell(const PcStateIndication& told);
  void table_full(const char* clause, const char* of_what);

  void push(Event event) { queue_.push_back({std::move(event), {}, false}); }
  void push(Event event, Octets owned) { queue_.push_back({std::move(event), std::move(owned), true}); }
  void diagnose(Severity severity, Error error) { push(Diagnostic{severity, std::move(error)}); }

  Config config_;
  TranslationTable translations_;
  Destinations destinations_;
  RemoteSubsystems remote_;
  Congestion congestion_;
  Reassembly reassembly_;
  std::array<SubsystemState, 256> subsystems_{};
  std::uint8_t next_sls_ = 0;
  std::uint32_t next_reference_ = 0;  // 24 bits
  std::vector<Queued> queue_;         // consumed from next_event_ on; keeps its room when it runs empty
  std::size_t next_event_ = 0;
  Octets kept_;  // of the last event
};

// What the receiver is told of a message.
Transit transit_of(const Header& header, const mtp::TransferIndication& mtp);

}  // namespace mapsim::sccp
