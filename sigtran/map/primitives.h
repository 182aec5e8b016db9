// The MAP service primitives (TS 29.002 7.3, 12): where the MAP-user (a node, the scenario engine) and the MAP
// provider meet. As one TCAP message carries MAP-OPEN, the services and MAP-DELIMITER or MAP-CLOSE together, they
// are one value here.
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

// MAP-RefuseInfo's reason (17.4), and the two refusals that are not in it but in the AARE.
enum class RefuseReason : std::uint8_t {
  no_reason_given = 0,
  invalid_destination_reference = 1,
  invalid_originating_reference = 2,
  application_context_not_supported = 0x80,
  no_common_dialogue_portion = 0x81,
};
// The largest value of the two kinds tells them apart on the wire; see dialogue_pdu.h.

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

// MAP-ProviderAbortReason (17.4) when the peer's MAP says it, and what 7.3.4 lists besides.
enum class ProviderAbortReason : std::uint8_t {
  abnormal_dialogue = 0,
  invalid_pdu = 1,
  provider_malfunction = 0x80,        // P-Abort unrecognizedMessageType, badlyFormatted…, incorrect…
  supporting_dialogue_released = 0x81,  // unrecognizedTransactionID
  resource_limitation = 0x82,
  version_incompatibility = 0x83,     // incorrectTransactionPortion while initiating (facts: 15.3)
};

enum class Action : std::uint8_t { begin, continue_, end, prearranged_end, u_abort, refuse, provider_abort, tc_p_abort };

// How a message too long for one UDT travels (TS 29.002 Annex C). The rule is in long_message.h.
enum class LongMessage : std::uint8_t { automatic, begin, empty_begin, segments };

struct Request {
  Action action = Action::begin;
  DialogueId dialogue;
  ApplicationContext context;  // begin only
  std::optional<OpenInfo> open;  // begin: absent sends no user information
  // In the order in which they go. Parameters are already encoded (sigtran/map/codec.h).
  tcap::Components services;
  std::optional<UserAbort> abort;                 // u_abort
  RefuseReason refuse_reason = RefuseReason::no_reason_given;  // refuse
  std::optional<ApplicationContext> alternative;  // refuse: named in the AARE instead of the offered one
  ProviderAbortReason provider_abort = ProviderAbortReason::abnormal_dialogue;  // provider_abort: MAP-ProviderAbortInfo
  tcap::PAbortCause p_abort_cause = tcap::PAbortCause::resource_limitation;     // tc_p_abort
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
  std::optional<tcap::PAbortCause> cause;
};
using DialogueEvent = std::variant<std::monostate, Opened, Accepted, Refused, UserAborted, ProviderAborted>;

// One received message: MAP-OPEN indication or confirm, the services, and MAP-DELIMITER or MAP-CLOSE.
struct MessageIndication {
  tcap::Primitive primitive = tcap::Primitive::begin;
  DialogueId dialogue;
  bool dialogue_ended = false;
  ApplicationContext context;   // of the dialogue; for version 1 derived from the first invoke; code 0: unknown
  DialogueEvent dialogue_event;
  tcap::Components services;    // parameters not decoded yet: the user decides (codec.h)
  std::optional<tcap::TransactionId> otid;
  std::optional<tcap::TransactionId> dtid;
  tcap::DialoguePortion portion;
  std::optional<tcap::PAbortCause> p_abort_cause;
  sccp::Transit transit;
  OctetView message;            // the whole TCAP message
};

// The guard timer of an invocation ran out (TC-L-CANCEL).
struct TimeoutIndication {
  DialogueId dialogue;
  InvokeId invoke_id = 0;
};

// MAP-NOTICE: SCCP could not deliver a message of this dialogue.
struct NoticeIndication {
  DialogueId dialogue;
  sccp::ReturnCause cause = sccp::ReturnCause::unqualified;
};

// The provider itself refused or aborted (unsupported context, abnormal dialogue, P-ABORT by TCAP …). For whoever
// watches; the message is on its way already.
struct SentIndication {
  std::optional<DialogueId> dialogue;
  tcap::Primitive primitive = tcap::Primitive::u_abort;
};

using Event = std::variant<MessageIndication, TimeoutIndication, NoticeIndication, SentIndication, tcap::Request, Diagnostic>;

}  // namespace mapsim::map
