// The TC primitives (Q.771 3.1): where the TC-user (MAP) and TCAP meet. A primitive of the dialogue handling
// sub-layer and the component primitives that travel with it are one value here, as they are one message.
#pragma once

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <cassert>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <variant>

#include "sigtran/core/bytes.h"
#include "sigtran/core/diagnostic.h"
#include "sigtran/core/slab.h"
#include "sigtran/core/time.h"
#include "sigtran/sccp/primitives.h"

namespace mapsim::tcap {

// Local name of a dialogue (Q.771 dialogue ID). Unlike a transaction id it is never on the wire.
struct DialogueId {
  SlabHandle handle;
  friend bool operator==(DialogueId, DialogueId) = default;
};

// A transaction id as it stands on the wire: 1 to 4 octets.
struct TransactionId {
  std::uint32_t value = 0;
  std::uint8_t octets = 4;
  friend bool operator==(TransactionId, TransactionId) = default;
};

// -128..127 (Q.773 table 20: one octet).
using InvokeId = std::int8_t;

// Contents octets of an OBJECT IDENTIFIER, at most 32. Copied as it stands in memory, so components are cheap
// to pass.
class Oid {
 public:
  static constexpr std::size_t static_capacity = 32;

  Oid() = default;
  Oid(std::initializer_list<std::uint8_t> octets) : Oid(octets.begin(), octets.end()) {}
  template <class Iterator>
  Oid(Iterator first, Iterator last) {
    assign(first, last);
  }
  template <class Iterator>
  void assign(Iterator first, Iterator last) {
    const auto count = static_cast<std::size_t>(std::distance(first, last));
    assert(count <= static_capacity);
    for (std::size_t i = 0; i < count; ++i, ++first) octets_[i] = *first;
    size_ = static_cast<std::uint8_t>(count);
  }
  void push_back(std::uint8_t octet) {
    assert(size_ < static_capacity);
    octets_[size_++] = octet;
  }
  void clear() { size_ = 0; }

  const std::uint8_t* data() const { return octets_.data(); }
  const std::uint8_t* begin() const { return data(); }
  const std::uint8_t* end() const { return data() + size_; }
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return static_capacity; }
  bool empty() const { return size_ == 0; }
  std::uint8_t operator[](std::size_t i) const { return octets_[i]; }
  std::uint8_t back() const { return octets_[size_ - 1U]; }

  friend bool operator==(const Oid& a, const Oid& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  std::array<std::uint8_t, static_capacity> octets_{};
  std::uint8_t size_ = 0;
};

// Local INTEGER or global OBJECT IDENTIFIER, for operations and errors (Q.773 tables 21, 24).
using Code = std::variant<std::int32_t, Oid>;

enum class ComponentType : std::uint8_t {
  invoke = 0xA1,
  return_result_last = 0xA2,
  return_error = 0xA3,
  reject = 0xA4,
  return_result_not_last = 0xA7,
};

// Q.773 tables 26 to 29: the problem's tag says which kind of component was rejected.
enum class ProblemType : std::uint8_t {
  general = 0x80,
  invoke = 0x81,
  return_result = 0x82,
  return_error = 0x83
};
enum class GeneralProblem : std::uint8_t {
  unrecognized_component,
  mistyped_component,
  badly_structured_component
};
enum class InvokeProblem : std::uint8_t {
  duplicate_invoke_id,
  unrecognized_operation,
  mistyped_parameter,
  resource_limitation,
  initiating_release,
  unrecognized_linked_id,
  linked_response_unexpected,
  unexpected_linked_operation,
};
enum class ReturnResultProblem : std::uint8_t {
  unrecognized_invoke_id,
  return_result_unexpected,
  mistyped_parameter
};
enum class ReturnErrorProblem : std::uint8_t {
  unrecognized_invoke_id,
  return_error_unexpected,
  unrecognized_error,
  unexpected_error,
  mistyped_parameter,
};
struct Problem {
  ProblemType type = ProblemType::general;
  std::uint8_t code = 0;  // of the enumeration above that the type names; others may be received
  friend bool operator==(const Problem&, const Problem&) = default;
};

// Q.771 3.1.3.1: 1 result or error, 2 error only, 3 result only, 4 neither.
enum class OperationClass : std::uint8_t { class1 = 1, class2, class3, class4 };

// One component, in either direction. Views must stay valid during the call that takes the request; those of
// an indication are valid until the next call on the layer.
struct Component {
  ComponentType type = ComponentType::invoke;
  std::optional<InvokeId> invoke_id;  // a request to invoke without one gets the lowest that is free
  std::optional<InvokeId> linked_id;  // invoke only
  std::optional<Code> code;           // operation code, or error code of a return error
  OctetView parameter;                // the whole TLV (or several); empty when absent
  Problem problem;                    // reject only
  // In an indication: TC-L-REJECT, our own stack rejected what came for the reason `problem`. `type` is that
  // of the rejected component (`reject` where it was not recognizable).
  bool rejected_locally = false;
  // Requests to invoke only:
  OperationClass operation_class = OperationClass::class1;
  Duration timer{};  // until TC-L-CANCEL; 0 arms none
};
using Components = boost::container::small_vector<Component, 2>;

// The dialogue control APDUs (Q.773 table 33 on).
enum class DialogueApdu : std::uint8_t {
  none,
  request /*AARQ*/,
  response /*AARE*/,
  abort /*ABRT*/,
  uni /*AUDT*/
};
enum class AssociateResult : std::uint8_t { accepted = 0, reject_permanent = 1 };
enum class DiagnosticSource : std::uint8_t { user = 1, provider = 2 };
struct AssociateDiagnostic {
  DiagnosticSource source = DiagnosticSource::user;
  // user: 0 null, 1 no reason given, 2 application context name not supported;
  // provider: 0 null, 1 no reason given, 2 no common dialogue portion
  std::int32_t code = 0;
  friend bool operator==(const AssociateDiagnostic&, const AssociateDiagnostic&) = default;
};
enum class AbortSource : std::uint8_t { dialogue_service_user = 0, dialogue_service_provider = 1 };

// Contents octets of the BIT STRING protocol-version; 07 80 is version 1. None: not on the wire, which means
// version 1 too (Q.773 3.2).
struct ProtocolVersion {
  static constexpr std::size_t kCapacity = 8;
  std::array<std::uint8_t, kCapacity> octets{0x07, 0x80};
  std::uint8_t count = 2;

