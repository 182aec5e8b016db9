// What goes into an M3UA node and what comes out, besides MTP-TRANSFER requests.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "sigtran/core/diagnostic.h"
#include "sigtran/core/mtp.h"
#include "sigtran/link/transport.h"
#include "sigtran/m3ua/config.h"
#include "sigtran/m3ua/message.h"

namespace mapsim::m3ua {

using link::AssociationId;

// From SCTP --------------------------------------------------------------------------------------
// `peer` is the row of Config::peers that this association belongs to: the owner knows whom it called, or
// finds a caller by its addresses. Who called does not matter (RFC 4666 1.4.8). One association a peer: a
// second takes the place of the first.
struct AssociationUp {
  AssociationId association;
  std::size_t peer = 0;
  std::uint16_t streams_in = 1;
  std::uint16_t streams_out = 1;
};
struct AssociationDown {
  AssociationId association;
  link::LossReason reason = link::LossReason::aborted_by_peer;
};
struct AssociationRestarted {
  AssociationId association;
};
// `octets` must live until every event that this input caused was taken by poll().
struct Received {
  AssociationId association;
  std::uint16_t stream = 0;
  OctetView octets;
};
// SCTP could not deliver a message. DATA goes out again over another association, where one is left: when the
// association is down, if that is not yet known.
struct Undelivered {
  AssociationId association;
  std::uint64_t tag = 0;
  OctetView octets;
};

// From layer management (RFC 4666 1.6.3) -----------------------------------------------------------
// M-ASP_UP, M-ASP_DOWN, M-ASP_ACTIVE, M-ASP_INACTIVE request. `application_server` absent: all of the peer's.
struct AspUp {
  std::size_t peer = 0;
};
struct AspDown {
  std::size_t peer = 0;
};
struct AspActive {
  std::size_t peer = 0;
  std::optional<std::size_t> application_server = {};
};
struct AspInactive {
  std::size_t peer = 0;
  std::optional<std::size_t> application_server = {};
};
// SGP: DUNA, DAVA or DRST, and SCON where there is a congestion level, to all active ASPs; kept for DAUD
// (4.5.1).
struct ReportDestination {
  Destination destination;
};
// SGP: DUPU (4.5.1).
struct ReportUserPart {
  mtp::PointCode pc = 0;
  UserCause user_cause;
};
// ASP: SCON, this node's own congestion (4.5.1). `concerned`: whose messages caused it (3.4.4).
struct ReportCongestion {
  mtp::PointCode pc = 0;
  std::uint8_t level = 0;  // 0..3
  std::optional<mtp::PointCode> concerned = {};
};
// M-RK_REG and M-RK_DEREG request (4.4): for an application server that registers its key. Deregistering
// deactivates it first.
struct RegisterKey {
  std::size_t peer = 0;
  std::size_t application_server = 0;
};
struct DeregisterKey {
  std::size_t peer = 0;
  std::size_t application_server = 0;
};
// ASP: DAUD (4.5.3).
struct Audit {
  mtp::PointCode pc = 0;
};
// Octets of a test: sent as they are, whatever the state.
struct SendUnchecked {
  std::size_t peer = 0;
  std::uint16_t stream = 0;
  OutBuffer octets;
};

// Events -----------------------------------------------------------------------------------------
enum class AspState : std::uint8_t { down, inactive, active };          // RFC 4666 4.3.1
enum class AsState : std::uint8_t { down, inactive, active, pending };  // RFC 4666 4.3.2
std::string_view to_text(AspState state);
std::string_view to_text(AsState state);

// Whose ASP: `local` is this node as the peer sees it, `remote` is the peer.
enum class Side : std::uint8_t { local, remote };

struct SendMessage {
  AssociationId association;
  std::uint16_t stream = 0;
  OutBuffer octets;
};
struct AspStateChanged {
  std::size_t peer = 0;
  Side side = Side::local;
  AspState state = AspState::down;
  std::optional<std::size_t> application_server = {};  // absent: the ASP as a whole (down, inactive)
};
struct AsStateChanged {
  std::size_t application_server = 0;
  AsState state = AsState::down;
};
struct NotifyReceived {
  std::size_t peer = 0;
  Status status;
  std::vector<std::uint32_t> routing_contexts = {};
  std::optional<std::uint32_t> asp_identifier = {};
};
struct ErrorReceived {
  std::size_t peer = 0;
  ErrorCode code{};
  std::vector<std::uint32_t> routing_contexts = {};
  Octets diagnostic_information = {};
};
// A request of this node got no acknowledgement, or an ERROR. Nothing more is tried until the next request of
// layer management or the next association.
struct ProcedureFailed {
  std::size_t peer = 0;
  MessageType request{};
  std::optional<ErrorCode> error = {};  // absent: T(ack) expired too often
};
// ASP: what the SGP answered to REG REQ (4.4.1). Where it refused, this application server is not asked for
// again before the next request of layer management or the next association.
struct KeyRegistered {
  std::size_t peer = 0;
  std::size_t application_server = 0;
  RegistrationStatus status{};
  std::uint32_t routing_context = 0;
};
// ASP: to DEREG REQ (4.4.2).
struct KeyDeregistered {
  std::size_t peer = 0;
  std::size_t application_server = 0;
  DeregistrationStatus status{};
};
// SGP: an ASP joined an application server by REG REQ, or left it (4.4).
struct RegistrationChanged {
  std::size_t peer = 0;
  std::size_t application_server = 0;
  bool joined = false;
};
// No answer to heartbeats (4.3.4.6): the owner should abort the association and set it up again.
struct PeerUnavailable {
  std::size_t peer = 0;
  AssociationId association;
};

using Event = std::variant<mtp::Indication, SendMessage, AspStateChanged, AsStateChanged, NotifyReceived,
                           ErrorReceived, ProcedureFailed, KeyRegistered, KeyDeregistered,
                           RegistrationChanged, PeerUnavailable, Diagnostic>;

}  // namespace mapsim::m3ua
