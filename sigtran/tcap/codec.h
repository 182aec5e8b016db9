// TCAP messages to and from octets (Q.773). Decoding is in place: the parts of a message are views of its
// octets. Any mixture of definite and indefinite lengths is read; minimal definite lengths are written.
#pragma once

#include <cstdint>
#include <optional>

#include "sigtran/core/out_buffer.h"
#include "sigtran/tcap/component_codec.h"
#include "sigtran/tcap/dialogue_codec.h"
#include "sigtran/tcap/message.h"

namespace mapsim::tcap {

// The transaction portion cannot be understood: `cause` is what a P-ABORT says of it (Q.772 2.3).
struct TransactionFault {
  PAbortCause cause = PAbortCause::badly_formatted_transaction_portion;
  Error error;
};

// A message read as far as it can be, with what Q.774 needs to answer the rest.
struct Reading {
  // With a transaction fault only otid and dtid, as far as they are derivable. Otherwise the transaction
  // portion, the dialogue portion unless that is faulty, and the components before the faulty one: those
  // after a malformed component are discarded (Q.774 3.2.2.2).
  Message message;
  bool type_known = false;
  std::optional<TransactionFault> transaction_fault;  // Q.774 3.3.4
  std::optional<Error> dialogue_fault;                // Q.774 3.2.2.1; components were not read
  std::optional<ComponentFault> component_fault;      // Q.774 3.2.2.2
};

Reading read(OctetView octets);

// Error: the first fault of any portion, its offset counted from the start of the message.
Result<Message> decode(OctetView octets);

// Writes the whole message in front of what the buffer holds.
void encode(const Message& message, OutBuffer& out);

// The parts, for whoever puts a message together by himself; each prepends.
void encode_transaction_id(OutBuffer& out, std::uint8_t tag, TransactionId id);
inline constexpr std::uint8_t kOtidTag = 0x48;
inline constexpr std::uint8_t kDtidTag = 0x49;
inline constexpr std::uint8_t kPAbortCauseTag = 0x4A;
inline constexpr std::uint8_t kDialoguePortionTag = 0x6B;
inline constexpr std::uint8_t kComponentPortionTag = 0x6C;

// Octets of identifier and contents that can be reached although the element itself does not fit its
// surroundings: the contents up to the end of `octets`. Nullopt where not even the length can be read.
std::optional<OctetView> reachable_contents(OctetView octets);

}  // namespace mapsim::tcap