  OctetView view() const { return {octets.data(), count}; }
  bool empty() const { return count == 0; }
  void clear() { count = 0; }
  // At most kCapacity octets.
  void assign(OctetView contents) {
    count = static_cast<std::uint8_t>(std::min(contents.size(), kCapacity));
    for (std::size_t i = 0; i < count; ++i) octets[i] = contents[i];
  }
};

struct DialoguePortion {
  DialogueApdu apdu = DialogueApdu::none;
  Oid application_context_name;                                   // AARQ, AARE, AUDT
  AssociateResult result = AssociateResult::accepted;             // AARE
  AssociateDiagnostic diagnostic;                                 // AARE
  AbortSource abort_source = AbortSource::dialogue_service_user;  // ABRT
  // The contents of user-information [30]: one or more EXTERNAL, as whole TLVs. With `none` it is one
  // EXTERNAL in the TC-user's own abstract syntax, which then is the dialogue portion (Q.773 3.1, note to
  // Abort).
  OctetView user_information;
  ProtocolVersion protocol_version;  // AARQ, AARE, AUDT
};

// Q.773 table 9, and the two that TC-P-ABORT has besides (Q.771 3.1.2.2.2.3), which are never on the wire.
enum class PAbortCause : std::uint8_t {
  unrecognized_message_type = 0,
  unrecognized_transaction_id = 1,
  badly_formatted_transaction_portion = 2,
  incorrect_transaction_portion = 3,
  resource_limitation = 4,
  abnormal_dialogue = 0x80,  // local: the dialogue portion was wrong, or the peer's provider says so (ABRT)
  no_common_dialogue_portion = 0x81,  // local: the peer's AARE says that it knows no version of ours
};

enum class Primitive : std::uint8_t { uni, begin, continue_, end, u_abort, p_abort };

// What a test may set although TCAP would fill it. All concern the wire only, save `otid` of a BEGIN or of
// the first CONTINUE backwards, which becomes the transaction's id.
struct Overrides {
  std::optional<TransactionId> otid;
  std::optional<TransactionId> dtid;
  std::optional<Octets> dialogue_portion;   // the whole TLV 6B …; empty: leave it out
  std::optional<Octets> component_portion;  // the whole TLV 6C …; empty: leave it out
  std::optional<Octets> message;            // the whole message
};

// TC-BEGIN, TC-CONTINUE, TC-END, TC-U-ABORT, TC-UNI request; p_abort sends an ABORT with a P-Abort cause as
// the peer's transaction sub-layer would (for tests).
struct Request {
  Primitive primitive = Primitive::begin;
  DialogueId dialogue;
  bool prearranged = false;  // end: nothing is sent (Q.774 3.3.3.1.2)
  DialoguePortion portion;   // as the TC-user wants it; `none` sends none
  std::optional<PAbortCause> p_abort_cause;
  Components components;
  // Quality of service and addressing. A dialogue keeps the addresses of its first messages; a request may
  // set others for its own message.
  std::optional<sccp::Address> called;
  std::optional<sccp::Address> calling;
  std::optional<std::uint8_t> protocol_class;
  std::optional<bool> return_on_error;
  std::optional<std::uint32_t> sequence_control;  // absent: drawn for the dialogue when it begins
  sccp::Form form = sccp::Form::automatic;
  sccp::Overrides lower;
  Overrides overrides;
  std::uint64_t tag = 0;  // goes into OutBuffer::tag
};

// One received message.
struct MessageIndication {
  Primitive primitive = Primitive::begin;
  DialogueId dialogue;          // for begin: a new one
  bool dialogue_ended = false;  // after this the id is gone
  std::optional<TransactionId> otid;
  std::optional<TransactionId> dtid;
  DialoguePortion portion;
  std::optional<PAbortCause> p_abort_cause;
  Components components;  // rejected ones included, with rejected_locally
  sccp::Transit transit;
  OctetView message;  // the whole TCAP message
};

// TC-L-CANCEL: the timer of an invocation ran out.
struct CancelIndication {
  DialogueId dialogue;
  InvokeId invoke_id = 0;
};

// TC-NOTICE: SCCP returned a message of this dialogue.
struct NoticeIndication {
  DialogueId dialogue;
  sccp::ReturnCause cause = sccp::ReturnCause::unqualified;
  sccp::Transit transit;
};

// What TCAP sent by itself, without a request: ABORT by the provider, for instance. For whoever watches.
struct SentIndication {
  std::optional<DialogueId> dialogue;
  Primitive primitive = Primitive::p_abort;
  std::optional<PAbortCause> p_abort_cause;
};

using Event = std::variant<MessageIndication, CancelIndication, NoticeIndication, SentIndication,
                           sccp::UnitdataRequest, Diagnostic>;

}  // namespace mapsim::tcap
