// N-UNITDATA and N-NOTICE (Q.711 6.2): where TCAP and SCCP meet; N-STATE and N-PCSTATE (Q.711 6.3).
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "sigtran/core/mtp.h"
#include "sigtran/core/out_buffer.h"
#include "sigtran/sccp/address.h"

namespace mapsim::sccp {

// Q.713 3.12, the causes of UDTS, XUDTS and LUDTS.
enum class ReturnCause : std::uint8_t {
  no_translation_for_address_nature = 0,
  no_translation_for_address = 1,
  subsystem_congestion = 2,
  subsystem_failure = 3,
  unequipped_user = 4,
  mtp_failure = 5,
  network_congestion = 6,
  unqualified = 7,
  error_in_message_transport = 8,
  error_in_local_processing = 9,
  destination_cannot_perform_reassembly = 10,
  sccp_failure = 11,
  hop_counter_violation = 12,
  segmentation_not_supported = 13,
  segmentation_failure = 14,
};

// Which message carries the data. `automatic`: UDT where it fits, otherwise XUDT in as many segments as
// needed.
enum class Form : std::uint8_t { automatic, udt, xudt, ludt };

// What a test may set although SCCP and M3UA would fill it; absent means "as configured or routed".
struct Overrides {
  std::optional<mtp::PointCode> opc;
  std::optional<mtp::PointCode> dpc;
  std::optional<std::uint8_t> ni;
  std::optional<std::uint8_t> si;
  std::optional<std::uint8_t> mp;
  std::optional<std::uint8_t> sls;
  std::optional<std::uint8_t> hop_counter;              // XUDT and LUDT, 1..15
  std::optional<std::uint8_t> importance;               // XUDT and LUDT, 0..7
  std::optional<std::uint32_t> segmentation_reference;  // 24 bits
  std::optional<std::size_t> segment_size;              // octets of user data in each segment
  mtp::M3uaOverrides m3ua;
  friend bool operator==(const Overrides&, const Overrides&) = default;
};

// N-UNITDATA request.
struct UnitdataRequest {
  Address called;
  Address calling;
  std::uint8_t protocol_class = 0;  // 0 or 1; 1 keeps the sequence of what has the same sequence_control
  bool return_on_error = true;
  std::uint32_t sequence_control = 0;
  Form form = Form::automatic;
  Overrides overrides;
  OutBuffer data{0};
};

// What the receiver learns of how a message travelled; TCAP and MAP hand it up unchanged.
struct Transit {
  Address called;
  Address calling;
  // Q.713 table 1: 0x09 UDT, 0x11 XUDT, …; 0 in a notice of our own SCCP, when the message never left.
  std::uint8_t message_type = 0;
  std::uint8_t protocol_class = 0;
  bool return_on_error = false;
  std::optional<std::uint8_t> hop_counter;
  std::optional<std::uint8_t> importance;
  std::uint8_t segments = 1;  // 1: not segmented
  mtp::RoutingLabel label;
  std::optional<std::uint32_t> routing_context;
  std::optional<std::uint32_t> network_appearance;
};

// N-UNITDATA indication. `data` is valid until the next call on the layer that produced it.
struct UnitdataIndication {
  Transit transit;
  OctetView data;
};

// N-NOTICE indication: a message of ours came back, or could not leave. `transit` is that of the return:
// called is our user, calling the address that was not reached. `data` is what the return carried: of a
// message in segments the first one.
struct NoticeIndication {
  Transit transit;
  ReturnCause cause = ReturnCause::unqualified;
  OctetView data;
};

using Indication = std::variant<UnitdataIndication, NoticeIndication>;

// Q.713 5.2.4: how many there are of a subsystem, as its node says.
enum class Multiplicity : std::uint8_t { unknown = 0, solitary = 1, duplicated = 2 };

// N-STATE, user status (Q.711 6.3.2.2)
enum class UserStatus : std::uint8_t { in_service, out_of_service };

// N-STATE request: a user of this node comes into service or goes out of it.
struct StateRequest {
  std::uint8_t ssn = 0;  // 2..255
  UserStatus status = UserStatus::in_service;
};

// N-STATE indication: a user of another node became available or unavailable.
struct StateIndication {
  mtp::PointCode affected = 0;
  std::uint8_t ssn = 0;
  UserStatus status = UserStatus::in_service;
  Multiplicity multiplicity = Multiplicity::unknown;
  friend bool operator==(const StateIndication&, const StateIndication&) = default;
};

// N-PCSTATE, signalling point status and remote SCCP status (Q.711 6.3.2.3)
enum class SignallingPointStatus : std::uint8_t { inaccessible, congested, accessible };
enum class RemoteSccpStatus : std::uint8_t { available, unavailable, unequipped, inaccessible, congested };

// N-PCSTATE indication: what changed of another node; a member that did not change is absent.
struct PcStateIndication {
  mtp::PointCode affected = 0;
  std::optional<SignallingPointStatus> signalling_point = {};
  std::optional<RemoteSccpStatus> remote_sccp = {};
  // Messages of less importance are kept back on the way there; 0: none are (Q.714 5.2.6).
  std::optional<std::uint8_t> restricted_importance = {};
  friend bool operator==(const PcStateIndication&, const PcStateIndication&) = default;
};

using ManagementIndication = std::variant<StateIndication, PcStateIndication>;

}  // namespace mapsim::sccp
