// The MAP service primitives (TS 29.002 7.3, 12): where the MAP-user (a node, the scenario engine) and the
// MAP provider meet. As one TCAP message carries MAP-OPEN, the services and MAP-DELIMITER or MAP-CLOSE
// together, they are one value here.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>
#include <variant>

#include "sigtran/core/bytes.h"
#include "sigtran/core/diagnostic.h"
#include "sigtran/sccp/primitives.h"
#include "sigtran/tcap/primitives.h"

namespace mapsim::map {

using tcap::DialogueId;
using tcap::InvokeId;

// 0.4.0.0.1.0.code.version (TS 29.002 17.3). Known: 20 shortMsgGateway, 21 shortMsgMO-Relay (version 1:
// shortMsgRelay), 23 shortMsgAlert, 24 mwdMngt, 25 shortMsgMT-Relay, 41 shortMsgMT-Relay-VGCS.
struct ApplicationContext {
  std::uint8_t code = 0;
  std::uint8_t version = 0;  // 1..3
  friend bool operator==(ApplicationContext, ApplicationContext) = default;
};

// MAP-OPEN's references (TS 29.002 7.3.1): AddressString octets without tag.
struct OpenInfo {
  std::optional<Octets> destination_reference;
  std::optional<Octets> originating_reference;
  std::optional<Octets> extension_container;  // whole TLV
  friend bool operator==(const OpenInfo&, const OpenInfo&) = default;
};

// The refuse-reason of the MAP-OPEN confirm (7.3.1). Values below 0x80 are those of MAP-RefuseInfo (17.4) and
// go on the wire as they are. The others have no number: each names what on the wire (or the lack of it)
// meant the refusal.
enum class RefuseReason : std::uint8_t {
  no_reason_given = 0,
  invalid_destination_reference = 1,
  invalid_originating_reference = 2,
  application_context_not_supported = 0x80,  // AARE rejected, user diagnostic 2
  // With these two the peer probably knows nothing but version 1 (5.2.2).
  no_common_dialogue_portion = 0x81,  // AARE rejected, provider diagnostic 2
  // P-Abort incorrectTransactionPortion, or an ABORT without any information. Received only, as is the next.
  potential_version_incompatibility = 0x82,
  remote_node_not_reachable = 0x83,  // SCCP returned the BEGIN
};
constexpr bool is_map_refuse_info(RefuseReason reason) {
  return static_cast<std::uint8_t>(reason) < 0x80;
}

// MAP-UserAbortChoice (17.4)
enum class UserAbortReason : std::uint8_t {
  user_specific_reason = 0,
  user_resource_limitation = 1,
  resource_unavailable = 2,
  application_procedure_cancellation = 3,
};
struct UserAbort {
  UserAbortReason reason = UserAbortReason::user_specific_reason;
  // Of resourceUnavailable (0 shortTermResourceLimitation, 1 longTerm…) and of
  // applicationProcedureCancellation (0 handoverCancellation … 6 associatedProcedureFailure).
  std::optional<std::uint8_t> detail;
  friend bool operator==(const UserAbort&, const UserAbort&) = default;
};

// The provider reason of MAP-P-ABORT (7.3.5). Values below 0x80 are those of MAP-ProviderAbortInfo (17.4) and
// go on the wire as they are; the others say what a TC-P-ABORT meant (table 16.1/1).
enum class ProviderAbortReason : std::uint8_t {
  abnormal_dialogue = 0,
  invalid_pdu = 1,
  // unrecognizedMessageType, badlyFormatted…, incorrectTransactionPortion, abnormal dialogue portion
  provider_malfunction = 0x80,
  supporting_dialogue_released = 0x81,  // unrecognizedTransactionID
  resource_limitation = 0x82,
  version_incompatibility = 0x83,  // no common dialogue portion; while initiating that is a refusal instead
};
constexpr bool is_map_provider_abort_info(ProviderAbortReason reason) {
  return static_cast<std::uint8_t>(reason) < 0x80;
}

enum class Action : std::uint8_t {
  begin,
  continue_,
  end,
  prearranged_end,
  u_abort,
  refuse,
  provider_abort,
  tc_p_abort
};

// A request's views (parameters, portion) must stay valid until the events that it caused have been polled.

// How a message too long for one UDT travels (TS 29.002 Annex C). The rule is in long_message.h.
enum class LongMessage : std::uint8_t { automatic, begin, empty_begin, segments };

struct Request {
  Action action = Action::begin;
  DialogueId dialogue;
  ApplicationContext context;    // begin only
  std::optional<OpenInfo> open;  // begin: absent sends no user information
  // In the order in which they go. Parameters are already encoded (sigtran/map/codec.h). An invocation takes
  // its class from the operation table and, unless it has a timer, its timer too; a negative timer means
  // none.
  tcap::Components services;
  // TC-U-REJECTs of unknown operations that wait for this dialogue's next message (15.1) stay where they are.
  bool hold_rejects = false;
  std::optional<UserAbort> abort;                              // u_abort
  RefuseReason refuse_reason = RefuseReason::no_reason_given;  // refuse
  // refuse: named in the AARE instead of the offered one; with a reason of MAP-RefuseInfo it is named there.
  std::optional<ApplicationContext> alternative;
  // provider_abort: MAP-ProviderAbortInfo
  ProviderAbortReason provider_abort = ProviderAbortReason::abnormal_dialogue;
  tcap::PAbortCause p_abort_cause = tcap::PAbortCause::resource_limitation;  // tc_p_abort
  // The dialogue portion instead of what the rules give; `none` sends none.
  std::optional<tcap::DialoguePortion> portion;
  std::optional<sccp::Address> called;   // begin: needed
  std::optional<sccp::Address> calling;  // begin: needed
  std::optional<std::uint8_t> protocol_class;
  std::optional<bool> return_on_error;
  sccp::Form form = sccp::Form::automatic;
  sccp::Overrides lower;
  tcap::Overrides overrides;
  std::uint64_t tag = 0;
};

// What the dialogue part of a message meant.
struct Opened {  // MAP-OPEN indication
  std::optional<OpenInfo> info;
};
struct Accepted {};  // MAP-OPEN confirm, positive
struct Refused {     // MAP-OPEN confirm, negative
  RefuseReason reason = RefuseReason::no_reason_given;
  std::optional<ApplicationContext> alternative;  // the context that the peer named
};
struct UserAborted {  // MAP-U-ABORT indication; without MAP-UserAbortInfo only the ABRT came
  std::optional<UserAbort> abort;
};
struct ProviderAborted {  // MAP-P-ABORT indication
  ProviderAbortReason reason = ProviderAbortReason::provider_malfunction;
  std::optional<tcap::PAbortCause> cause;  // where TC was the source, otherwise MAP was (7.3.5)
  bool local = false;  // our own provider found what the peer sent abnormal, and has aborted
};
using DialogueEvent = std::variant<std::monostate, Opened, Accepted, Refused, UserAborted, ProviderAborted>;

// One received message: MAP-OPEN indication or confirm, the services, and MAP-DELIMITER or MAP-CLOSE.
struct MessageIndication {
  tcap::Primitive primitive = tcap::Primitive::begin;
  DialogueId dialogue;
  bool dialogue_ended = false;
  ApplicationContext context;  // of the dialogue; for version 1 derived from the first invoke
  DialogueEvent dialogue_event;
  // Parameters not decoded yet: the user decides (codec.h). An invocation of an operation that the context
  // does not have is marked rejected_locally; its TC-U-REJECT goes with the next message (15.1).
  tcap::Components services;
  std::optional<tcap::TransactionId> otid;
  std::optional<tcap::TransactionId> dtid;
  tcap::DialoguePortion portion;
  std::optional<tcap::PAbortCause> p_abort_cause;
  sccp::Transit transit;
  OctetView message;  // the whole TCAP message
};

// The guard timer of an invocation ran out (TC-L-CANCEL).
struct TimeoutIndication {
  DialogueId dialogue;
  InvokeId invoke_id = 0;
};

// MAP-NOTICE: SCCP could not deliver a message of this dialogue. Where it was the BEGIN, this is the MAP-OPEN
// confirm with refuse-reason remote node not reachable (7.3.1), and the dialogue has ended.
struct NoticeIndication {
  DialogueId dialogue;
  sccp::ReturnCause cause = sccp::ReturnCause::unqualified;
  bool dialogue_ended = false;
  sccp::Transit transit;
};

// Why the provider acted by itself.
enum class SentCause : std::uint8_t {
  context_not_supported,  // AARE rejected, perhaps naming an alternative
  abnormal_dialogue,      // MAP-ProviderAbortInfo, or a plain ABORT where the peer sent no dialogue portion
  no_context,             // a version 1 context cannot be derived
  idle,                   // the dialogue's guard ran out
  limit,                  // too many dialogues
  begin_returned,         // ended locally: nothing is sent
};

// The provider itself refused, aborted or ended. For whoever watches: the message, if any, is on its way
// already. The dialogue has ended. A user that was told of the dialogue before learns of its end from this
// (idle) or from the MessageIndication with ProviderAborted or the NoticeIndication beside this.
struct SentIndication {
  std::optional<DialogueId> dialogue;
  tcap::Primitive primitive = tcap::Primitive::u_abort;  // end: prearranged
  SentCause cause = SentCause::abnormal_dialogue;
};

using Event = std::variant<MessageIndication, TimeoutIndication, NoticeIndication, SentIndication,
                           tcap::Request, Diagnostic>;

}  // namespace mapsim::map
